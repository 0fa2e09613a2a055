"""The page of all figures, with its plots; written from what `figures.py` keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KIND = "passed: "
_STYLE: dict[str, Any] = {"svg.fonttype": "none", "svg.hashsalt": "clippings", "font.size": 10}


class Result(Protocol):
    """What is known of a part."""

    name: str
    title: str
    about: str
    command: str
    at: str
    seconds: float
    code: str
    machine: str
    figures: dict[str, float]
    error: str


def write_page(file: Path, measured: Sequence[Result]) -> None:
    """Write the page and its plots, which lie beside it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    plots = [*_quiz_plot(file.parent, measured), *(_kinds_plot(file.parent, one) for one in measured if _kinds(one))]
    file.write_text(page(measured, plots), "utf-8")


def page(measured: Sequence[Result], plots: Sequence[tuple[str, str, str]]) -> str:
    """The page.

    Args:
        measured: In the order in which they are shown.
        plots: Each with the part before whose table it stands, its file's name and its words.
    """
    lines = [
        "# Figures",
        "",
        "Written by `make figures`, which measures one part after the other on a quiet machine and goes on where it",
        "was broken off. Larger pages stand beside this one.",
        "",
        "| part | measured | took | code | machine |",
        "| --- | --- | ---: | --- | --- |",
    ]
    for one in measured:
        day = one.at.replace("T", " ")[:16]
        lines.append(
            f"| [{one.title}](#{_anchor(one.title)}) | {day} | {one.seconds:,.0f} s | {one.code} | {one.machine} |"
        )
    for one in measured:
        lines += ["", f"## {one.title}", "", *([one.about, ""] if one.about else []), f"`{one.command}`", ""]
        lines += [f"![{words}]({name})\n" for part, name, words in plots if part == one.name]
        if one.error:
            lines.append(f"Not measured: {_plain(one.error)}")
        else:
            lines += ["| figure | value |", "| --- | ---: |"]
            lines += [f"| {_plain(name)} | {_shown(value)} |" for name, value in one.figures.items()]
    return "\n".join(lines).rstrip() + "\n"


def _anchor(title: str) -> str:
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter.isalnum() or letter == "-")


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")[:400]


def _shown(value: float) -> str:
    return f"{value:,.3f}" if abs(value) < 10 and value != int(value) else f"{value:,.0f}"


def _quiz_plot(folder: Path, measured: Sequence[Result]) -> list[tuple[str, str, str]]:
    """hit@k by year, over all years that were measured: whether quality drifts."""
    quizzes = [one for one in measured if one.name.startswith("quiz-") and not one.error]
    by_year = {name.partition(": ")[0]: one.figures for one in quizzes for name in one.figures if name[:4].isdigit()}
    if not by_year:
        return []
    years = sorted(by_year)
    shown = {
        metric: [by_year[year].get(f"{year}: {metric}", 0.0) for year in years]
        for metric in ("hit@1", "hit@5", "hit@10")
    }

    def draw(axes: Axes) -> None:
        for metric, values in shown.items():
            axes.plot(years, values, marker="o", label=metric)
        axes.set_ylim(0, 1)
        axes.set_ylabel("share of questions")
        axes.legend(frameon=False)

    words = "News quiz by year: " + "; ".join(_told(metric, years, values) for metric, values in shown.items())
    _draw(folder / "quiz-by-year.svg", draw, 3.2)
    return [(quizzes[-1].name, "quiz-by-year.svg", words)]


def _told(metric: str, years: Sequence[str], values: Sequence[float]) -> str:
    return f"{metric} " + ", ".join(f"{value:.2f} ({year})" for year, value in zip(years, values, strict=True))


def _kinds(one: Result) -> Mapping[str, float]:
    return {name.removeprefix(_KIND): value for name, value in one.figures.items() if name.startswith(_KIND)}


def _kinds_plot(folder: Path, one: Result) -> tuple[str, str, str]:
    kinds = _kinds(one)

    def draw(axes: Axes) -> None:
        axes.barh(list(kinds), list(kinds.values()), color="#1e7b45", height=0.6)
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        axes.set_xlabel("share passed")

    name = f"{one.name}-by-kind.svg"
    _draw(folder / name, draw, 0.9 + 0.3 * len(kinds))
    return (
        one.name,
        name,
        f"{one.title}, passed by kind: " + "; ".join(f"{kind} {value:.2f}" for kind, value in kinds.items()),
    )


def _draw(file: Path, draw: Any, height_inches: float) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(6.0, height_inches), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
