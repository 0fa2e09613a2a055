"""Answers that were given in Discord, as they are kept: their buttons work after a restart, and readers judge them.

An answer is kept in the archive that it is from. Its quotes are kept as places in articles, never as copies alone:
whatever is shown of them later is read from the catalogue again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, insert, select

from clippings.core.types import Answer, Citation, Question, Turn
from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue

Verdict = Literal["good", "bad"]


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A citation, or a further quote, as it is kept."""

    number: int
    article_id: int
    start: int
    end: int
    quote: str
    url: str
    title: str
    source: str
    published_at: datetime | None
    is_cited: bool
    """Whether the answer stands on it; others are shown on demand."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer, where it was given and to whom."""

    id: str
    guild_id: int | None
    channel_id: int
    message_id: int | None
    user_id: int
    question: Question
    """As it was asked, before limits were read out of its words."""
    turn: Turn
    """As it was answered, within the limits that were applied."""
    short_answer: str | None
    abstained: bool
    mode: str
    language: str
    quotes: tuple[KeptQuote, ...]

    @property
    def cited(self) -> list[KeptQuote]:
        return [quote for quote in self.quotes if quote.is_cited]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader said of one answer."""

    answer: GivenAnswer
    verdict: Verdict
    reason: str
    at: datetime


def given_answer(
    answer: Answer,
    question: Question,
    answer_id: str,
    *,
    guild_id: int | None,
    channel_id: int,
    message_id: int | None,
    user_id: int,
) -> GivenAnswer:
    """An answer as it is to be kept.

    Args:
        answer: As it was given.
        question: As it was asked.
        answer_id: Random, at most 16 characters.
        guild_id, channel_id, message_id: Where; no guild in a direct message.
        user_id: Who asked.
    """
    quotes = [kept_quote(citation, True) for citation in answer.citations]
    quotes += [kept_quote(citation, False) for citation in answer.more]
    return GivenAnswer(
        answer_id,
        guild_id,
        channel_id,
        message_id,
        user_id,
        question,
        answer.turn,
        answer.short_answer,
        answer.abstained,
        answer.mode,
        answer.language,
        tuple(quotes),
    )


def keep_answer(catalogue: Catalogue, given: GivenAnswer) -> None:
    """Keep an answer for good.

    Raises:
        StorageError: The catalogue cannot be written.
    """
    asked = given.question
    question = {
        **_limits(asked),
        "text": asked.text,
        "as_of": _written(asked.as_of),
        "history": [_turn_as_json(turn) for turn in asked.history],
    }
    answer = {
        "turn": _turn_as_json(given.turn),
        "short_answer": given.short_answer,
        "abstained": given.abstained,
        "mode": given.mode,
        "language": given.language,
    }
    quotes = [quote_to_json(quote) for quote in given.quotes]
    row = {name: getattr(given, name) for name in ("id", "guild_id", "channel_id", "message_id", "user_id")}
    with catalogue.writing() as writer:
        writer.connection.execute(
            insert(tables.answers).values(
                **row, asked_at=asked.asked_at, question=question, answer=answer, citations=quotes
            )
        )


def recall_answer(catalogue: Catalogue, answer_id: str) -> GivenAnswer | None:
    """The answer of this id; None where none is kept."""
    return _latest(catalogue, tables.answers.c.id == answer_id)


def answer_of_message(catalogue: Catalogue, message_id: int) -> GivenAnswer | None:
    """The answer whose card this message is, or from whose card the thread of this number was begun."""
    return _latest(catalogue, tables.answers.c.message_id == message_id)


def last_answer_in(catalogue: Catalogue, channel_id: int) -> GivenAnswer | None:
    """The latest answer that was given in a channel or thread."""
    return _latest(catalogue, tables.answers.c.channel_id == channel_id)


def keep_feedback(
    catalogue: Catalogue, answer_id: str, user_id: int, verdict: Verdict, reason: str, at: datetime
) -> None:
    """Keep what a reader says of an answer; what the same one said before is replaced.

    Raises:
        StorageError: The catalogue cannot be written.
    """
    feedback = tables.feedback
    with catalogue.writing() as writer:
        writer.connection.execute(
            delete(feedback).where(feedback.c.answer_id == answer_id, feedback.c.user_id == user_id)
        )
        writer.connection.execute(
            insert(feedback).values(answer_id=answer_id, user_id=user_id, verdict=verdict, reason=reason, at=at)
        )


def all_feedback(catalogue: Catalogue) -> list[Feedback]:
    """All that readers said, oldest first."""
    feedback = tables.feedback.c
    query = (
        select(tables.answers, feedback.verdict, feedback.reason, feedback.at)
        .join_from(tables.answers, tables.feedback)
        .order_by(feedback.at, feedback.answer_id, feedback.user_id)
    )
    with catalogue.reading() as connection:
        return [Feedback(_given(row), row.verdict, row.reason, row.at) for row in connection.execute(query)]


def _latest(catalogue: Catalogue, condition: ColumnElement[bool]) -> GivenAnswer | None:
    query = select(tables.answers).where(condition).order_by(tables.answers.c.asked_at.desc()).limit(1)
    with catalogue.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else _given(row)


def _given(row: Row[Any]) -> GivenAnswer:
    asked, answer = row.question, row.answer
    return GivenAnswer(
        row.id,
        row.guild_id,
        row.channel_id,
        row.message_id,
        row.user_id,
        Question(
            asked["text"],
            row.asked_at,
            since=_read(asked["since"]),
            until=_read(asked["until"]),
            sources=tuple(asked["sources"]),
            as_of=_read(asked["as_of"]),
            history=tuple(_turn(turn) for turn in asked["history"]),
            authors=tuple(asked.get("authors", ())),
            languages=tuple(asked.get("languages", ())),
        ),
        _turn(answer["turn"]),
        answer["short_answer"],
        answer["abstained"],
        answer["mode"],
        answer["language"],
        tuple(map(quote_from_json, row.citations)),
    )


def quote_to_json(quote: KeptQuote) -> dict[str, Any]:
    """A quote as the catalogue keeps it."""
    return {**asdict(quote), "published_at": _written(quote.published_at)}


def quote_from_json(kept: dict[str, Any]) -> KeptQuote:
    """A quote that `quote_to_json` wrote."""
    return KeptQuote(**{**kept, "published_at": _read(kept["published_at"])})


def kept_quote(citation: Citation, is_cited: bool) -> KeptQuote:
    """A citation as it is to be kept."""
    article = citation.passage.article
    return KeptQuote(
        citation.number,
        article.id,
        citation.start,
        citation.end,
        citation.quote,
        article.url,
        article.title,
        article.source,
        article.dated,
        is_cited,
    )


def _turn_as_json(turn: Turn) -> dict[str, object]:
    return {**_limits(turn), "question": turn.question, "answer": turn.answer}


def _turn(kept: dict[str, Any]) -> Turn:
    return Turn(
        kept["question"],
        kept["answer"],
        _read(kept["since"]),
        _read(kept["until"]),
        tuple(kept["sources"]),
        tuple(kept.get("authors", ())),
        tuple(kept.get("languages", ())),
    )


def _limits(asked: Question | Turn) -> dict[str, object]:
    return {
        "since": _written(asked.since),
        "until": _written(asked.until),
        "sources": list(asked.sources),
        "authors": list(asked.authors),
        "languages": list(asked.languages),
    }


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
