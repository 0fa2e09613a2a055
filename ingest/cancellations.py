"""Notices that an article must not be used any more (IPTC calls it canceled, wire services a kill).

The article leaves the answers at once and stays in the catalogue. The notice is remembered, so that the article does
not come back with the next ingest of the file that holds it, nor when that file is read after the notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Literal

from clippings.ingest.raw_document import Canceled
from clippings.ingest.store import Writer
from clippings.ingest.unchanged_documents import DIGEST_BYTES
from clippings.vectorstore.catalogue_writer import KnownVersion, NewArticle

_WITHOUT_TIME = "canceled"


def cancel(writer: Writer, notice: Canceled) -> Literal["retired", "known", "unknown"]:
    """Take the article of a notice out of the indexes.

    Returns:
        "known" where it was taken out before or is newer than the notice, "unknown" where there is no such article.
    """
    moment = notice.at.astimezone(UTC).isoformat() if notice.at else _WITHOUT_TIME
    writer.remember_documents({_mark(notice.url): moment})
    known = writer.versions(notice.url)
    current = next((version for version in known if version.is_current), None)
    if current is None:
        return "known" if known else "unknown"
    if _is_newer(current.modified_at, moment):
        return "known"
    writer.set_aside(current.id)
    return "retired"


def why_canceled(writer: Writer, article: NewArticle, known: Sequence[KnownVersion]) -> str:
    """Why an article stays out of the answers: a notice canceled this version of it; "" when none did.

    Notices are looked up for articles that their publisher names (a URN, a record's id) and for those that were taken
    out. For each new page of the web it would be one more query.

    Args:
        writer: The transaction.
        article: What was read.
        known: All versions at its address.
    """
    if any(version.is_current for version in known):
        return ""
    if not known and article.url.startswith(("http://", "https://")):
        return ""
    is_good = not is_canceled(writer, article.url, article.modified_at)
    return "" if is_good else f"it was canceled by its publisher ({article.url})"


def is_canceled(writer: Writer, url: str, modified_at: datetime | None) -> bool:
    """Whether a notice canceled the article at an address, and the version that was changed then is not newer."""
    moment = writer.last_content(_mark(url))
    return moment is not None and not _is_newer(modified_at, moment)


def _mark(url: str) -> bytes:
    return blake2b(f"canceled\x00{url}".encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()


def _is_newer(modified_at: datetime | None, moment: str) -> bool:
    """Whether a version came after the notice, which makes it good again."""
    return bool(modified_at and moment != _WITHOUT_TIME and modified_at > datetime.fromisoformat(moment))
