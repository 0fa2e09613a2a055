"""The words of the project. Every stage takes one of these and returns the next.

    Question -> Passage -> Evidence -> Answer (with Citations)

Times are timezone-aware; from the catalogue they come in UTC. Offsets count characters of `Article.text`, so a quote
can be checked to the letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal

from clippings.core.time_window import FARTHEST_AHEAD, FARTHEST_BEHIND, TimeWindow, names_a_day
from clippings.core.understood import Understood


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one news article, as the catalogue holds it."""

    id: int
    url: str
    title: str
    source: str
    published_at: datetime | None
    language: str
    text: str
    authors: tuple[str, ...] = ()
    content_hash: str = ""
    modified_at: datetime | None = None
    utc_offset_minutes: int = 0
    """Of the publication time as the source wrote it."""
    version: int = 1
    story_id: int | None = None
    """The article that told this story first, when this one is a near-duplicate of it."""

    @property
    def story(self) -> int:
        """The id of the article that told its story first, its own where that is itself."""
        return self.story_id or self.id

    @property
    def dated(self) -> datetime | None:
        """The publication time where it was published: its date is the one that the source prints."""
        if self.published_at is None:
            return None
        return self.published_at.astimezone(timezone(timedelta(minutes=self.utc_offset_minutes)))

    @property
    def printed_at(self) -> datetime | None:
        """What the clock of its source showed, as if it were UTC: to be compared with windows of days."""
        return self.dated and self.dated.replace(tzinfo=UTC)

    @property
    def by_day(self) -> tuple[str, str]:
        """To sort by: the day that the source prints, then the moment; undated articles come last."""
        return (f"{self.dated:%Y-%m-%d}", str(self.published_at)) if self.dated else ("~", "")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one article: `text == article.text[start:end]`."""

    id: int
    article: Article
    ordinal: int
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was retrieved for a question, with the scores that brought it there."""

    chunk: Chunk
    rank: int
    score: float
    lexical_score: float | None = None
    """BM25 over headline and body; None when the lexical index did not return it."""
    vector_score: float | None = None
    """Cosine similarity to the question, -1 to 1; None when the vector index did not return it."""
    also_in: tuple[Article, ...] = ()
    """Near-duplicates of this article elsewhere in the archive."""
    window: tuple[int, int] | None = None
    """Offsets into the article's text of the whole sentences of the chunk that bear most on the question; None for the
    whole chunk. Several passages may show different windows of one chunk."""
    chance: float | None = None
    """The retriever's own estimate, 0 to 1, that what is shown holds the answer; a reranker changes only `score`."""

    @property
    def article(self) -> Article:
        return self.chunk.article

    @property
    def likelihood(self) -> float:
        """The retriever's estimate; the score where there is none."""
        return self.score if self.chance is None else self.chance

    @property
    def start(self) -> int:
        return self.window[0] if self.window else self.chunk.start

    @property
    def end(self) -> int:
        return self.window[1] if self.window else self.chunk.end

    @property
    def text(self) -> str:
        """What is shown: `article.text[start:end]`."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a passage that bears on the question."""

    passage: Passage
    start: int
    end: int
    score: float
    """How well it answers, 0 to 1."""
    similarity: float | None
    """Cosine of the question to the sentence; None for sentences far down the order, and for all of them when the
    embedder does not speak the question's language."""
    coverage: float
    """Share of the question's informative words (by inverse document frequency) found in sentence or headline."""

    @property
    def quote(self) -> str:
        return self.passage.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote: `quote == passage.article.text[start:end]`."""

    number: int
    passage: Passage
    quote: str
    start: int
    end: int


def by_article(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Citations that quote the same article together, in the order of their first numbers."""
    groups: dict[int, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.passage.article.id, []).append(citation)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and what was answered, within which limits."""

    question: str
    answer: str
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and within which limits it is to be answered."""

    text: str
    asked_at: datetime
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    as_of: datetime | None = None
    """Answer as if it were this moment: nothing published later is seen."""
    history: tuple[Turn, ...] = ()
    phrases: tuple[str, ...] = ()
    """Words that an article must have as they stand."""
    around: TimeWindow | None = None
    """The time that it is about, where its words name one: a preference, not a limit."""
    newest_first: bool = False
    """Whether the newest articles are wished for."""
    authors: tuple[str, ...] = ()
    """Only articles by one of these, as the archive spells them."""
    languages: tuple[str, ...] = ()
    """Only articles in one of these languages, as ISO codes."""

    @property
    def newest_allowed(self) -> datetime | None:
        """The end of the time window: the earlier of `until` and `as_of`."""
        limits = [limit for limit in (self.until, self.as_of) if limit is not None]
        return min(limits, default=None)

    @property
    def searched_window(self) -> TimeWindow:
        """Moments between which the limits can be met anywhere: a day begins in Auckland before it begins in UTC."""
        since = self.since and self.since - (FARTHEST_AHEAD if names_a_day(self.since) else timedelta(0))
        newest = self.newest_allowed
        return TimeWindow(since, newest and newest + (FARTHEST_BEHIND if names_a_day(newest) else timedelta(0)))


