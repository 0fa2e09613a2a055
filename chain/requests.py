"""What programs ask of an archive, and what they get: the same for the commands, the page's API and an assistant."""

from __future__ import annotations

import difflib
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clippings.chain import shapes
from clippings.chain.messages import message
from clippings.chain.pipeline import Asker
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import SearchResults, search_passages
from clippings.chain.timeline import Timeline
from clippings.core.errors import ClippingsError, WrongUsage
from clippings.core.languages import code_of, name_of
from clippings.core.settings import filling_command
from clippings.core.types import Answer, Article, Question
from clippings.vectorstore.archive import Archive

MOST_PASSAGES = 200
"""Of one search."""
LONGEST_STRETCH = 50_000
"""Of an article's text, in characters, in one reply."""


class NoSuchArticle(ClippingsError):
    """The archive has no article, or no current version of it, at an address."""


def within_archive(archive: Archive, question: Question, listed_by: str = "clippings status") -> Question:
    """The question with its authors and languages as the archive has them: names by any capitals, languages by name or
    code. Its sources must be named as the archive names them.

    Args:
        archive: Whose sources, authors and languages they must be.
        question: With limits as they were typed.
        listed_by: Where all sources are to be seen.

    Raises:
        WrongUsage: There is no such source, author or language; it names the nearest that there is.
    """
    _check_sources(archive, question.sources, listed_by)
    if not (question.authors or question.languages):
        return question
    return replace(
        question,
        authors=tuple(dict.fromkeys(name for typed in question.authors for name in _authors(archive, typed))),
        languages=tuple(dict.fromkeys(_language(archive, typed) for typed in question.languages)),
    )


def _check_sources(archive: Archive, sources: Sequence[str], listed_by: str) -> None:
    known = archive.catalogue.source_names() if sources else []
    for name in sources:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            way_out = f"Did you mean {near[0]!r}?" if near else f"{listed_by} lists the sources."
            raise WrongUsage(f"The archive has no source {name!r}.", way_out)


def _authors(archive: Archive, typed: str) -> list[str]:
    """All spellings of one name."""
    known, wanted = archive.catalogue.author_names(), _folded(typed)
    found = [name for name in known if _folded(name) == wanted]
    if not found:
        by_folded = {_folded(name): name for name in known}
        near = difflib.get_close_matches(wanted, by_folded, n=1, cutoff=0.6)
        way_out = f"Did you mean {by_folded[near[0]]!r}?" if near else "Write the name as its articles do."
        raise WrongUsage(f"The archive has no author {typed!r}.", way_out)
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _language(archive: Archive, typed: str) -> str:
    known, code = archive.catalogue.languages(), code_of(typed)
    if code not in known:
        listed = ", ".join(f"{one} ({name_of(one, 'en')})" for one in known) or "none"
        raise WrongUsage(f"The archive has no articles in the language {typed!r}.", f"It has {listed}.")
    return code


def notes_of_nothing(archive: Archive, notes: tuple[str, ...], language: str) -> tuple[str, ...]:
    """What to tell where nothing was found: the notes of the search, or that there is nothing to be found."""
    if archive.catalogue.article_count():
        return notes
    home = archive.settings.home
    return (message("archive_empty", language, home=home, command=filling_command(home)),)


def answer(asker: Asker, question: Question) -> Answer:
    """The answer to a question; where there is nothing at all, its notes say whether the archive is empty.

    Raises:
        ClippingsError: The archive cannot be read.
    """
    given = asker.ask(question)
    if given.citations or given.nearest:
        return given
    return replace(given, notes=notes_of_nothing(asker.archive, given.notes, given.language))


def search(retriever: HybridRetriever, question: Question, k: int) -> SearchResults:
    """The passages that bear on a question, best first; notes as of `answer`.

    Raises:
        ClippingsError: The archive cannot be read.
    """
    found = search_passages(retriever, question, k)
    if found.passages:
        return found
    return replace(found, notes=notes_of_nothing(retriever.archive, found.notes, found.understood.language))


def search_as_json(retriever: HybridRetriever, question: Question, k: int) -> dict[str, Any]:
    """What `clippings search --json` prints.

    Raises:
        ClippingsError: The archive cannot be read.
    """
    started = time.perf_counter()
    found = search(retriever, question, k)
    elapsed = round((time.perf_counter() - started) * 1000, 1)
    return {
        "passages": [shapes.passage(passage) for passage in found.passages],
        "understood": shapes.understood(found.understood),
        "notes": list(found.notes),
        "timings_ms": {"retrieve": elapsed, "total": elapsed},
    }


def timeline_as_json(topic: str, told: Timeline) -> dict[str, Any]:
    """The dated clippings of a topic, oldest first."""
    return {
        "topic": topic,
        "clippings": [shapes.citation(citation) for citation in told.clippings],
        "understood": shapes.understood(told.found.understood),
        "notes": list(told.found.notes),
    }


def article_at(archive: Archive, url: str) -> Article:
    """The current article at an address, as answers and passages name it.

    Raises:
        NoSuchArticle: There is none.
    """
    found = archive.catalogue.article_at(url)
    if found is None:
        raise NoSuchArticle("The archive has no article at this address.", "Take `url` from an answer or a search.")
    return found


def article_as_json(article: Article, start: int | None = None, end: int | None = None) -> dict[str, Any]:
    """An article with its text between two offsets, so that a quote can be checked: `text == whole[start:end]`.

    Args:
        article: Which one.
        start, end: Offsets in characters (Unicode code points); the beginning, and as much as one reply holds, where
            they are not given.

    Raises:
        WrongUsage: There is no text between them, or more than one reply holds.
    """
    length = len(article.text)
    first = 0 if start is None else start
    last = min(length, first + LONGEST_STRETCH) if end is None else end
    if not 0 <= first <= last <= length:
        raise WrongUsage(
            f"The article has {length:,} characters; there is nothing from {first} to {last}.",
            "Offsets count characters from 0, start before end.",
        )
    if last - first > LONGEST_STRETCH:
        raise WrongUsage(
            f"From {first} to {last} are {last - first:,} characters, and {LONGEST_STRETCH:,} are the most.",
            "Ask for it in pieces.",
        )
    return {
        **shapes.article(article),
        "language": article.language,
        "authors": list(article.authors),
        "version": article.version,
        "length": length,
        "start": first,
        "end": last,
        "text": article.text[first:last],
    }
