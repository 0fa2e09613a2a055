"""Clippings, as it is imported: each folder at the top of the project under one name (see docs/decisions/001)."""

__version__ = "0.1.0"
