"""Articles by source and month, as a strip for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from clippings.charts.coverage import Coverage
from clippings.cli.safe_text import safe

_SHADES = "▁▂▃▄▅▆▇█"
_NONE = "·"
_WIDEST_NAME = 28
_MONTHS_A_SHADE = (1, 3)
"""Months in one character: as few as the terminal is wide enough for."""


def strip(found: Coverage, width: int) -> tuple[Table, str]:
    """A row of shades for each source, years beside each other, and the line that explains them.

    Args:
        found: What to show.
        width: Of the terminal, in characters. Where months do not fit, quarters are shown, and the oldest years are
            left out where those do not fit either.
    """
    years = sorted({int(month[:4]) for month in found.months})
    names = min(max((cell_len(safe(source)) for source, _ in found.rows), default=0), _WIDEST_NAME)
    room = width - names - len("  Articles")
    fitting = (size for size in _MONTHS_A_SHADE if len(years) * (12 // size + 2) <= room)
    per_shade = next(fitting, _MONTHS_A_SHADE[-1])
    left_out = years[: -max(1, room // (12 // per_shade + 2))]
    years = years[len(left_out) :]
    cells = {source: [_sums(found.months, counts, year, per_shade) for year in years] for source, counts in found.rows}
    most = max((count for row in cells.values() for cell in row for count in cell), default=0)
    table = Table("Source", *map(str, years), "Articles", box=None, pad_edge=False)
    table.columns[0].max_width = _WIDEST_NAME
    table.columns[-1].justify = "right"
    for column in table.columns:
        column.no_wrap = True
    for source, counts in found.rows:
        shades = (Text("".join(_shade(count, most) for count in cell), style="cyan") for cell in cells[source])
        table.add_row(Text(safe(source), overflow="ellipsis"), *shades, f"{sum(counts):,}")
    unit = "a month" if per_shade == 1 else "three months"
    legend = f"A character is {unit}: {_NONE} none, {_SHADES[-1]} {most:,}."
    if left_out:
        legend += f" Nothing before {years[0]} is drawn here."
    if found.undated:
        legend += f" {found.undated:,} articles have no known date."
    return table, legend


def _sums(months: Sequence[str], counts: Sequence[int], year: int, months_a_shade: int) -> list[int]:
    """The counts of one year, added up by as many months as one shade stands for."""
    by_month = dict(zip(months, counts, strict=True))
    of_year = [by_month.get(f"{year:04}-{month:02}", 0) for month in range(1, 13)]
    return [sum(of_year[at : at + months_a_shade]) for at in range(0, 12, months_a_shade)]


def _shade(count: int, most: int) -> str:
    return _SHADES[(count * len(_SHADES) - 1) // most] if count else _NONE
