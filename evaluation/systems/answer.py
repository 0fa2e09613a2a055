"""A system's reply as an `Answer`, so that the expectations, figures and reports of our own answers hold for it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clippings.core.errors import WrongUsage
from clippings.core.languages import of_question
from clippings.core.time_window import start_of
from clippings.core.types import Answer, Article, Chunk, Citation, Passage, Question
from clippings.evaluation.results import NotGiven
from clippings.evaluation.systems.declining import declines
from clippings.evaluation.systems.reply import Reply, ReplyArticle, ReplyClipping

MODE = "system"


@dataclass(frozen=True, slots=True)
class SystemAnswer:
    """A reply in our own words."""

    answer: Answer
    passages: tuple[Passage, ...]
    """What was retrieved, best first; empty where the system does not say."""
    not_given: frozenset[NotGiven]
    """What the system does not say of this answer, so that nothing that needs it is judged."""


def answer_of(reply: Reply, question: Question) -> SystemAnswer:
    """The answer in a reply that has one.

    Whether it abstains is read from its words where the system does not say (`not_given` then has `abstained`).
    """
    language = reply.language or of_question(reply.answer or question.text)
    abstained = declines(reply.answer, language) if reply.abstained is None else reply.abstained
    articles = _Articles(language)
    citations = tuple(
        _citation(one, number, articles.passage(one, number)) for number, one in enumerate(reply.citations or (), 1)
    )
    answer = Answer(
        question=question,
        text=reply.answer,
        citations=citations,
        abstained=abstained,
        mode=reply.mode or MODE,
        confidence=reply.confidence or 0.0,
        language=language,
        notes=tuple(reply.notes),
        related=tuple(_citation(one, n, articles.passage(one, n)) for n, one in enumerate(reply.related or (), 1)),
        otherwise=reply.otherwise or "",
        short_answer=reply.short_answer or None,
    )
    passages = tuple(articles.passage(one, rank) for rank, one in enumerate(reply.passages or (), 1))
    return SystemAnswer(answer, passages, _not_given(reply))


def _not_given(reply: Reply) -> frozenset[NotGiven]:
    missing: set[NotGiven] = set()
    if reply.abstained is None:
        missing.add("abstained")
    if not reply.outcome:
        missing.add("outcome")
    if reply.otherwise is None:
        missing.add("otherwise")
    if reply.confidence is None:
        missing.add("confidence")
    if reply.passages is None or (reply.passages and not any(one.url for one in reply.passages)):
        missing.add("passages")
    if reply.passages is None or (reply.passages and not any(one.text for one in reply.passages)):
        missing.add("texts")
    cited = reply.citations
    if cited is None or (cited and not any(one.url or one.title or one.source for one in cited)):
        missing.add("citations")
    if cited is None or (cited and not any(one.text for one in cited)):
        missing.add("quotes")
    return frozenset(missing)


def _citation(given: ReplyClipping, place: int, passage: Passage) -> Citation:
    number = place if given.number is None else given.number
    return Citation(number=number, passage=passage, quote=given.text, start=0, end=len(given.text))


class _Articles:
    """The articles that a reply names; one named twice is the same."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._ids: dict[str, int] = {}

    def passage(self, given: ReplyClipping, rank: int) -> Passage:
        article = self._article(given, given.text)
        chunk = Chunk(id=rank, article=article, ordinal=0, start=0, end=len(given.text))
        also_in: Sequence[Article] = [self._article(other, "") for other in given.also_in]
        return Passage(chunk=chunk, rank=rank, score=given.score or 0.0, also_in=tuple(also_in))

    def _article(self, given: ReplyArticle, text: str) -> Article:
        name = given.url or f"{given.source} {given.title}"
        moment = _moment(given.published_on) or _moment(given.published_at)
        offset = moment.utcoffset() if moment else None
        return Article(
            id=self._ids.setdefault(name, len(self._ids) + 1),
            url=given.url,
            title=given.title or given.url,
            source=given.source,
            published_at=moment,
            language=self._language,
            text=text,
            utc_offset_minutes=int(offset / timedelta(minutes=1)) if offset else 0,
        )


def _moment(text: str) -> datetime | None:
    """A date or a moment with its own offset; None where it is neither."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment if moment.tzinfo else start_of(text)
    except (ValueError, OverflowError, WrongUsage):
        return None
