"""Clippings, as it is imported: each folder at the top of the project under one name (see docs/decisions/001)."""

from pathlib import Path as _Path

__version__ = "0.1.0"

_HERE = _Path(__file__).parent
if not (_HERE / "core").is_dir():  # a checkout without symbolic links: Windows, a zip
    __path__.append(str(_HERE.parent))
