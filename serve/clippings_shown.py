"""Quotes as the page shows them: by article, each with the place where it stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clippings.core.types import Article, Citation, by_article
from clippings.core.visible_text import one_line
from clippings.core.web_links import article_address, at_words, web_address
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, KeptQuote


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article."""

    number: int
    text: str
    address: str
    """Of the page that shows them where they stand."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """One article and what is quoted of it. All text is visible characters alone."""

    title: str
    source: str
    dated: datetime | None
    language: str
    quotes: tuple[Quote, ...]
    address: str
    """Of its page here, at the first quote."""
    at_publisher: str | None = None
    """Its public page, opened at the first quote; None where it has none."""
    also_in: tuple[str, ...] = ()
    is_current: bool = True


def of_citations(citations: Sequence[Citation]) -> list[Clipping]:
    """A clipping for each article that is quoted."""
    return [
        _clipping(
            group[0].passage.article,
            [(each.number, each.start, each.end) for each in group],
            tuple(dict.fromkeys(one_line(other.source) for each in group for other in each.passage.also_in)),
        )
        for group in by_article(citations)
    ]


def of_kept(catalogue: Catalogue, given: GivenAnswer, cited: bool) -> list[Clipping]:
    """The clippings of a kept answer, read from the catalogue again; what is not there to the letter is left out.

    Args:
        catalogue: Of its archive.
        given: The answer.
        cited: Whether those that it stands on, or the further ones.
    """
    groups: dict[int, list[KeptQuote]] = {}
    for quote in given.quotes:
        if quote.is_cited == cited:
            groups.setdefault(quote.article_id, []).append(quote)
    articles = {article.id: article for article in catalogue.articles(list(groups))}
    current = {article.id for article in catalogue.articles(list(groups), current_only=True)}
    shown: list[Clipping] = []
    for article_id, quotes in groups.items():
        article = articles.get(article_id)
        places = [
            (quote.number, quote.start, quote.end)
            for quote in quotes
            if article is not None and article.text[quote.start : quote.end] == quote.quote
        ]
        if article is not None and places:
            shown.append(_clipping(article, places, is_current=article_id in current))
    return shown


def of_article(article: Article) -> Clipping:
    """An article without quotes."""
    return _clipping(article, [])


def _clipping(
    article: Article, places: Sequence[tuple[int, int, int]], also_in: tuple[str, ...] = (), *, is_current: bool = True
) -> Clipping:
    quotes = tuple(
        Quote(number, one_line(article.text[start:end]), article_address(article.id, start, end))
        for number, start, end in places
    )
    public = web_address(article.url)
    return Clipping(
        one_line(article.title),
        one_line(article.source),
        article.dated,
        article.language,
        quotes,
        quotes[0].address if quotes else article_address(article.id),
        at_words(public, quotes[0].text) if public and quotes else public,
        also_in,
        is_current,
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph, inside the quote or outside it."""

    text: str
    is_quoted: bool


def paragraphs(text: str, start: int | None, end: int | None) -> list[list[Piece]]:
    """The paragraphs of an article, the words between two offsets marked; empty ones are left out."""
    first, last = (start, end) if start is not None and end is not None and start < end else (0, 0)
    found: list[list[Piece]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        ends = at + len(line)
        cuts = sorted({at, ends, *(cut for cut in (first, last) if at < cut < ends)})
        pieces = [
            Piece(shown, first <= left and right <= last and first < last)
            for left, right in itertools.pairwise(cuts)
            if (shown := _with_edges(text[left:right]))
        ]
        if any(piece.text.strip() for piece in pieces):
            found.append(pieces)
        at = ends
    return found


def _with_edges(text: str) -> str:
    """Visible characters on one line; a space at either edge stays, because the next piece goes on there."""
    line = one_line(text)
    if not line:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{line}{' ' if text[-1].isspace() else ''}"
