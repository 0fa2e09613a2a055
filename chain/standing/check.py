"""Comparing what is new in an archive with the questions that are followed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from clippings.chain.pipeline import Asker
from clippings.chain.query.question_type import TypeChances, classify
from clippings.chain.standing.comparison import AnswerComparison, ToldQuote, compare_answers
from clippings.chain.standing.news import news_of
from clippings.chain.standing.watchlist import Watched, Watchlist, watched
from clippings.core.types import Article, Chunk, Citation, Evidence
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import KeptQuote, kept_quote
from clippings.vectorstore.catalogue.standing_questions import (
    FOLLOWED,
    FoundNews,
    StandingQuestion,
    Surface,
    all_standing,
    change_standing,
    count_news_since,
    keep_found,
)
from clippings.vectorstore.lexical.tokenizers import words

T = TypeVar("T")


class InTurn(Protocol):
    """Runs one piece of work with the archive's asker; between two, others may have it."""

    def __call__(self, work: Callable[[Asker], T], /) -> T: ...


_ARTICLES_AT_ONCE = 250
"""After so many, what was found is kept."""
_MOST_READ = 2
"""Articles among them that are read for one question: those that share most with it."""
_MOST_AT_ONCE = 6
"""News of a question within a day; with more, it is told daily, and its follower is told so."""
_DAY = timedelta(days=1)
_OLDER = timedelta(days=2)
"""An article that was published so long before what was told is no news, however late it came into the archive."""

TOO_MUCH = "standing_too_much"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a look."""

    questions: int = 0
    articles: int = 0
    read: int = 0
    """Pairs of a question and an article that were read together."""
    news: tuple[FoundNews, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: StandingQuestion
    article: Article
    chunks: Sequence[Chunk]
    share: float


def check(
    archive: Archive,
    surface: Surface,
    now: Callable[[], datetime],
    in_turn: InTurn,
) -> Checked:
    """Compare every followed question with what changed since it was compared last, and keep what is news.

    Another process that does the same for this archive is left to it.

    Args:
        archive: An open archive; its lexical index has been followed.
        surface: Whose questions.
        now: The clock.
        in_turn: Runs each reading.

    Raises:
        StorageError: The catalogue cannot be read or written.
    """
    lock = archive.catalogue.lock(f"standing-{surface}")
    if not lock.take():
        return Checked()
    try:
        return _checked(archive, surface, now, in_turn)
    finally:
        lock.give_back()


def _checked(
    archive: Archive,
    surface: Surface,
    now: Callable[[], datetime],
    in_turn: InTurn,
) -> Checked:
    catalogue = archive.catalogue
    questions = {one.id: one for one in all_standing(catalogue, surface, states=FOLLOWED)}
    last = catalogue.last_change()
    after = min((one.seen_change for one in questions.values()), default=last)
    if after >= last:
        return Checked(len(questions))
    watchlist = Watchlist([in_turn(functools.partial(_watched, one)) for one in questions.values()])
    remembered = _Known(archive)
    done = Checked(len(questions))
    while batch := catalogue.changed_articles(after, _ARTICLES_AT_ONCE):
        behind = after
        after = batch[-1][0]
        candidates, articles = _candidates(archive, batch, questions, watchlist)
        news: list[FoundNews] = []
        read = 0
        for candidate in candidates:
            known = questions[candidate.question.id]
            found = in_turn(functools.partial(_compared, archive, candidate, known.told, now(), remembered))
            read += 1
            if found is not None and found.is_news and found.after is not None:
                one = _found(known, candidate.article, found, now())
                news.append(one)
                questions[known.id] = replace(known, told=(*known.told, one.after))
        seen = {one.id: (one.seen_change, after) for one in questions.values() if behind <= one.seen_change < after}
        kept = keep_found(catalogue, seen, news, now())
        for question_id in seen:
            questions[question_id] = replace(questions[question_id], seen_change=after)
        for question_id in {one.question_id for one in kept}:
            _calm(archive, questions[question_id], now())
        done = Checked(done.questions, done.articles + articles, done.read + read, (*done.news, *kept))
    return done


def _watched(question: StandingQuestion, asker: Asker) -> Watched:
    return watched(question.id, question.text, asker.archive.lexical.rarity)


def _candidates(
    archive: Archive,
    batch: Sequence[tuple[int, int]],
    questions: dict[str, StandingQuestion],
    watchlist: Watchlist,
) -> tuple[list[_Candidate], int]:
    """The pairs to read, each article after those that were published before it; and how many articles there were."""
    changed_at: dict[int, int] = {}
    for number, article_id in batch:
        changed_at[article_id] = max(number, changed_at.get(article_id, 0))
    live, _ = archive.catalogue.chunks_of(sorted(changed_at))
    by_article: dict[int, list[Chunk]] = {}
    for chunk in sorted(live, key=lambda one: (one.article.id, one.ordinal)):
        by_article.setdefault(chunk.article.id, []).append(chunk)
    found: dict[str, list[_Candidate]] = {}
    for article_id, chunks in by_article.items():
        article = chunks[0].article
        for looked_for, near in watchlist.near(article, chunks):
            question = questions[looked_for.id]
            if changed_at[article_id] <= question.seen_change or not _may_be_news(question, article):
                continue
            said = set(words(f"{article.title}\n{near[0].text}", looked_for.group))
            candidate = _Candidate(question, article, near, looked_for.share(said))
            found.setdefault(question.id, []).append(candidate)
    kept = [
        one
        for candidates in found.values()
        for one in sorted(_one_a_story(candidates), key=lambda one: -one.share)[:_MOST_READ]
    ]
    return sorted(kept, key=lambda one: one.article.by_day), len(by_article)


def _one_a_story(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Without further tellings of one story in the same words."""
    found: dict[int, _Candidate] = {}
    for one in candidates:
        found.setdefault(one.article.story, one)
    return list(found.values())


