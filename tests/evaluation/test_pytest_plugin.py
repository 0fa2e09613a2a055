"""Suites are tests: collected, selected, reported and gated like any other, in a pytest run of their own."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.e2e.processes import environment

SUITE = """
cases:
  - id: fund
    question: How much does Keidanren put into the Future Partnership Fund?
    kind: money
    expect: {contains: 100 million yen, relevant: "https://peninsula-review.example/2023/03/18/business-federations-fund"}
  - id: wrong
    question: How tall is the Nuri rocket?
    expect: {contains: 99 metres, cites: The Harbour Ledger (sample)}
  - id: open-gap
    question: How tall is the Nuri rocket?
    known_gap: nobody has measured it in miles
    expect: {contains: miles}
  - id: closed-gap
    question: How tall is the Nuri rocket?
    known_gap: was too hard once
    expect: {contains: 47.2 metres}
  - id: talk
    turns:
      - question: How tall is the Nuri rocket?
        expect: {contains: 47.2 metres}
      - question: How do I make a sourdough starter?
        expect: {abstains: true}
"""
IN_PYTHON = """
def test_in_python(archive, ask):
    answer = ask("How tall is the Nuri rocket?", since="2021-01-01", source="Orbit and Field (sample)")
    assert "47.2 metres" in answer.text
    assert archive.status().articles > 40
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Someone else's repository, with folders named like ours."""
    folder = tmp_path / "theirs"
    for name in ("bot", "core", "ingest"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(f"OWNER = 'theirs: {name}'\n")
    (folder / "news.qa.yaml").write_text(SUITE, "utf-8")
    (folder / "test_theirs.py").write_text(
        f"import core\n{IN_PYTHON}\ndef test_own():\n    assert core.OWNER == 'theirs: core'\n"
    )
    return folder


def _pytest(folder: Path, home: Path, *arguments: str, plugins: tuple[str, ...] = ()) -> tuple[int, str]:
    chosen = [part for name in ("clippings.evaluation.pytest_plugin", *plugins) for part in ("-p", name)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "--strict-markers", "--rootdir", folder, *chosen, *arguments],
        cwd=folder,
        env=environment(home) | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_questions_pass_fail_and_are_known_gaps_like_other_tests(repository: Path, sample_home: Path) -> None:
    code, told = _pytest(repository, sample_home, "--junitxml=junit.xml", "--qa-min", "hit@5=1", "--qa-min", "mrr=0.5")
    assert code == 1
    assert "1 failed, 5 passed, 1 xfailed, 1 warning" in told
    for part in (
        "Question: How tall is the Nuri rocket?",
        "Expected: contains: 99 metres",
        "Expected: cites: The Harbour Ledger (sample)",
        "[accuracy]",
        "[sourcing]",
        "Answer:   ",
        "Citations:",
        "Nearest passages:",
        "closed-gap passes: remove its known_gap (was too hard once)",
        "5 cases: 1 closed gap, 1 failed, 1 known gap, 2 passed",
        "XFAIL news.qa.yaml::open-gap - nobody has measured it in miles",
    ):
        assert part in told, told
    assert "--qa-min: " not in told
    cases = ElementTree.parse(repository / "junit.xml").getroot().iter("testcase")
    assert {"fund", "wrong", "talk", "test_in_python"} <= {case.attrib["name"] for case in cases}
    assert "http" in (repository / "junit.xml").read_text()

    code, told = _pytest(repository, sample_home, "--lf", "-x", "--qa-min", "pass_rate=0.5", "-k", "wrong or money")
    assert code == 1
    assert "1 failed" in told
    assert "fund" not in told
    assert "--qa-min: pass_rate is 0, below 0.5" in told


def test_a_gate_that_is_not_reached_fails_a_run_whose_tests_pass(repository: Path, sample_home: Path) -> None:
    code, told = _pytest(
        repository, sample_home, "-k", "money", "--qa-min", "total_p50_ms=0.001", "--qa-min", "hit@1=1"
    )
    assert "1 passed" in told
    assert code == 1
    assert "--qa-min: total_p50_ms is" in told


@pytest.mark.long
def test_workers_of_xdist_take_turns_and_answer_as_one_would(repository: Path, sample_home: Path) -> None:
    pytest.importorskip("xdist")
    code, told = _pytest(repository, sample_home, "-n", "2", "--qa-min", "hit@5=1", plugins=("xdist.plugin",))
    assert code == 1
    assert "1 failed, 5 passed, 1 xfailed" in told
    assert "5 cases: 1 closed gap, 1 failed, 1 known gap, 2 passed" in told
    assert "Found by words alone" not in told


def test_a_broken_suite_is_named_and_nothing_is_asked(repository: Path, sample_home: Path) -> None:
    (repository / "news.qa.yaml").write_text(SUITE.replace("relevant", "relevent"), "utf-8")
    code, told = _pytest(repository, sample_home)
    assert code == 2
    assert "news.qa.yaml:6: cases[0].expect.relevent: there is no 'relevent' here. Did you mean 'relevant'?" in told


def test_an_unknown_metric_is_wrong_usage(repository: Path, sample_home: Path) -> None:
    code, told = _pytest(repository, sample_home, "--qa-min", "hit5=1")
    assert code == 4
    assert "Did you mean 'hit@5'?" in told


def test_a_repository_without_suites_pays_nothing_for_the_plugin(tmp_path: Path) -> None:
    (tmp_path / "test_light.py").write_text(
        "import sys\n"
        "def test_light():\n"
        "    ours = {name for name in sys.modules if name.startswith('clippings')}\n"
        "    assert ours <= {'clippings', 'clippings.evaluation', 'clippings.evaluation.pytest_plugin'}, ours\n"
        "    assert not {'yaml', 'pydantic', 'numpy', 'chromadb'} & set(sys.modules)\n"
        "def archive(): ...\n"
    )
    code, told = _pytest(tmp_path, tmp_path / "none")
    assert code == 0, told
    assert not (tmp_path / "none").exists()
    assert "questions to the archive" not in told
