"""Questions that people follow, and the news that waits to be told them.

They lie in the archive that answers them, beside the answers that were given: nothing of them can be made again from
articles. What is found and how far was looked is kept in one transaction, and what was told is noted on its own row, so
that neither a crash nor a second process loses news or tells it twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import KeptQuote, quote_from_json, quote_to_json

Surface = Literal["shell", "discord"]
State = Literal["following", "paused", "ended"]
Every = Literal["at_once", "daily", "weekly"]

_CLAIMED = timedelta(minutes=2)
"""How long whoever began to send news has for it."""

FOLLOWED: tuple[State, ...] = ("following",)
PAUSED: tuple[State, ...] = ("paused",)

MOST_TOLD = 24
"""Quotes of a question that are remembered: the newest."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often somebody is told, when not, and whom the message mentions."""

    every: Every = "at_once"
    quiet_from: int | None = None
    """The hour of the day from which nothing is told, 0 to 23."""
    quiet_until: int | None = None
    timezone: str = "UTC"
    """Of these hours and of digests: an IANA name."""
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class StandingQuestion:
    """One question that somebody follows."""

    id: str
    surface: Surface
    text: str
    """On its own: what a conversation left out is spelled out."""
    language: str
    created_at: datetime
    seen_change: int
    told: tuple[KeptQuote, ...] = ()
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    rhythm: Rhythm = field(default_factory=Rhythm)
    guild_id: int | None = None
    channel_id: int | None = None
    user_id: int | None = None
    state: State = "following"
    reason: str = ""
    """The key of a message: why it is paused or ended by nobody's wish."""
    matched_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundNews:
    """News for one question, as it is found."""

    question_id: str
    article_id: int
    kind: Literal["changed", "added"]
    before: KeptQuote | None
    after: KeptQuote
    was: str
    by_now: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingNews(FoundNews):
    """News that waits to be told, or was told."""

    id: int
    begun_at: datetime | None = None
    told_at: datetime | None = None


def keep_standing(catalogue: Catalogue, question: StandingQuestion) -> None:
    """Keep a question that somebody begins to follow.

    Raises:
        StorageError: The catalogue cannot be written.
    """
    with catalogue.writing() as writer:
        writer.connection.execute(insert(tables.standing_questions).values(**_row_of(question)))


def standing(catalogue: Catalogue, question_id: str) -> StandingQuestion | None:
    """The question of this id."""
    found = _select(catalogue, tables.standing_questions.c.id == question_id)
    return found[0] if found else None


def all_standing(
    catalogue: Catalogue,
    surface: Surface,
    *,
    states: Collection[State] = ("following", "paused"),
    guild_id: int | None = None,
    user_id: int | None = None,
) -> list[StandingQuestion]:
    """The questions of one surface, oldest first; of one server or one person where these are given."""
    questions = tables.standing_questions.c
    conditions: list[ColumnElement[bool]] = [questions.surface == surface, questions.state.in_(states)]
    if guild_id is not None:
        conditions.append(questions.guild_id == guild_id)
    if user_id is not None:
        conditions.append(questions.user_id == user_id)
    return _select(catalogue, and_(*conditions))


def change_standing(catalogue: Catalogue, question_id: str, **values: Any) -> bool:
    """Change columns of a question that is not ended (`state`, `reason`, `rhythm`, `channel_id`, `reminded_at`,
    `seen_change`); False where there is none."""
    if isinstance(values.get("rhythm"), Rhythm):
        values["rhythm"] = asdict(values["rhythm"])
    questions = tables.standing_questions
    with catalogue.writing() as writer:
        done = writer.connection.execute(
            update(questions).where(questions.c.id == question_id, questions.c.state != "ended").values(**values)
        )
    return done.rowcount > 0


def keep_found(
    catalogue: Catalogue, seen: Mapping[str, tuple[int, int]], news: Sequence[FoundNews], at: datetime
) -> list[FoundNews]:
    """Keep what was found, and how far was looked, together.

    Args:
        catalogue: Of the archive.
        seen: For each question how far it had been compared before, and now. One that another process compared
            meanwhile, or that is not followed any more, is left as it is, and its news with it.
        news: What was found; of an article that was kept for its question before, nothing is kept.
        at: Now.

    Returns:
        What was kept.
    """
    questions, table = tables.standing_questions, tables.standing_news
    kept: list[FoundNews] = []
    with catalogue.writing() as writer:
        connection = writer.connection
        for question_id, (before, now) in seen.items():
            done = connection.execute(
                update(questions)
                .where(
                    questions.c.id == question_id,
                    questions.c.seen_change == before,
                    questions.c.state == "following",
                )
                .values(seen_change=now)
            )
            own = [one for one in news if one.question_id == question_id]
            if not done.rowcount or not own:
                continue
            known = set(
                connection.execute(select(table.c.article_id).where(table.c.question_id == question_id)).scalars()
            )
            fresh = [one for one in own if one.article_id not in known]
            if not fresh:
                continue
            told = connection.execute(select(questions.c.told).where(questions.c.id == question_id)).scalar() or []
            told = [*told, *(quote_to_json(one.after) for one in fresh)][-MOST_TOLD:]
            connection.execute(update(questions).where(questions.c.id == question_id).values(told=told, matched_at=at))
            connection.execute(insert(table), [_news_row(one) for one in fresh])
            kept.extend(fresh)
    return kept


