"""The news quiz becomes a suite that reads back: each question as of its day, its right choice as whole words."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.evaluation.realtimeqa.questions import normalised
from clippings.evaluation.realtimeqa.suite import pattern_of
from clippings.evaluation.suites.file import load
from tests.cli.conftest import CommandLine


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    folder = tmp_path / "quiz"
    folder.mkdir()
    with gzip.open(folder / "articles.jsonl.gz", "wt") as file:
        file.write("")
    lines = [
        {"id": f"2023010{n}_0", "asked_on": f"2023-01-0{n}", "question": f"Who won: {n}?", "choices": c, "answer": 1}
        for n, c in enumerate((["A", "“The Lock: No”"], ["x", "4"], ["x", "…"]), start=1)
    ]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return folder


def test_the_command_prints_a_suite(clippings: CommandLine, quiz: Path, tmp_path: Path) -> None:
    done = clippings("eval", "from-realtimeqa", quiz)
    assert done.code == 0
    path = tmp_path / "quiz.qa.yaml"
    path.write_text(done.stdout, "utf-8")
    first, second = load(path).suite.cases
    assert (first.id, first.question, first.as_of, first.kind) == ("20230101_0", "Who won: 1?", "2023-01-01", "2023")
    assert first.expect is not None
    assert first.expect.matches is not None
    assert re.search(first.expect.matches[0], 'It was "The lock - no", by far', re.IGNORECASE)
    assert second.expect is not None
    assert not re.search((second.expect.matches or [""])[0], "in 2014")


def test_a_folder_that_does_not_hold_the_quiz_is_wrong_usage(clippings: CommandLine, tmp_path: Path) -> None:
    assert clippings("eval", "from-realtimeqa", tmp_path).code == 2


@given(st.text(max_size=30), st.text(" .,-", max_size=3))
def test_a_choice_is_found_as_it_stands_in_a_text(choice: str, around: str) -> None:
    gold = normalised(choice)
    if gold:
        assert re.search(pattern_of(gold), f"so{around or ' '}{gold} {around}", re.IGNORECASE)
        assert not re.search(pattern_of(gold), f"so{gold}so", re.IGNORECASE)
