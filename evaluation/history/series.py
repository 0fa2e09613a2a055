"""What runs of the same suites show over time: their figures, and for each case that fails the run that broke it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clippings.evaluation.compare import made_differently
from clippings.evaluation.history.kept import KeptRun
from clippings.evaluation.metrics.names import METRICS
from clippings.evaluation.previous_run import PastResult

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """One run, beside the one before it."""

    kept: KeptRun
    passed: int
    judged: int
    """Cases of which anything could be judged."""
    better: tuple[str, ...]
    """Cases that passed and did not before."""
    worse: tuple[str, ...]
    changed: tuple[str, ...]
    """What it was made with that the run before was not."""

    @property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """For each kind of question, how many passed, and of how many."""
        counted: dict[str, tuple[int, int]] = {}
        for result in _judged(self.kept):
            passed, n = counted.get(result.kind or OTHER, (0, 0))
            counted[result.kind or OTHER] = (passed + result.passed, n + 1)
        return counted


@dataclass(frozen=True, slots=True)
class BrokenCase:
    """A case that fails now and passed once, asked in the same words and expected the same."""

    case_id: str
    question: str
    kind: str
    failed: tuple[str, ...]
    """The expectations that do not hold now."""
    last_passed: KeptRun
    broken_by: KeptRun
    """The first run, after that, in which it failed."""
    changed: tuple[str, ...]
    """What that run was made with that the one before was not."""


@dataclass(frozen=True, slots=True)
class Series:
    """Runs of the same suites by the same system, oldest first."""

    name: str
    rows: tuple[Row, ...]
    broken: tuple[BrokenCase, ...]
    """Those broken last come first."""

    @property
    def kinds(self) -> list[str]:
        """Of the newest run, the largest first."""
        kinds = self.rows[-1].kinds
        return sorted(kinds, key=lambda kind: (-kinds[kind][1], kind))

    @property
    def figures(self) -> list[str]:
        """The figures that any of the runs has."""
        return [name for name in METRICS if any(name in row.kept.run.metrics for row in self.rows)]


def series_of(kept: Sequence[KeptRun]) -> list[Series]:
    """The runs by what they can be compared with; the series with the newest run first.

    Args:
        kept: Oldest first.
    """
    members: dict[str, list[KeptRun]] = {}
    for one in kept:
        members.setdefault(one.series, []).append(one)
    found = [Series(name, tuple(_rows(runs)), tuple(_broken(runs))) for name, runs in members.items()]
    return sorted(found, key=lambda one: one.rows[-1].kept.run.run.started_at, reverse=True)


def as_json(found: Sequence[Series]) -> list[dict[str, Any]]:
    """For programs."""
    return [
        {
            "series": series.name,
            "runs": [_row_as_json(row) for row in series.rows],
            "broken": [
                {
                    "id": one.case_id,
                    "question": one.question,
                    "kind": one.kind,
                    "failed": list(one.failed),
                    "last_passed": one.last_passed.file.name,
                    "broken_by": one.broken_by.file.name,
                    "changed": list(one.changed),
                }
                for one in series.broken
            ],
        }
        for series in found
    ]


def _row_as_json(row: Row) -> dict[str, Any]:
    made = row.kept.run.run
    return {
        "file": row.kept.file.name,
        "started_at": made.started_at,
        "clippings": made.clippings,
        "code": made.code,
        "passed": row.passed,
        "judged": row.judged,
        "metrics": row.kept.run.metrics,
        "kinds": {kind: {"passed": passed, "n": n} for kind, (passed, n) in row.kinds.items()},
        "better": list(row.better),
        "worse": list(row.worse),
        "changed": list(row.changed),
    }


def _rows(runs: Sequence[KeptRun]) -> Iterator[Row]:
    before: KeptRun | None = None
    for one in runs:
        judged = list(_judged(one))
        earlier = {result.id: result for result in _judged(before)} if before else {}
        pairs = [
            (earlier[result.id], result)
            for result in judged
            if result.id in earlier and earlier[result.id].what_was_asked == result.what_was_asked
        ]
        yield Row(
            kept=one,
            passed=sum(result.passed for result in judged),
            judged=len(judged),
            better=tuple(now.id for then, now in pairs if now.passed and not then.passed),
            worse=tuple(now.id for then, now in pairs if then.passed and not now.passed),
            changed=tuple(made_differently(before.run.run, one.run.run)) if before else (),
        )
        before = one


def _broken(runs: Sequence[KeptRun]) -> Iterator[BrokenCase]:
    """Of each case that fails in the newest run that asked it as the newest run of all does."""
    now = {result.id: result for result in _judged(runs[-1]) if not result.passed}
    by_run = [{result.id: result for result in _judged(one)} for one in runs]
    found: list[tuple[int, BrokenCase]] = []
    for case_id, failing in now.items():
        asked = [
            (at, results[case_id].passed)
            for at, results in enumerate(by_run)
            if case_id in results and results[case_id].what_was_asked == failing.what_was_asked
        ]
        passing = [place for place, (_, passed) in enumerate(asked) if passed]
        if not passing:
            continue
        good, bad = runs[asked[passing[-1]][0]], asked[passing[-1] + 1][0]
        first = failing.asked[0]
        broken = BrokenCase(
            case_id=case_id,
            question=first.question,
            kind=failing.kind or OTHER,
            failed=tuple(dict.fromkeys(one.expectation for turn in failing.asked for one in turn.failures)),
            last_passed=good,
            broken_by=runs[bad],
            changed=tuple(made_differently(good.run.run, runs[bad].run.run)),
        )
        found.append((bad, broken))
    yield from (one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].case_id)))


def _judged(kept: KeptRun | None) -> Iterator[PastResult]:
    return (result for result in (kept.run.results if kept else ()) if result.status != "not judged")
