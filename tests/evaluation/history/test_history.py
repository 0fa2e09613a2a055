"""Runs that were kept tell what broke which case, as a table and as a page that runs nothing."""

from __future__ import annotations

import asyncio
import json
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clippings.core.errors import WrongUsage
from clippings.evaluation.history.kept import keep, read_all
from clippings.evaluation.history.page import page
from clippings.evaluation.history.series import Series, as_json, series_of
from clippings.evaluation.history.text import table
from clippings.evaluation.results import CaseResult
from tests.cli.conftest import CommandLine
from tests.evaluation.conftest import HOSTILE, a_case, a_run
from tests.evaluation.reporting.test_report import in_browser

_FIRST = datetime(2024, 1, 1, tzinfo=UTC)
_MOST_TO_OPEN_S = 1.0


def _keep(folder: Path, day: int, *results: CaseResult, code: str = "aaa", suite: str = "my.qa.yaml") -> Path:
    run = a_run(*results)
    run.made = run.made.model_copy(
        update={"started_at": _FIRST + timedelta(days=day), "code": code, "suites": [f"somewhere/{suite}"]}
    )
    return keep(run, folder)


def _only(folder: Path) -> Series:
    (series,) = series_of(read_all(folder)[0])
    return series


def test_the_run_that_broke_a_case_is_named_with_what_changed(tmp_path: Path) -> None:
    _keep(tmp_path, 0, a_case("tall"), a_case("wide", passed=False))
    _keep(tmp_path, 1, a_case("tall"), a_case("wide"))
    _keep(tmp_path, 2, a_case("tall", passed=False), a_case("wide"), code="bbb")
    _keep(tmp_path, 3, a_case("tall", passed=False), a_case("wide"), code="ccc")
    series = _only(tmp_path)
    (broken,) = series.broken
    assert (broken.case_id, broken.broken_by.run.run.code, broken.changed) == ("tall", "bbb", ("code: aaa -> bbb",))
    assert broken.failed == ("contains",)
    assert [(row.better, row.worse) for row in series.rows] == [((), ()), (("wide",), ()), ((), ("tall",)), ((), ())]


def test_a_case_that_was_asked_otherwise_before_was_broken_by_nobody(tmp_path: Path) -> None:
    asked_otherwise = a_case("tall")
    asked_otherwise.turns[0].question = "How high is it?"
    _keep(tmp_path, 0, asked_otherwise)
    _keep(tmp_path, 1, a_case("tall", passed=False))
    series = _only(tmp_path)
    assert series.broken == ()
    assert series.rows[1].worse == ()


def test_a_case_that_never_passed_is_not_broken(tmp_path: Path) -> None:
    for day in range(3):
        _keep(tmp_path, day, a_case("tall", passed=False))
    assert _only(tmp_path).broken == ()


def test_runs_of_other_suites_are_a_series_of_their_own(tmp_path: Path) -> None:
    _keep(tmp_path, 0, a_case("tall"))
    _keep(tmp_path, 1, a_case("tall", passed=False), suite="other.qa.yaml")
    assert [series.name for series in series_of(read_all(tmp_path)[0])] == ["other.qa.yaml", "my.qa.yaml"]


def test_a_kept_run_has_what_a_comparison_needs_and_not_what_was_retrieved(tmp_path: Path) -> None:
    kept = json.loads(_keep(tmp_path, 0, a_case("tall")).read_text("utf-8"))
    (result,) = kept["results"]
    assert {"passed", "ranks", "failures", "expect", "citations"} <= result.keys()
    assert not {"passages", "statements"} & result.keys()
    assert list(tmp_path.iterdir()) == [next(tmp_path.glob("20240101T000000Z-*.json"))]


def test_what_is_no_run_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    _keep(tmp_path, 0, a_case("tall"))
    (tmp_path / "torn.json").write_text('{"results": [', "utf-8")
    found, problems = read_all(tmp_path)
    assert (len(found), len(problems)) == (1, 1)
    assert "torn.json" in problems[0]


def test_a_folder_without_runs_says_how_to_keep_some(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="--history"):
        read_all(tmp_path)
    with pytest.raises(WrongUsage, match="There is no folder"):
        read_all(tmp_path / "nowhere")


def test_the_table_has_a_line_a_run_and_what_broke(tmp_path: Path) -> None:
    _keep(tmp_path, 0, a_case("tall"), a_case("wide"))
    _keep(tmp_path, 1, a_case("tall", passed=False), a_case("wide"), code="bbb")
    told = table([_only(tmp_path)])
    assert re.search(r"2024-01-02 00:00 +bbb +1 of 2 .*-1", told)
    assert "broken: tall (contains) since 2024-01-02 00:00, code bbb; code: aaa -> bbb" in told


def test_the_page_takes_nothing_for_markup_and_runs_no_script(tmp_path: Path) -> None:
    hostile = a_case("tall", passed=False)
    hostile.kind = HOSTILE
    good = a_case("tall")
    for case in (hostile, good):
        case.turns[0].question = HOSTILE
    _keep(tmp_path, 0, good, suite=f"{HOSTILE.replace('/', '')}.qa.yaml")
    _keep(tmp_path, 1, hostile, suite=f"{HOSTILE.replace('/', '')}.qa.yaml")
    html = page([_only(tmp_path)])
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-" in html
    assert not re.search(r'(src|href)="(?!data:image/svg)', html)


@pytest.mark.long
def test_the_page_of_two_hundred_runs_opens_in_a_second(tmp_path: Path) -> None:
    for day in range(200):
        _keep(tmp_path, day, *(a_case(str(at), passed=(at + day) % 7 > 0) for at in range(8)), code=f"{day:03}")
    opened_s: list[float] = []
    file = tmp_path / "history.html"
    file.write_text(page([_only(tmp_path)]), "utf-8")

    async def look(opened: Any) -> None:
        for _ in range(3):
            began = time.perf_counter()
            await opened.reload()
            opened_s.append(time.perf_counter() - began)
        widths = await opened.eval_on_selector_all("figure img", "all => all.map(one => one.naturalWidth)")
        assert len(widths) == 2
        assert min(widths) > 0
        wide, shown = await opened.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= shown

    assert asyncio.run(in_browser(file, look)) == []
    assert min(opened_s) < _MOST_TO_OPEN_S


def test_the_commands_keep_runs_and_show_them(clippings: CommandLine, tmp_path: Path) -> None:
    suite = tmp_path / "my.qa.yaml"
    suite.write_text("cases:\n  - {id: a, question: Who drives the ferry?, expect: {max_words: 500}}\n", "utf-8")
    system = 'cmd:sh -c \'while read line; do echo "{\\"id\\": \\"a\\", \\"answer\\": \\"Ann does.\\"}"; done\''
    runs = tmp_path / "runs"
    for _ in range(2):
        assert clippings("eval", suite, "--system", system, "--history", runs).code == 0
    done = clippings("eval", "history", runs, "--page", tmp_path / "history.html", "--json")
    assert done.code == 0
    (series,) = done.json["series"]
    assert len(series["runs"]) == 2
    assert series["series"] == "my.qa.yaml, asked of cmd:sh"
    assert "Runs over time" in (tmp_path / "history.html").read_text("utf-8")
    assert clippings("eval", "history", tmp_path / "nowhere").code == 2


def test_json_names_the_files(tmp_path: Path) -> None:
    file = _keep(tmp_path, 0, a_case("tall"))
    (told,) = as_json([_only(tmp_path)])
    assert told["runs"][0]["file"] == file.name
    assert told["runs"][0]["kinds"] == {"how many": {"passed": 1, "n": 1}}