def waiting_news(catalogue: Catalogue, surface: Surface) -> dict[str, list[WaitingNews]]:
    """The news that nobody was told yet, by the question, of questions that are followed; oldest first."""
    questions, news = tables.standing_questions.c, tables.standing_news
    query = (
        select(news)
        .join(tables.standing_questions)
        .where(news.c.told_at.is_(None), questions.surface == surface, questions.state == "following")
        .order_by(news.c.id)
    )
    found: dict[str, list[WaitingNews]] = {}
    with catalogue.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(row.question_id, []).append(_waiting(row))
    return found


def news_of_question(catalogue: Catalogue, question_id: str, limit: int) -> list[WaitingNews]:
    """The latest news of a question, told or not, newest first."""
    news = tables.standing_news
    query = select(news).where(news.c.question_id == question_id).order_by(news.c.id.desc()).limit(limit)
    with catalogue.reading() as connection:
        return [_waiting(row) for row in connection.execute(query)]


def count_news_since(catalogue: Catalogue, question_id: str, since: datetime) -> int:
    """How much news of a question was found since then."""
    news = tables.standing_news.c
    query = select(func.count()).where(news.question_id == question_id, news.found_at >= since)
    with catalogue.reading() as connection:
        return connection.execute(query).scalar() or 0


def begin_telling(catalogue: Catalogue, news_ids: Sequence[int], at: datetime) -> bool:
    """Claim news that is about to be sent; False where another process claimed some of it lately.

    Should the process end before `note_told`, who claims it next looks first whether it was sent.
    """
    news = tables.standing_news
    is_free = or_(news.c.begun_at.is_(None), news.c.begun_at < at - _CLAIMED)
    with catalogue.writing() as writer:
        free = writer.connection.execute(
            select(func.count()).where(news.c.id.in_(news_ids), news.c.told_at.is_(None), is_free)
        ).scalar()
        if free != len(news_ids):
            return False
        writer.connection.execute(update(news).where(news.c.id.in_(news_ids)).values(begun_at=at))
    return True


def note_told(catalogue: Catalogue, news_ids: Sequence[int], at: datetime, message_id: int | None = None) -> None:
    """Note that these were told."""
    news = tables.standing_news
    with catalogue.writing() as writer:
        writer.connection.execute(update(news).where(news.c.id.in_(news_ids)).values(told_at=at, message_id=message_id))


def _select(catalogue: Catalogue, condition: ColumnElement[bool]) -> list[StandingQuestion]:
    questions = tables.standing_questions
    query = select(questions).where(condition).order_by(questions.c.created_at, questions.c.id)
    with catalogue.reading() as connection:
        return [_question(row) for row in connection.execute(query)]


def _row_of(question: StandingQuestion) -> dict[str, Any]:
    plain = ("id", "surface", "guild_id", "channel_id", "user_id", "state", "reason", "seen_change", "created_at",
             "matched_at", "reminded_at")  # fmt: skip
    return {
        **{name: getattr(question, name) for name in plain},
        "question": {
            "text": question.text,
            "language": question.language,
            "sources": list(question.sources),
            "authors": list(question.authors),
            "languages": list(question.languages),
        },
        "rhythm": asdict(question.rhythm),
        "told": [quote_to_json(one) for one in question.told[-MOST_TOLD:]],
    }


def _question(row: Row[Any]) -> StandingQuestion:
    return StandingQuestion(
        id=row.id,
        surface=row.surface,
        text=row.question["text"],
        language=row.question["language"],
        created_at=row.created_at,
        seen_change=row.seen_change,
        told=tuple(quote_from_json(one) for one in row.told),
        sources=tuple(row.question["sources"]),
        authors=tuple(row.question.get("authors", ())),
        languages=tuple(row.question.get("languages", ())),
        rhythm=replace(Rhythm(), **row.rhythm),
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        user_id=row.user_id,
        state=row.state,
        reason=row.reason,
        matched_at=row.matched_at,
        reminded_at=row.reminded_at,
    )


def _news_row(one: FoundNews) -> dict[str, Any]:
    return {
        "question_id": one.question_id,
        "article_id": one.article_id,
        "kind": one.kind,
        "before": quote_to_json(one.before) if one.before else None,
        "after": quote_to_json(one.after),
        "was": one.was,
        "by_now": one.by_now,
        "found_at": one.found_at,
    }


def _waiting(row: Row[Any]) -> WaitingNews:
    return WaitingNews(
        question_id=row.question_id,
        article_id=row.article_id,
        kind=row.kind,
        before=quote_from_json(row.before) if row.before else None,
        after=quote_from_json(row.after),
        was=row.was,
        by_now=row.by_now,
        found_at=row.found_at,
        id=row.id,
        begun_at=row.begun_at,
        told_at=row.told_at,
    )
