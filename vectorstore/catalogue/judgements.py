"""What was judged of the answers that were given, beside what readers said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue

_MOST = 1_000
"""Answers that are looked at: the newest."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How the answers of a while are judged."""

    judged: int = 0
    """Answers that were sampled."""
    answering: int = 0
    """Of them, those that answer their question."""
    quotes: int = 0
    bearing: int = 0
    """Quotes that bear on their question."""
    good: int = 0
    """Answers that readers pressed good and nobody bad."""
    bad: int = 0
    both: int = 0
    """Judged answers that readers said something of."""
    agreeing: int = 0
    """Of them, those of which judge and readers think alike."""
    kappa: float | None = None
    """Cohen's, of `both`; None where one side always says the same, so that there is nothing to agree on."""

    def is_below(self, least: float, fewest: int) -> bool:
        """Whether fewer answers than this share answer their questions; not before so many were judged."""
        return self.judged >= fewest and self.answering < least * self.judged


def keep_judgement(
    catalogue: Catalogue, answer_id: str, quotes: int, bearing: int, answers: bool, at: datetime
) -> None:
    """Keep what was judged of an answer that is kept.

    Raises:
        StorageError: The catalogue cannot be written.
    """
    with catalogue.writing() as writer:
        writer.connection.execute(
            insert(tables.judgements).values(
                answer_id=answer_id, quotes=quotes, bearing=bearing, answers=answers, at=at
            )
        )


def quality_since(catalogue: Catalogue, since: datetime) -> Quality:
    """How the answers that were judged, or that readers spoke of, since then are thought of."""
    judgements, feedback = tables.judgements.c, tables.feedback.c
    with catalogue.reading() as connection:
        judged = connection.execute(
            select(judgements.answer_id, judgements.quotes, judgements.bearing, judgements.answers)
            .where(judgements.at >= since)
            .order_by(judgements.at.desc())
            .limit(_MOST)
        ).all()
        said = connection.execute(
            select(feedback.answer_id, feedback.verdict)
            .where(feedback.at >= since)
            .order_by(feedback.at.desc())
            .limit(_MOST)
        ).all()
    is_good: dict[str, bool] = {}
    for row in said:
        is_good[row.answer_id] = is_good.get(row.answer_id, True) and row.verdict == "good"
    pairs = [(bool(row.answers), is_good[row.answer_id]) for row in judged if row.answer_id in is_good]
    return Quality(
        judged=len(judged),
        answering=sum(bool(row.answers) for row in judged),
        quotes=sum(row.quotes for row in judged),
        bearing=sum(row.bearing for row in judged),
        good=sum(is_good.values()),
        bad=len(is_good) - sum(is_good.values()),
        both=len(pairs),
        agreeing=sum(one == other for one, other in pairs),
        kappa=_kappa(pairs),
    )


def _kappa(pairs: list[tuple[bool, bool]]) -> float | None:
    """Cohen's (1960): agreement beyond what chance gives."""
    if not pairs:
        return None
    n = len(pairs)
    first, second = (sum(one[side] for one in pairs) / n for side in (0, 1))
    by_chance = first * second + (1 - first) * (1 - second)
    if by_chance == 1 or first in {0, 1} or second in {0, 1}:
        return None
    return (sum(one == other for one, other in pairs) / n - by_chance) / (1 - by_chance)
