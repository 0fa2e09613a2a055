"""`make figures` goes on where it was broken off, keeps what was known, and writes one page of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    yield import_module("figures")
    for name in ("figures", "figures_page", "figures_read"):
        sys.modules.pop(name, None)


def _part(figures: Any, code: str, name: str = "speed") -> Any:
    return figures.Part(name, "Speed", [[sys.executable, "-c", code]], figures.of_rows)


def _table(value: int) -> str:
    return f"print('| measured | value | at most |\\n| --- | ---: | ---: |\\n| p95 ms | {value:,} | 1,500 |')"


def test_what_was_measured_with_this_code_is_not_measured_again(figures: Any, tmp_path: Path) -> None:
    said: list[str] = []
    for value, code, again in ((1, "a", False), (2, "a", False), (3, "b", False), (4, "b", True)):
        kept = figures.run([_part(figures, _table(1_000 * value))], tmp_path, code, again, said.append)
        assert kept["speed"].figures == {"p95 ms": 1_000.0 * (1 if value == 2 else value)}
    assert said[2].startswith("speed: measured at ")


def test_a_part_that_fails_is_told_and_puts_out_nothing_that_was_known(figures: Any, tmp_path: Path) -> None:
    said: list[str] = []
    failing = _part(figures, "import sys; sys.exit('no space')")
    assert "no space" in figures.run([failing], tmp_path, "a", False, said.append)["speed"].error
    figures.run([_part(figures, _table(7))], tmp_path, "a", False, said.append)
    kept = figures.run([failing], tmp_path, "b", False, said.append)["speed"]
    assert (kept.error, kept.figures) == ("", {"p95 ms": 7.0})
    assert "no space" in said[-1]


def test_a_part_without_its_data_is_left_out(figures: Any, tmp_path: Path) -> None:
    said: list[str] = []
    part = replace(_part(figures, _table(1)), needs=[tmp_path / "nowhere"])
    assert figures.run([part], tmp_path / "state", "a", False, said.append) == {}
    assert "left out" in said[0]


def test_columns_and_plain_tables_are_read(figures: Any) -> None:
    table = "| ms | CPU p50 | p95 | wall p50 | p95 |\n| --- | --- | --- | --- | --- |\n| all | 1.5 | 2 | 3 | 4,000 |\n"
    assert figures.of_rows(table) == {
        "all, CPU p50": 1.5,
        "all, CPU p95": 2.0,
        "all, wall p50": 3.0,
        "all, wall p95": 4000.0,
    }
    assert figures.of_rows("| | measured | asked |\n| --- | --- | --- |\n| size | 3.1 GB | 4 GB |\n") == {"size": 3.1}
    assert figures.of_extraction("clippings   all            181   0.9690 ± 0.011\n") == {"F1, clippings, all": 0.969}
    assert figures.of_json_line('x\n{"p95_ms": 3, "where": "here"}\n') == {"p95_ms": 3.0}


def test_the_page_tells_when_and_on_what_and_plots_years_and_kinds(figures: Any, tmp_path: Path) -> None:
    def kept(name: str, title: str, **told: float) -> Any:
        named = {key.replace("_", ": ", 1): value for key, value in told.items()}
        return figures.Measured(name, title, "", "make it", "2024-05-01T09:00:00+00:00", 61.0, "abc", "a laptop", named)

    years = kept("quiz-2022-2023", "Quiz")
    years.figures = {"all: hit@1": 0.4, "2022: hit@1": 0.5, "2023: hit@1": 0.3}
    failed = kept("load", "Under load")
    failed.error = "RuntimeError: <no> space"
    page = tmp_path / "docs" / "README.md"
    import_module("figures_page").write_page(page, [kept("people", "People", passed_why=0.5, right=0.6), years, failed])
    text = page.read_text("utf-8")
    assert "| [People](#people) | 2024-05-01 09:00 | 61 s | abc | a laptop |" in text
    assert "Not measured: RuntimeError: &lt;no> space" in text
    assert "![News quiz by year: hit@1 0.50 (2022), 0.30 (2023)" in text
    assert {file.name for file in page.parent.iterdir()} == {"README.md", "quiz-by-year.svg", "people-by-kind.svg"}


def test_the_parts_have_names_of_their_own(figures: Any, tmp_path: Path) -> None:
    names = [part.name for part in figures.parts(tmp_path, tmp_path)]
    assert len(set(names)) == len(names) == 10
