"""What a dossier holds, and whether each quote still stands in its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from clippings.chain.messages import message
from clippings.chain.verification.refusals import Refusal, WrongRequest
from clippings.core.time_window import iso, utc
from clippings.core.types import Article
from clippings.core.visible_text import lines, one_line
from clippings.core.web_links import article_address, at_words, on_page, web_address
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import KeptQuote
from clippings.vectorstore.catalogue.kept_quotes import (
    DossierFull,
    DossierQuote,
    keep_quotes,
    kept_quotes,
    note_kept,
    remove_kept,
)

State = Literal["stands", "changed", "gone"]

LONGEST_NOTE = 1_000


class TooManyKept(Refusal):
    """A dossier would hold more than it may."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A quote of a dossier, as it is today."""

    kept: DossierQuote
    state: State
    start: int
    end: int
    link: str
    """To the words: on the public page, or on the archive's own; empty where there is neither."""
    authors: tuple[str, ...] = ()
    language: str = ""

    @property
    def quote(self) -> KeptQuote:
        """As it was kept."""
        return self.kept.quote

    @property
    def public(self) -> str:
        """The article's public page; empty where it has none."""
        return web_address(self.quote.url) or ""

    def told(self, language: str) -> str:
        """What its reader has to know; nothing where the quote stands."""
        return "" if self.state == "stands" else message(f"dossier_{self.state}", language)


def keep(
    archive: Archive, user_id: int, quotes: Sequence[KeptQuote], *, question: str = "", note: str = "", at: datetime
) -> list[DossierQuote]:
    """Put quotes into somebody's dossier; those that it has already stay as they are.

    Returns:
        What was put into it now.

    Raises:
        WrongRequest: There is nothing to keep, or the note is too long.
        TooManyKept: One more is too many.
        StorageError: The catalogue cannot be written.
    """
    if not quotes:
        raise WrongRequest("dossier_nothing_to_keep")
    most = archive.settings.kept_per_user
    try:
        return keep_quotes(
            archive.catalogue, user_id, quotes, question=one_line(question), note=_checked(note), at=at, most=most
        )
    except DossierFull:
        raise TooManyKept("dossier_full", most=most) from None


def write_note(archive: Archive, user_id: int, kept_id: str, note: str) -> None:
    """Put a note to a quote, in the place of the one before; an empty one takes it away.

    Raises:
        WrongRequest: There is no such quote in this dossier, or the note is too long.
    """
    if not note_kept(archive.catalogue, user_id, kept_id, _checked(note)):
        raise WrongRequest("dossier_not_found")


def remove(archive: Archive, user_id: int, kept_id: str) -> None:
    """Take a quote out.

    Raises:
        WrongRequest: There is no such quote in this dossier.
    """
    if not remove_kept(archive.catalogue, user_id, kept_id):
        raise WrongRequest("dossier_not_found")


def entries(archive: Archive, user_id: int, page: object = None) -> list[Entry]:
    """Somebody's dossier, in the order in which it was kept.

    Args:
        archive: Which it is from.
        user_id: Whose.
        page: The address of `clippings serve`, for articles that have no public page.
    """
    return list(_entries(archive, kept_quotes(archive.catalogue, user_id), page or archive.settings.page_address))


def entry(archive: Archive, user_id: int, kept_id: str, page: object = None) -> Entry:
    """One quote of somebody's dossier.

    Raises:
        WrongRequest: It has none of this id.
    """
    kept = [one for one in kept_quotes(archive.catalogue, user_id) if one.id == kept_id]
    if not kept:
        raise WrongRequest("dossier_not_found")
    return next(_entries(archive, kept, page or archive.settings.page_address))


def as_json(one: Entry) -> dict[str, Any]:
    """An entry as `clippings dossier --json` prints it; `start` and `end` are those of the article as it is now."""
    quote = one.quote
    return {
        "id": one.kept.id,
        "quote": quote.quote,
        "url": quote.url,
        "title": quote.title,
        "source": quote.source,
        "published_at": iso(quote.published_at and utc(quote.published_at)),
        "published_on": f"{quote.published_at:%Y-%m-%d}" if quote.published_at else None,
        "start": one.start,
        "end": one.end,
        "question": one.kept.question,
        "note": one.kept.note,
        "kept_at": one.kept.kept_at.isoformat(),
        "state": one.state,
        "link": one.link,
    }


def _entries(archive: Archive, kept: Sequence[DossierQuote], page: object) -> Iterator[Entry]:
    catalogue = archive.catalogue
    ids = list(dict.fromkeys(one.quote.article_id for one in kept))
    current = {article.id: article for article in catalogue.articles(ids, current_only=True)}
    newer: dict[str, Article | None] = {}
    for one in kept:
        quote, article = one.quote, current.get(one.quote.article_id)
        if article is not None and article.text[quote.start : quote.end] == quote.quote:
            yield _entry(one, article, "stands", quote.start, page)
            continue
        if quote.url not in newer:
            newer[quote.url] = catalogue.article_at(quote.url)
        by_now = newer[quote.url]
        at = by_now.text.find(quote.quote) if by_now else -1
        state: State = "stands" if at >= 0 else "changed" if by_now else "gone"
        yield _entry(one, by_now, state, at if at >= 0 else quote.start, page)


def _entry(one: DossierQuote, article: Article | None, state: State, start: int, page: object) -> Entry:
    quote = one.quote
    end = start + len(quote.quote)
    public = web_address(quote.url)
    if public:
        link = at_words(public, quote.quote)
    else:
        link = on_page(page, article_address(article.id, start, end)) if article and state == "stands" else ""
    authors, language = (article.authors, article.language) if article else ((), "")
    return Entry(one, state, start, end, link, authors, language)


def _checked(note: str) -> str:
    """A note as it is kept.

    Raises:
        WrongRequest: It is too long.
    """
    note = lines(note)
    if len(note) > LONGEST_NOTE:
        raise WrongRequest("dossier_note_long", count=len(note), most=LONGEST_NOTE)
    return note
