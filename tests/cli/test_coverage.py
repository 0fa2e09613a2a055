"""Articles by source and month, on a terminal and in a picture."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.console import Console

from clippings.charts.coverage import Coverage, coverage
from clippings.charts.plot_fonts import legible
from clippings.cli.coverage import strip
from clippings.vectorstore.catalogue.history import MonthCount


def shown(found: Coverage, width: int) -> list[str]:
    console = Console(width=width, record=True, file=None, quiet=False)
    with console.capture() as captured:
        table, legend = strip(found, width)
        console.print(table, legend, sep="\n")
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= width
    return lines


def test_months_have_no_gaps_and_sources_are_ordered_by_their_articles() -> None:
    found = coverage(
        [
            MonthCount("Ledger", "2022-11", 1),
            MonthCount("Post", None, 4),
            MonthCount("Post", "2023-02", 5),
        ],
        most_sources=10,
    )
    assert found.months == ("2022-11", "2022-12", "2023-01", "2023-02")
    assert found.rows == (("Post", (0, 0, 0, 5)), ("Ledger", (1, 0, 0, 0)))
    assert found.undated == 4


def test_many_sources_are_added_up_as_others_and_none_is_lost() -> None:
    counts = [MonthCount(f"Source {number}", "2023-01", number) for number in range(1, 31)]
    found = coverage(counts, most_sources=10)
    assert len(found.rows) == 10
    assert found.rows[-1][0] == "21 others"
    assert sum(row[0] for _, row in found.rows) == sum(range(31))


@pytest.mark.parametrize(("width", "unit"), [(200, "a month"), (80, "three months"), (40, "three months")])
def test_a_strip_fits_the_terminal(width: int, unit: str) -> None:
    counts = [
        MonthCount(name, f"{year}-{month:02}", month)
        for name in ("한빛경제", "The Ledger")
        for year in range(2017, 2025)
        for month in range(1, 13)
    ]
    lines = shown(coverage(counts, 10), width)
    legend = " ".join(lines[3:])
    assert f"A character is {unit}" in legend
    assert "2024" in lines[0]
    assert ("2017" in lines[0]) == ("before" not in legend) == (width >= 80)


def test_a_shade_is_shown_for_a_single_article_and_none_for_no_article() -> None:
    lines = shown(coverage([MonthCount("A", "2023-01", 1), MonthCount("A", "2023-03", 800)], 10), 80)
    assert lines[1].split() == ["A", "▁·█·········", "801"]


def test_an_archive_without_dates_is_shown_too() -> None:
    assert "3 articles have no known date" in shown(coverage([MonthCount("A", None, 3)], 10), 80)[-1]


@pytest.mark.parametrize("names", [["Ledger", "한빛경제 견본"], ["\U0001f5de", "\ue000", "日本"]])
def test_no_name_is_drawn_as_empty_boxes(names: Sequence[str]) -> None:
    from matplotlib import font_manager

    fonts, labels = legible(names)
    characters: set[int] = set()
    for font in fonts:
        assert "Last Resort" not in font
        characters.update(font_manager.get_font(font_manager.findfont(font)).get_charmap())
    for number, (name, label) in enumerate(zip(names, labels, strict=True), start=1):
        assert label in (name, f"source {number}")
        assert {ord(letter) for letter in label if letter != " "} <= characters
