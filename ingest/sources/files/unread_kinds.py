"""Kinds of files that are not read, and what to save them as."""

from __future__ import annotations

from pathlib import PurePath

OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
"""Names under which a system keeps its own in every folder, in small letters."""
_WAYS_OUT = (
    ("save it as .docx or .txt", (".doc", ".rtf", ".odt", ".pages", ".wpd", ".wps", ".hwp", ".hwpx")),
    ("save it as .xlsx or .csv", (".xls", ".xlsb", ".ods", ".numbers")),
    (
        "export its articles as .csv or .jsonl",
        (".parquet", ".feather", ".arrow", ".pkl", ".pickle", ".db", ".sqlite", ".sqlite3", ".sql", ".mdb", ".accdb"),
    ),
    ("unpack it, or pack it as .zip, .gz or .zst", (".7z", ".rar", ".bz2", ".xz", ".lz4", ".br", ".z")),
    ("export its messages as .mbox or .eml", (".pst", ".ost", ".msg", ".olm")),
    ("save it as .epub, .html or .txt", (".mobi", ".azw", ".azw3", ".djvu", ".ps")),
)
_WAY_OUT_OF = {ending: way_out for way_out, endings in _WAYS_OUT for ending in endings}


def why_unread(name: str, readable: str) -> str:
    """The reason for which a file is not read, with the way out where its kind is known.

    Args:
        name: The file's.
        readable: The endings that can be read, for an admin.
    """
    ending = PurePath(name).suffix.lower()
    way_out = f": {_WAY_OUT_OF[ending]}" if ending in _WAY_OUT_OF else f" ({readable}); it has {ending or 'no ending'}"
    told = (
        f"{ending} is not a kind of file that can be read"
        if ending in _WAY_OUT_OF
        else "not a kind of file that can be read"
    )
    return f"{told}{way_out}"
