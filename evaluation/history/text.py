"""The history of runs for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clippings.evaluation.history.series import Row, Series
from clippings.evaluation.metrics.names import shown

FIGURES = ("right", "facts_told", "hit@5", "abstention_recall", "total_p95_ms")
"""Those of a table that has no room for all."""

_MOST_NAMED = 8


def table(found: Sequence[Series]) -> str:
    """Each series: a line a run, then the kinds of question, then which run broke which case."""
    return "\n\n".join("\n".join(_lines(series)) for series in found)


def _lines(series: Series) -> Iterator[str]:
    figures = [name for name in FIGURES if name in series.figures]
    heads = ("began", "code", "passed", *figures, "better", "worse")
    rows = [_cells(row, figures) for row in series.rows]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    yield series.name
    for cells in (heads, *rows):
        yield "  ".join(
            cell.rjust(width) if at > 1 else cell.ljust(width) for at, (cell, width) in _placed(cells, widths)
        )
    if len(series.kinds) > 1:
        yield "by kind: " + ", ".join(f"{kind} {_of(series.rows[-1], kind)}" for kind in series.kinds)
    for one in series.broken[:_MOST_NAMED]:
        because = f"; {', '.join(one.changed)}" if one.changed else ""
        yield (
            f"broken: {one.case_id} ({', '.join(one.failed)}) since {one.broken_by.moment}, "
            f"code {one.broken_by.run.run.code or 'unknown'}{because}"
        )
    if len(series.broken) > _MOST_NAMED:
        yield f"and {len(series.broken) - _MOST_NAMED} more that passed once (--json, --page)"


def _placed(cells: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    return enumerate(zip(cells, widths, strict=True))


def _cells(row: Row, figures: Sequence[str]) -> tuple[str, ...]:
    metrics = row.kept.run.metrics
    return (
        row.kept.moment,
        row.kept.run.run.code or "unknown",
        f"{row.passed} of {row.judged}",
        *(shown(name, metrics[name]) if name in metrics else "" for name in figures),
        f"+{len(row.better)}" if row.better else "",
        f"-{len(row.worse)}" if row.worse else "",
    )


def _of(row: Row, kind: str) -> str:
    passed, n = row.kinds[kind]
    return f"{passed}/{n}"