Outcome = Literal["answered", "partly", "related", "none"]
"""`partly`: the question asks several things, and one of them nothing answers; `related`: nothing answers the question,
and there are quotes on its topic; `none`: nothing comes near, or nothing was asked (thanks, a greeting)."""

SMALL_TALK = "small_talk"
"""The mode of a reply to what asks nothing; nothing was searched for it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and the clippings that prove it."""

    question: Question
    text: str
    citations: tuple[Citation, ...]
    abstained: bool
    mode: str
    """How it was made: "extractive" (quotes only), "chat:<model>", or "small_talk" (nothing was asked)."""
    confidence: float
    """Estimated probability, 0 to 1, that the archive answers the question."""
    language: str = "en"
    understood: Understood | None = None
    """What was read out of the question's own words."""
    notes: tuple[str, ...] = ()
    """What the reader should know about how it was made: a fallback, an index that is behind."""
    nearest: tuple[Passage, ...] = ()
    """The clippings nearest to the question, for an answer that abstained."""
    related: tuple[Citation, ...] = ()
    """Quotes on the topic of a question that is not answered; none of them is the answer."""
    otherwise: str = ""
    """The word of the question that the archive contradicts: the quotes, related or of the answer, tell it of another
    name, number, year, month or day."""
    missing: tuple[str, ...] = ()
    """What the question asks too and the archive does not say, as it was asked."""
    short_answer: str | None = None
    """The name, number, date or place that was asked for, where it could be located with confidence."""
    more: tuple[Citation, ...] = ()
    """Further quotes that bear on the question, numbered on from `citations`; shown on demand."""
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """What became of the question."""
        if self.abstained:
            return "related" if self.related else "none"
        return "partly" if self.missing else "answered"

    @property
    def is_in_quotes(self) -> bool:
        """Whether its text says nothing but its quotes: shown with them, it would stand there twice."""
        return self.mode == "extractive" and not self.abstained

    @property
    def is_small_talk(self) -> bool:
        """Whether nothing was asked, so that nothing was searched."""
        return self.mode == SMALL_TALK

    @property
    def turn(self) -> Turn:
        """What a follow-up question needs to know of this one."""
        asked = self.question
        return Turn(asked.text, self.text, asked.since, asked.until, asked.sources, asked.authors, asked.languages)


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be ingested, and why."""

    location: str
    reason: str
    source: str = ""
    seen_at: datetime | None = None
    kind: str = ""
    """What it is, when it is no article at all: "draft", "attachment", "section page". Runs count by it."""


RunState = Literal["finished", "running", "interrupted", "unfinished"]
"""`unfinished`: begun on another machine, so that nobody here can tell whether it still runs."""


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest: what it was given, and what came of it."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    inputs: tuple[str, ...]
    counts: Mapping[str, Any]
    """As `clippings.ingest.counts.Counts`; of an interrupted run, as far as it came."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """`source`: the name that the admin gave; `folder`: where relative paths start; `machine`: its name."""
    state: RunState = "unfinished"
