"""Notices that an article must not be used any more (IPTC calls it canceled, wire services a kill).

The article leaves the answers at once and stays in the catalogue. The notice is remembered, so that the article does
not come back with the next ingest of the file that holds it, nor when that file is read after the notice. Where
several articles share an address (see `identity`), a notice is for the one with its id.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Literal

from clippings.ingest.deduplication.identity import Origins
from clippings.ingest.deduplication.unchanged import DIGEST_BYTES
from clippings.ingest.documents import Canceled
from clippings.ingest.store import StoreWriter
from clippings.vectorstore.catalogue.new_article import NewArticle
from clippings.vectorstore.catalogue.writer import KnownVersion

_WITHOUT_TIME = "canceled"
_ANY = "\x00any"
"""In place of an id: what any notice for an address says of an article without one."""
_HERE = "\x00here"
"""In place of an id: what a notice says of the very article that the archive has at an address."""


class Notices:
    """The notices that came so far; made for a batch.

    Args:
        writer: The transaction.
        origins: Which article came under which id.
    """

    def __init__(self, writer: StoreWriter, origins: Origins) -> None:
        self._writer = writer
        self._origins = origins
        self._are_there: bool | None = None

    def cancel(self, notice: Canceled) -> Literal["retired", "known", "unknown"]:
        """Take the article of a notice out of the indexes.

        Returns:
            "known" where it was taken out before or is newer than the notice, "unknown" where there is no such article.
        """
        moment = notice.at.astimezone(UTC).isoformat() if notice.at else _WITHOUT_TIME
        address = self._origins.address_of(notice.url, notice.identity)
        marks = [_mark(notice.url, notice.identity), _mark(notice.url, _ANY), _mark(address, _HERE), _mark("", _ANY)]
        self._writer.remember_documents(dict.fromkeys(marks, moment))
        self._are_there = True
        known = self._writer.versions(address)
        current = next((version for version in known if version.is_current), None)
        if current is None:
            return "known" if known else "unknown"
        if _is_newer(current.modified_at, moment):
            return "known"
        self._writer.set_aside(current.id)
        return "retired"

    def why_canceled(
        self, named: str, identity: str, is_apart: bool, article: NewArticle, known: Sequence[KnownVersion]
    ) -> str:
        """Why an article stays out of the answers: a notice canceled this version of it; "" when none did.

        Args:
            named: The address that it names, which a notice names as well.
            identity: What tells it from others with that address; "" where nothing does.
            is_apart: Whether that address is another article's.
            article: What was read, under the address that it gets.
            known: All versions there.
        """
        if any(version.is_current for version in known) or not self._exist():
            return ""
        for one in _ids_of_notices(identity, is_apart):
            if _is_canceled(self._writer, _mark(named, one), article.modified_at):
                return f"it was canceled by its publisher ({article.url})"
        return ""

    def _exist(self) -> bool:
        """Whether there ever was a notice: most archives never see one, and need not look for each new article."""
        if self._are_there is None:
            self._are_there = self._writer.last_content(_mark("", _ANY)) is not None
        return self._are_there


def _ids_of_notices(identity: str, is_apart: bool) -> tuple[str, ...]:
    """Which notices for an address may be for an article that names it: with its id, without one, or any."""
    if is_apart:
        return (identity,) if identity else ()
    return (identity, "") if identity else (_ANY,)


def is_canceled(writer: StoreWriter, url: str, modified_at: datetime | None) -> bool:
    """Whether a notice canceled the version that was changed last of the article that the archive has at an address."""
    return _is_canceled(writer, _mark(url, _HERE), modified_at)


def _is_canceled(writer: StoreWriter, mark: bytes, modified_at: datetime | None) -> bool:
    """Whether a notice canceled an article, and the version that was changed then is not newer."""
    moment = writer.last_content(mark)
    return moment is not None and not _is_newer(modified_at, moment)


def _mark(url: str, identity: str) -> bytes:
    told = f"canceled\x00{url}\x00{identity}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()


def _is_newer(modified_at: datetime | None, moment: str) -> bool:
    """Whether a version came after the notice, which makes it good again."""
    return bool(modified_at and moment != _WITHOUT_TIME and modified_at > datetime.fromisoformat(moment))
