"""Articles by month and source as a picture, by matplotlib (the extra `plots`)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from clippings.charts.coverage import Coverage
from clippings.charts.plot_fonts import legible
from clippings.core.errors import StorageError, WrongUsage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LONGEST_NAME = 32
_SIZE_INCHES = (11, 5.5)
_DOTS_PER_INCH = 150
_GAPS_UNTIL_MONTHS = 60
"""With more bars than this, gaps between them flicker."""

_NAMED_UNTIL_MONTHS = 24
_MOST_NAMED = 8
"""Month and year fit under the axis so many times."""


def draw(found: Coverage, target: Path | BinaryIO) -> list[str]:
    """Draw stacked bars, one a month.

    Args:
        found: What to draw.
        target: A file, whose ending says as what (.png, .svg, .pdf), or a stream, which takes a PNG.

    Returns:
        What the reader should know: names that no font on this machine can draw, articles without a date.

    Raises:
        WrongUsage: The extra is not installed, or matplotlib does not draw such files.
        StorageError: The file cannot be written.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise WrongUsage("Plots need the extra `plots`.", "pip install 'clippings[plots]'") from None
    names = [_short(name) for name, _ in found.rows]
    fonts, labels = legible(names)
    with mpl.rc_context({"font.family": fonts, "axes.unicode_minus": False, "text.parse_math": False}):
        figure = Figure(figsize=_SIZE_INCHES, layout="constrained")
        axes = figure.add_subplot()
        _draw_bars(axes, found, labels)
        _draw_frame(axes, sum(map(sum, (counts for _, counts in found.rows))))
        try:
            figure.savefig(target, dpi=_DOTS_PER_INCH, format=None if isinstance(target, Path) else "png")
        except ValueError as error:
            raise WrongUsage(f"{getattr(target, 'name', 'PNG')}: {error}", "Name it with .png, .svg or .pdf.") from None
        except OSError as error:
            reason = error.strerror or error
            raise StorageError(f"{target} cannot be written ({reason}).", "Name another file.") from error
    notes = [
        f"No font here can draw {name!r}: it is {label!r} in the picture (a font such as Noto Sans CJK would do)."
        for name, label in zip(names, labels, strict=True)
        if name != label
    ]
    if found.undated:
        notes.append(f"{found.undated:,} articles have no known date and are not in the picture.")
    return notes


def _draw_bars(axes: Axes, found: Coverage, labels: list[str]) -> None:
    """A bar for each month, a colour for each source, a dated axis, and a legend beside it."""
    import matplotlib as mpl
    from matplotlib import dates as mdates

    if not found.months:
        axes.text(0.5, 0.5, "No dated articles", ha="center", va="center", transform=axes.transAxes)
        axes.set_xticks([])
        return
    starts = [mdates.date2num(datetime.strptime(month, "%Y-%m")) for month in found.months]  # noqa: DTZ007
    ends = [*starts[1:], starts[-1] + 31]
    share = 0.92 if len(starts) <= _GAPS_UNTIL_MONTHS else 1.0
    widths = [(end - start) * share for start, end in zip(starts, ends, strict=True)]
    colours = mpl.colormaps["tab20" if len(labels) > 10 else "tab10"]
    floor = [0] * len(starts)
    for number, ((name, counts), label) in enumerate(zip(found.rows, labels, strict=True)):
        colour = "0.75" if number and name.endswith(" others") else colours(number % colours.N)
        axes.bar(starts, counts, widths, floor, align="edge", color=colour, label=f"{label} ({sum(counts):,})")
        floor = [below + count for below, count in zip(floor, counts, strict=True)]
    if len(starts) <= _NAMED_UNTIL_MONTHS:
        axes.xaxis.set_major_locator(mdates.MonthLocator(interval=-(-len(starts) // _MOST_NAMED)))
        axes.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    else:
        locator = mdates.AutoDateLocator(minticks=4, maxticks=10)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))
    axes.set_xlim(starts[0], ends[-1])
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False, title="Source (articles)")


def _draw_frame(axes: Axes, articles: int) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.set_ylabel("articles a month")
    axes.set_title(f"{articles:,} articles by month of publication")
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _short(name: str) -> str:
    """A name for a legend, from which matplotlib leaves out what begins with an underscore."""
    name = " ".join(name.split())
    name = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    return f" {name}" if name.startswith("_") else name