def _may_be_news(question: StandingQuestion, article: Article) -> bool:
    if question.sources and article.source not in question.sources:
        return False
    if question.languages and article.language not in question.languages:
        return False
    if question.authors and not set(question.authors).intersection(article.authors):
        return False
    newest = max((one.published_at for one in question.told if one.published_at), default=None)
    return newest is None or article.published_at is None or article.published_at > newest - _OLDER


def _compared(
    archive: Archive, one: _Candidate, told: Sequence[KeptQuote], at: datetime, known: _Known, asker: Asker
) -> AnswerComparison | None:
    articles = {found.id: found for found in archive.catalogue.articles([quote.article_id for quote in told])}
    if one.article.id in articles or any(found.story == one.article.story for found in articles.values()):
        return None  # told already, or a copy of it
    news = news_of(archive, one.question.text, one.chunks, at, asker.reader)
    if news is None:
        return None
    quotes = [ToldQuote(quote.quote, articles.get(quote.article_id)) for quote in told]
    return compare_answers(one.question.text, known.types(asker, one.question), quotes, news, known.embed)


class _Known:
    """What is worked out once for each question while changes are compared.

    Args:
        archive: For its embedder.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._types: dict[str, TypeChances] = {}
        self._vectors: dict[str, list[float]] = {}

    def types(self, asker: Asker, question: StandingQuestion) -> TypeChances:
        """How likely a question is of each type."""
        if question.id not in self._types:
            self._types[question.id] = classify(question.text, question.language, asker.reader)
        return self._types[question.id]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of a question and a headline: (2, dimension)."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if fresh:
            self._vectors.update(zip(fresh, self._archive.embedder.embed_documents(fresh), strict=True))
        return np.array([self._vectors[text] for text in texts], np.float32)


def _found(question: StandingQuestion, article: Article, found: AnswerComparison, at: datetime) -> FoundNews:
    before = found.before.quote if found.before else None
    return FoundNews(
        question.id,
        article.id,
        "changed" if found.kind == "changed" else "added",
        next((one for one in question.told if one.quote == before), None),
        _quote(found.after) if found.after else question.told[0],
        found.was,
        found.by_now,
        at,
    )


def _quote(one: Evidence) -> KeptQuote:
    return kept_quote(Citation(1, one.passage, one.quote, one.start, one.end), True)


def _calm(archive: Archive, question: StandingQuestion, at: datetime) -> None:
    """A question that meets something all day long is told daily from now on."""
    if question.rhythm.every != "at_once":
        return
    if count_news_since(archive.catalogue, question.id, at - _DAY) > _MOST_AT_ONCE:
        change_standing(archive.catalogue, question.id, rhythm=replace(question.rhythm, every="daily"), reason=TOO_MUCH)
