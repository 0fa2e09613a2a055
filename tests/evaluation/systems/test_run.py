"""A suite asked of another system: the same JSON, report and exit codes, and what cannot be judged is named."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from clippings.evaluation.compare import compare
from clippings.evaluation.previous_run import Past
from tests.cli.conftest import CommandLine, clippings, clippings_alone
from tests.conftest import PROJECT
from tests.evaluation.systems.conftest import Written

__all__ = ["clippings", "clippings_alone"]

SUITE = """cases:
- {id: told, question: How tall is the Nuri rocket?, expect: {contains: 47.2 metres, cites: Orbit and Field (sample)}}
- {id: cited, question: Who says so?, expect: {cites: Orbit and Field (sample)}}
- {id: fact, question: How tall is the Nuri rocket?, expect: {facts: [{fact: The Nuri rocket is 47.2 metres tall}]}}
- {id: hangs, question: Does it hang?, expect: {contains: metres}}
- {id: dies, question: Does it die?, expect: {contains: metres}}
- id: talk
  turns:
  - {question: How tall is the Nuri rocket?, expect: {contains: metres}}
  - {question: And now?, expect: {contains: 2 turns}}
"""
LOOP = """if 'hang' in asked['question']: time.sleep(600)
if 'die' in asked['question']: sys.exit(5)
turns = len(asked.get('history', [])) + 1
reply(asked['id'], f'It is 47.2 metres tall, after {turns} turns.', usage={'input_tokens': 10, 'output_tokens': 5})"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    path = tmp_path / "my.qa.yaml"
    path.write_text(SUITE, "utf-8")
    return path


def test_whatever_a_system_does_the_run_goes_on(
    clippings_alone: CommandLine, suite: Path, program: Written, tmp_path: Path
) -> None:
    report, text = tmp_path / "report.html", tmp_path / "run.md"
    system = f"cmd:{shlex.join(program(LOOP))}"
    arguments = ("--system", system, "--timeout", 5, "--json", "--report", report, "--markdown", text)
    done = clippings_alone("eval", suite, *arguments)
    assert done.code == 1
    found = done.json
    status = {one["id"]: one["status"] for one in found["results"]}
    assert status == {
        "told": "passed",
        "cited": "not judged",
        "fact": "passed",
        "hangs": "failed",
        "dies": "failed",
        "talk": "passed",
    }
    assert (found["cases"], found["passed"], found["failed"], found["not_judged"]) == (6, 3, 2, 1)
    assert found["expectations_not_judged"] == {"cites": 2}
    assert found["questions"]["pass_rate"] == 5
    assert not {"cited_right", "citation_recall", "hit@1", "groundedness"} & found["metrics"].keys()
    assert found["power"]["questions"] == 5
    assert found["usage"]["input_tokens"] == 50
    assert found["run"]["system"] == "cmd:" + Path(sys.executable).name
    errors = {one["id"]: one.get("error") for one in found["results"]}
    assert "no reply within 5 s" in errors["hangs"]
    assert "ended with 5 without a reply" in errors["dies"]
    assert "does not say what it cites" in report.read_text("utf-8")
    assert "1 not judged" in text.read_text("utf-8")
    assert not (tmp_path / "no-archive").exists()


def test_repeats_name_what_flips(clippings_alone: CommandLine, tmp_path: Path, program: Written) -> None:
    path = tmp_path / "one.qa.yaml"
    path.write_text("cases:\n- {id: coin, question: Heads?, expect: {contains: heads}}\n", "utf-8")
    tossed = program("n += 1; reply(asked['id'], ['heads', 'tails'][n % 2])", before="n = -1")
    system = f"cmd:{shlex.join(tossed)}"
    done = clippings_alone("eval", path, "--system", system, "--repeat", 4, "--report", tmp_path / "r.html")
    assert done.code == 1
    assert "coin: passed 1 of 2 times; failed: contains: heads" in done.stdout
    assert "pass@4" in done.stdout
    assert "Asked again" in (tmp_path / "r.html").read_text("utf-8")


def test_wrong_systems_and_options_are_wrong_usage(clippings_alone: CommandLine, suite: Path) -> None:
    for arguments in (
        ("--system", "cmd:no-such-program"),
        ("--system", "once:no-such-program"),
        ("--system", "nothing"),
        ("--timeout", 3),
        ("--price", "dear"),
        ("--repeat", 0),
    ):
        assert clippings_alone("eval", suite, *arguments).code == 2


def test_ourselves_through_a_program_are_judged_as_in_this_process(
    clippings: CommandLine, sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ours.qa.yaml"
    path.write_text(
        """cases:
- id: cited
  question: How tall is the Nuri rocket?
  as_of: 2024-01-01
  source: Orbit and Field (sample)
  expect: {contains: 47.2 metres, cites: Orbit and Field (sample), cites_before: 2024-01-01}
- id: absent
  question: Who won the cricket match in Lahore?
  expect: {abstains: true}
- id: talk
  turns:
  - {question: How long did the Ever Given block the Suez Canal?, expect: {matches: days}}
  - {question: And who owns it?, expect: {contains: Shoei Kisen Kaisha, relevant: https://none.example}}
""",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    ask = [sys.executable, "-m", "clippings", "ask", "--batch", "-", "--passages", "--home", str(sample_home)]
    through = clippings("eval", path, "--json", "--timeout", 600, "--system", f"cmd:{shlex.join(ask)}").json
    within = clippings("eval", path, "--json").json
    for one, other in zip(through["results"], within["results"], strict=True):
        assert one["status"] == other["status"]
        assert one.get("answer") == other.get("answer")
        for turn, twin in zip(one.get("turns", [one]), other.get("turns", [other]), strict=True):
            for name in (
                "answer",
                "short_answer",
                "abstained",
                "outcome",
                "confidence",
                "failures",
                "statements",
                "ranks",
            ):
                assert turn[name] == twin[name], name
    same = compare(Past.model_validate(through), Past.model_validate(within))
    assert not same.better + same.worse + same.not_judged + same.judged_in_part


def test_systems_are_compared_by_what_could_be_judged_of_both() -> None:
    def past(failed: list[str], not_judged: list[str]) -> Past:
        failures = [{"expectation": name} for name in failed]
        case = {
            "id": "a",
            "question": "Q?",
            "expect": {"contains": ["x"], "cites": ["y"]},
            "passed": not failed,
            "failures": failures,
            "not_judged": not_judged,
        }
        return Past.model_validate(json.loads(json.dumps({"results": [case]})))

    ours, theirs = past(["cites"], []), past([], ["cites"])
    compared = compare(ours, theirs)
    assert (compared.better, compared.unchanged_passed, compared.judged_in_part) == ([], 1, ["a"])
    assert compare(ours, past(["contains"], ["cites"])).worse == ["a"]
    assert compare(ours, past([], ["cites", "contains"])).not_judged == ["a"]
