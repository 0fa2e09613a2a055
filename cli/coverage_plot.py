"""Articles by month and source as a picture, by matplotlib (the extra `plots`)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clippings.cli.coverage import Coverage
from clippings.cli.plot_fonts import legible
from clippings.core.errors import StorageError, WrongUsage

_LONGEST_NAME = 32


def draw(found: Coverage, path: Path) -> list[str]:
    """Draw stacked bars, one a month; the file's ending says as what (.png, .svg, .pdf).

    Returns:
        What the reader should know: names that no font on this machine can draw, articles without a date.

    Raises:
        WrongUsage: The extra is not installed, or matplotlib does not draw such files.
        StorageError: The file cannot be written.
    """
    try:
        import matplotlib as mpl
        from matplotlib import dates as mdates
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ModuleNotFoundError:
        raise WrongUsage("Plots need the extra `plots`.", "pip install 'clippings[plots]'") from None
    notes = []
    if found.undated:
        notes.append(f"{found.undated} articles have no known date and are not in the picture.")
    names = [_short(name) for name, _ in found.rows]
    fonts, shown = legible(names)
    notes += [
        f"No font here can draw {name!r}; it is {label!r}."
        for name, label in zip(names, shown, strict=True)
        if name != label
    ]
    figure = Figure(figsize=(11, 5.5), layout="constrained")
    axes = figure.add_subplot()
    with mpl.rc_context({"font.family": fonts, "axes.unicode_minus": False}):
        starts = [mdates.date2num(datetime.strptime(month, "%Y-%m")) for month in found.months]  # noqa: DTZ007
        ends = [*starts[1:], starts[-1] + 31] if starts else []
        share = 0.92 if len(starts) <= 60 else 1.0
        widths = [(end - start) * share for start, end in zip(starts, ends, strict=True)]
        colours = mpl.colormaps["tab20" if len(names) > 10 else "tab10"]
        floor = [0] * len(starts)
        for number, ((name, counts), label) in enumerate(zip(found.rows, shown, strict=True)):
            colour = "0.75" if number and name.endswith(" others") else colours(number % colours.N)
            axes.bar(starts, counts, widths, floor, align="edge", color=colour, label=f"{label} ({sum(counts):,})")
            floor = [below + count for below, count in zip(floor, counts, strict=True)]
        if not starts:
            axes.text(0.5, 0.5, "No dated articles", ha="center", va="center", transform=axes.transAxes)
            axes.set_xticks([])
        else:
            locator = mdates.AutoDateLocator(minticks=4, maxticks=10)
            axes.xaxis.set_major_locator(locator)
            axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, show_offset=len(starts) < 24))
            axes.set_xlim(starts[0], ends[-1])
            axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False, title="Source (articles)")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.set_ylabel("articles a month")
        axes.set_title(f"{sum(floor):,} articles by month of publication")
        axes.grid(axis="y", alpha=0.3)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        try:
            figure.savefig(path, dpi=150)
        except ValueError as error:
            raise WrongUsage(f"{path.name}: {error}", "Name it with .png, .svg or .pdf.") from None
        except OSError as error:
            raise StorageError(
                f"{path} cannot be written ({error.strerror or error}).", "Name another file."
            ) from error
    return notes


def _short(name: str) -> str:
    # matplotlib takes $ for the start of a formula, and leaves out of the legend what begins with _
    name = name.strip().replace("$", r"\$")
    name = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    return f" {name}" if name.startswith("_") else name
