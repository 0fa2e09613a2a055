"""`clippings eval`: its JSON, its report and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from tests.cli.conftest import CommandLine

GOOD = "- {id: good, question: How tall is the Nuri rocket?, expect: {contains: 47.2 metres}}"
BAD = "- {id: bad, question: How tall is the Nuri rocket?, expect: {contains: 99 metres}}"
GAP = "- {id: gap, question: How tall is the Nuri rocket?, known_gap: no miles, expect: {contains: miles}}"
TALK = "- {id: talk, turns: [{question: How tall is the Nuri rocket?, expect: {contains: 47.2}}]}"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return tmp_path / "my.qa.yaml"


def _write(suite: Path, *cases: str) -> Path:
    suite.write_text("cases:\n" + "\n".join(cases) + "\n", "utf-8")
    return suite


def test_the_json_and_the_report_tell_of_every_case(clippings: CommandLine, suite: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    done = clippings("eval", _write(suite, GOOD, BAD, GAP, TALK), "--json", "--report", report)
    assert done.code == 1
    found = done.json
    assert {"cases", "passed", "failed", "metrics", "results"} <= found.keys()
    assert (found["cases"], found["passed"], found["failed"], found["known_gaps"]) == (4, 2, 1, 1)
    assert [result["status"] for result in found["results"]] == ["passed", "failed", "known gap", "passed"]
    bad = found["results"][1]
    assert bad["failures"][0]["expected"] == "99 metres"
    assert bad["citations"]
    assert bad["passages"]
    assert found["failures_by_criterion"]["accuracy"] == 2
    assert found["run"]["articles"] == 54
    assert "99 metres" in report.read_text("utf-8")


def test_known_gaps_do_not_fail_a_run(clippings: CommandLine, suite: Path) -> None:
    done = clippings("eval", _write(suite, GOOD, GAP))
    assert done.code == 0
    assert "1 passed, 0 failed, 1 known gaps" in done.stdout


def test_a_closed_gap_is_told_and_does_not_fail_a_run(clippings: CommandLine, suite: Path) -> None:
    done = clippings("eval", _write(suite, GOOD.replace("expect", "known_gap: was hard, expect")))
    assert done.code == 0
    assert "A known gap has closed, remove its mark: good" in done.stderr


def test_a_failed_question_is_told_with_answer_and_passages(clippings: CommandLine, suite: Path) -> None:
    done = clippings("eval", _write(suite, BAD))
    assert done.code == 1
    for part in ("FAILED my.qa.yaml: bad", "Expected: contains: 99 metres", "Nearest passages:"):
        assert part in done.stdout


@pytest.mark.parametrize("case", [BAD.replace("contains", "contians"), "", GOOD + "\n" + GOOD])
def test_a_broken_suite_is_wrong_usage(clippings: CommandLine, suite: Path, case: str) -> None:
    done = clippings("eval", _write(suite, case))
    assert done.code == 2
    assert "my.qa.yaml:" in done.stderr
    assert not done.stdout


def test_the_same_id_in_two_suites_is_refused(clippings: CommandLine, suite: Path, tmp_path: Path) -> None:
    _write(suite, GOOD)
    _write(tmp_path / "other.qa.yaml", GOOD)
    done = clippings("eval", tmp_path)
    assert done.code == 2
    assert "'good' is also in" in done.stderr


def test_an_empty_archive_is_not_asked(clippings: CommandLine, suite: Path, home: Path) -> None:
    done = clippings("eval", _write(suite, GOOD), home=home)
    assert done.code == 1
    assert "is empty" in done.stderr


def test_an_archive_whose_vectors_are_owned_elsewhere_is_told(
    clippings: CommandLine, suite: Path, sample_home: Path
) -> None:
    with Archive(Settings(home=sample_home)) as owner:
        assert owner.vectors.own()
        done = clippings("eval", _write(suite, GOOD))
    assert "Not the whole archive was searched. Found by words alone" in done.stderr


def test_a_report_that_cannot_be_written_is_told_before_anything_is_asked(clippings: CommandLine, suite: Path) -> None:
    done = clippings("eval", _write(suite, GOOD), "--report", "no/such/folder/report.html")
    assert done.code == 2


def test_two_runs_are_compared(clippings: CommandLine, suite: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    run.write_text(clippings("eval", _write(suite, GOOD), "--json").stdout)
    compared = clippings("eval", "compare", run, run)
    assert compared.code == 0
    assert "**0 better, 0 worse**, 1 still pass" in compared.stdout
    assert clippings("eval", "compare", run, run, "--json").json["better"] == []
    assert clippings("eval", "compare", run).code == 2


def test_a_run_is_told_in_markdown_for_a_pull_request(clippings: CommandLine, suite: Path, tmp_path: Path) -> None:
    text = tmp_path / "run.md"
    assert clippings("eval", _write(suite, GOOD, BAD), "--markdown", text).code == 1
    assert text.read_text("utf-8").startswith("**1 of 2 passed**, 1 failed")


def test_the_judge_needs_a_chat_model(clippings: CommandLine, suite: Path) -> None:
    done = clippings("eval", _write(suite, GOOD), "--judge")
    assert done.code == 2
    assert "No chat model is configured" in done.stderr


def test_judges_are_held_against_people_without_any_key(clippings: CommandLine) -> None:
    (words,) = clippings("eval", "agreement", "--json").json["judges"]
    assert words["judge"] == "words"
    assert words["faithfulness_kappa"] > 0.3
    assert "Cohen's kappa" in clippings("eval", "agreement").stdout


def test_the_options_may_stand_before_the_suite(clippings: CommandLine, suite: Path) -> None:
    assert clippings("eval", "--json", _write(suite, GOOD)).json["passed"] == 1
