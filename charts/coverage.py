"""Articles by source and month: which sources are shown by name, months without gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clippings.vectorstore.catalogue.history import MonthCount


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many articles each source has in each month, in order and without gaps."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """A source's name and its count in each of `months`; the source with most articles first, the others at the end."""
    undated: int
    """Articles whose date is not known, of all sources."""


def coverage(counts: Iterable[MonthCount], most_sources: int) -> Coverage:
    """The counts as rows; sources beyond `most_sources` are added up as "n others"."""
    dated: dict[str, dict[str, int]] = {}
    undated = 0
    for source, month, articles in counts:
        if month is None:
            undated += articles
        else:
            dated.setdefault(source, {})[month] = articles
    months = _without_gaps({month for found in dated.values() for month in found})
    rows = [(source, tuple(found.get(month, 0) for month in months)) for source, found in dated.items()]
    rows.sort(key=lambda row: (-sum(row[1]), row[0]))
    if len(rows) > most_sources:
        rest = [found for _, found in rows[most_sources - 1 :]]
        rows = [*rows[: most_sources - 1], (f"{len(rest)} others", tuple(map(sum, zip(*rest, strict=True))))]
    return Coverage(months, tuple(rows), undated)


def _without_gaps(months: Iterable[str]) -> tuple[str, ...]:
    ordered = sorted(months)
    if not ordered:
        return ()
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (ordered[0], ordered[-1]))
    return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1))
