"""Suites that ask the sample archive, and the archive that they ask."""
