"""Addresses for records that name none: no two different records of a file share one."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from clippings.ingest.canonical_url import address

_DIGITS = 16


class RecordAddresses:
    """Addresses below that of their file, by what a record tells: its id, a url that is no address, or title and date.

    The first record of a file that tells them has the address that they alone make, so that it is updated when its
    text is corrected. What else tells the same with another text, title or source is another article: its address is
    also made of these. So every record keeps its address when the file is read again and when records are appended.
    When another comes to stand first, it replaces the former first, which is added anew: none is lost, though one that
    has changed its place may stand there twice. A record that tells nothing but text is its text, wherever it stands.

    Args:
        path: The file.
        is_only: Whether the file is one record, which is the same article whatever it tells.
    """

    def __init__(self, path: Path, is_only: bool = False) -> None:
        self._file = path.absolute().as_uri()
        self._is_only = is_only
        self._first: dict[str, str] = {}

    def of(self, own_id: str, fields: Mapping[str, Any]) -> str:
        """The address of a record.

        Args:
            own_id: What the tool that wrote it knows it by, "" where it has no id.
            fields: The fields of an article in it.
        """
        told = (fields.get(name) for name in ("title", "source", "text"))
        mark = _digest("\x00".join(part if isinstance(part, str) else "" for part in told))
        own = own_id or _url_that_is_no_address(fields.get("url")) or self._told(fields)
        if not own:
            return f"{self._file}#{mark}"
        if self._first.setdefault(own, mark) != mark:
            own += f"-{mark}"
        return f"{self._file}#{own}"

    def _told(self, fields: Mapping[str, Any]) -> str:
        title, moment = fields.get("title"), fields.get("published_at")
        return _digest(f"{title}|{moment}") if title or moment or self._is_only else ""


def _url_that_is_no_address(value: object) -> str:
    return "" if address(value) or isinstance(value, bool) or not isinstance(value, str | int) else str(value).strip()


def _digest(told: str) -> str:
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
