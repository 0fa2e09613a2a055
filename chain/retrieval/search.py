"""From a question to the passages that bear on it: understood, searched, and searched wider where nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from clippings.chain.messages import message
from clippings.chain.query.query import Query
from clippings.chain.query.question_type import TypeChances, classify
from clippings.chain.query.recency_intent import LATELY, LEAST_SHARE_OF_BEST, with_recent
from clippings.chain.query.understanding import LONGEST_CHARACTERS, limited, understand
from clippings.chain.retrieval.empty_window import asks_what_happened, is_empty, openings
from clippings.chain.retrieval.filters import is_of_its_time_and_source
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.languages import of_question
from clippings.core.time_window import TimeWindow, days, names_a_day
from clippings.core.types import Passage, Question
from clippings.core.understood import Understood
from clippings.vectorstore.catalogue.catalogue import Catalogue

Classify = Callable[[str, str], TypeChances]
"""How likely a question, in its language, is of each type."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Passages best first, and what was searched for them."""

    query: Query
    passages: list[Passage]
    notes: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        """As it was searched."""
        return self.query.question

    @property
    def understood(self) -> Understood:
        """What was read out of its words."""
        return self.query.understood


def search_passages(
    retriever: HybridRetriever, question: Question, k: int | None = None, classify: Classify = classify
) -> SearchResults:
    """The best passages for a question, within what its words and its limits ask for.

    Where nothing is left, what was only read out of the words is given up, phrases first, and a note says so. Limits
    that were given beside the question are never given up.

    Args:
        retriever: Of the archive.
        question: On its own: what it leans on was put in.
        k: How many passages; the retriever's own number if None.
        classify: Tells the type of a question; by its words alone if not given.

    Raises:
        IndexDamaged: See `HybridRetriever.retrieve`.
    """
    catalogue = retriever.archive.catalogue
    question = by_the_papers_clock(question, catalogue)
    understood = understand(question, catalogue.source_names, catalogue.newest)
    language = understood.language
    asked = limited(question, understood)
    query = Query(asked, understood, classify(question.text[:LONGEST_CHARACTERS], language))
    notes = [*_notes_on_reading(understood)]
    if not understood.words:
        return SearchResults(query, [], (*notes, message("no_words", language)))
    if understood.unknown_sources and not asked.sources:
        notes.append(message("no_source", language, names=", ".join(understood.unknown_sources)))
    if asks_what_happened(understood.words) and (understood.not_days or understood.to_come):
        return SearchResults(query, [], tuple(notes))
    if understood.not_days or understood.unsure_days or understood.to_come:
        notes.append(message("all_days_searched", language))
    retrieved = retriever.retrieve(asked, k)
    if not retrieved.passages and asks_what_happened(understood.words, at_a_place=False):
        retrieved = replace(retrieved, passages=openings(catalogue, asked, language, k or retriever.k))
    notes.extend(_notes_on_emptiness(retriever, asked, understood, retrieved.passages))
    if not retrieved.passages and understood.window and asks_what_happened(understood.words):
        return SearchResults(query, [], (*notes, *retrieved.notes))  # nothing else answers what happened then
    if not retrieved.passages:
        for wider, note in _wider(question, asked, understood):
            has_same_limits = replace(wider, phrases=asked.phrases) == asked
            found = retriever.retrieve(wider, k, known=retrieved if has_same_limits else None)
            if found.passages:
                return SearchResults(replace(query, question=wider), found.passages, (*notes, note, *found.notes))
    passages = retrieved.passages
    if asked.newest_first and asked.since is None and passages:
        passages = with_recent(passages, _recent(retriever, asked, k, passages[0].score))
    return SearchResults(query, passages, (*notes, *retrieved.notes))


def by_the_papers_clock(question: Question, catalogue: Catalogue) -> Question:
    """The same question, its moments told by the clock of the papers: what day it is there, "yesterday" depends on.

    A moment that was given with an offset of its own keeps it, and a day is the same everywhere.
    """
    moment = question.as_of or question.asked_at
    if moment.utcoffset() or (question.as_of and names_a_day(question.as_of)):
        return question
    there = moment.astimezone(catalogue.clock(moment, of_question(question.text)))
    return replace(question, as_of=there) if question.as_of else replace(question, asked_at=there)


def _notes_on_reading(understood: Understood) -> Iterator[str]:
    """What of the question was not read, or is no day."""
    language = understood.language
    if understood.is_cut:
        yield message("read_in_part", language, characters=LONGEST_CHARACTERS)
    if understood.not_days:
        yield message("not_days", language, dates=", ".join(f"“{date}”" for date in understood.not_days))
    if understood.unsure_days:
        yield message("unsure_days", language, dates=", ".join(f"“{date}”" for date in understood.unsure_days))
    if understood.to_come:
        yield message("to_come", language, when=days(understood.to_come, language))


def _notes_on_emptiness(
    retriever: HybridRetriever, asked: Question, understood: Understood, passages: list[Passage]
) -> Iterator[str]:
    """That the archive has nothing of the time that was asked for, where that is so."""
    catalogue, language, read = retriever.archive.catalogue, understood.language, understood.window
    if not passages:
        where = [days(read or TimeWindow(asked.since, asked.until), language), *asked.sources]
        is_told = read is None or asks_what_happened(understood.words)
        if is_told and (asked.since or asked.until) and is_empty(catalogue, asked):
            yield message("empty_window", language, where=", ".join(filter(None, where)))
    elif read and read.until and asks_what_happened(understood.words):
        itself = replace(asked, since=read.since, until=read.until)
        if not any(is_of_its_time_and_source(one.article, itself) for one in passages) and is_empty(catalogue, itself):
            yield message("empty_but_reported", language, where=days(read, language))


def _recent(retriever: HybridRetriever, asked: Question, k: int | None, best: float) -> list[Passage]:
    """What bears on the topic nearly as well as anything does, of the shortest time before the newest article."""
    last = asked.around.until if asked.around and asked.around.until else asked.as_of or asked.asked_at
    for lately in LATELY:
        found = retriever.retrieve(replace(asked, since=last - lately), k).passages
        if found and found[0].score >= best * LEAST_SHARE_OF_BEST:
            return found
    return []


def _wider(question: Question, asked: Question, understood: Understood) -> list[tuple[Question, str]]:
    """Ever wider readings of the same question, each with what to tell the reader where it is the one that finds."""
    language, readings = understood.language, []
    phrases = ", ".join(f"“{phrase}”" for phrase in asked.phrases)
    without_phrases = replace(asked, phrases=())
    if phrases:
        readings.append((without_phrases, message("nothing_has", language, phrases=phrases)))
    where = [days(understood.window, language)] if understood.window else []
    where.extend(understood.sources)
    if where:
        outside = message("nothing_within", language, where=", ".join(where))
        readings.append((_without_limits(asked, question), outside))
        if phrases:
            both = f"{message('nothing_has', language, phrases=phrases)} {outside}"
            readings.append((_without_limits(without_phrases, question), both))
    return readings


def _without_limits(asked: Question, question: Question) -> Question:
    """Within the limits that were given beside the question alone."""
    return replace(asked, since=question.since, until=question.until, sources=question.sources)
