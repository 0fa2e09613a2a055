"""Text that every database takes."""

from __future__ import annotations


def storable(text: str) -> str:
    """The text with half characters (lone surrogates), which no database takes, and NUL, which PostgreSQL does not
    take, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")
