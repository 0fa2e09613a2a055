"""Cases by what they are about: the source and the time of the articles that answer them, and the kind of question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clippings.evaluation.clippings_judged import JudgedClipping
from clippings.evaluation.metrics.intervals import Interval, of_share
from clippings.evaluation.results import CaseResult

NOTHING = "nothing cited"
_MOST_GROUPS = 12
_MONTHS_UNTIL = 12
"""With more months than this, years are told apart instead."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that have something in common."""

    name: str
    passed: int
    n: int
    facts: int = 0
    """Facts that the suite expects of these cases; 0 where it names none."""
    told: int = 0

    @property
    def share(self) -> float:
        return self.passed / self.n

    @property
    def interval(self) -> Interval:
        return of_share(self.passed, self.n)


def by_kind(results: Sequence[CaseResult]) -> list[Group]:
    """By the label that the suite gives; `other` without one. All of them: who labels questions wants to see each."""
    groups = _groups(results, lambda result: result.kind or "other")
    return sorted(groups, key=lambda group: (-group.n, group.name))


def by_source(results: Sequence[CaseResult]) -> list[Group]:
    """By the source of the article that answers: a relevant one that was found, else what is cited first."""
    return _largest(results, lambda result: found.source if (found := _answering(result)) else NOTHING)


def by_period(results: Sequence[CaseResult]) -> list[Group]:
    """By the month, or with many months the year, of that article; in the order of time."""
    months = [_month(result) for result in results]
    size = len("2023-03") if len({month for month in months if month != NOTHING}) <= _MONTHS_UNTIL else len("2023")
    groups = _groups(results, lambda result: month[:size] if (month := _month(result)) != NOTHING else NOTHING)
    return sorted(groups, key=lambda group: group.name)


def _answering(result: CaseResult) -> JudgedClipping | None:
    clippings = [one for turn in result.turns for one in (*turn.citations, *turn.passages)]
    relevant = [one for one in clippings if one.relevant]
    cited = [one for turn in result.turns for one in turn.citations]
    return next(iter((*relevant, *cited)), None)


def _month(result: CaseResult) -> str:
    found = _answering(result)
    on = (found.published_on or found.published_at) if found else None
    return on[: len("2023-03")] if on else NOTHING


def _groups(results: Sequence[CaseResult], name_of: Callable[[CaseResult], str]) -> list[Group]:
    members: dict[str, list[CaseResult]] = {}
    for result in results:
        members.setdefault(name_of(result), []).append(result)
    return [_group(name, own) for name, own in members.items()]


def _group(name: str, results: Sequence[CaseResult]) -> Group:
    facts = [fact.told for result in results for turn in result.turns for fact in turn.facts]
    return Group(name, sum(result.passed for result in results), len(results), len(facts), sum(facts))


def _largest(results: Sequence[CaseResult], name_of: Callable[[CaseResult], str]) -> list[Group]:
    """The largest groups, largest first, and all others as one."""
    groups = sorted(_groups(results, name_of), key=lambda group: (-group.n, group.name))
    if len(groups) <= _MOST_GROUPS:
        return groups
    kept, rest = groups[: _MOST_GROUPS - 1], groups[_MOST_GROUPS - 1 :]
    sums = (sum(getattr(group, name) for group in rest) for name in ("passed", "n", "facts", "told"))
    others = Group(f"{len(rest)} others", *sums)
    return [*kept, others]
