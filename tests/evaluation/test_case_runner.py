"""An examiner asks a case as a person would, keeps what was retrieved, and costs next to nothing beyond the answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings.chain.assemble import make_asker
from clippings.core.errors import StorageError
from clippings.core.settings import Settings
from clippings.core.types import Answer, Question
from clippings.evaluation.case_runner import Examiner
from clippings.evaluation.run import SuiteRun, run, warnings_of
from clippings.evaluation.suites.file import LoadedSuite, load
from clippings.evaluation.suites.suite import Case
from clippings.vectorstore.archive import Archive
from tests.evaluation.conftest import a_case, a_run

_MOST_OVERHEAD_S = 0.005
QUESTION = "How tall is the Nuri rocket?"
TALL = {"question": QUESTION, "expect": {"contains": "47.2 metres"}}


@pytest.fixture
def examiner(sample_home: Path) -> Iterator[Examiner]:
    with Archive(Settings(home=sample_home)) as archive:
        yield Examiner(make_asker(archive))


def _suite(folder: Path) -> LoadedSuite:
    path = folder / "my.qa.yaml"
    path.write_text("cases:\n- {id: a, question: How?, known_gap: hard to say, expect: {contains: x}}\n")
    return load(path)


def test_a_question_of_a_conversation_is_asked_with_those_before_it(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Question] = []
    answer = examiner.ask

    def listen(question: Question) -> Answer:
        asked.append(question)
        return answer(question)

    monkeypatch.setattr(examiner, "ask", listen)
    result = examiner.examine(Case.model_validate({"id": "a", "as_of": "2022-01-01", "turns": [TALL, TALL]}))
    assert result.passed
    assert [[(turn.question, turn.answer) for turn in question.history] for question in asked] == [
        [],
        [(QUESTION, result.turns[0].answer)],
    ]
    assert all(question.as_of is not None and question.as_of.year == 2022 for question in asked)
    assert all(turn.passages for turn in result.turns)


def test_a_question_that_cannot_be_asked_fails_also_where_a_gap_is_known(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_question: Question) -> Answer:
        raise StorageError("The disk is gone.")

    monkeypatch.setattr(examiner, "ask", broken)
    ran: SuiteRun = run(examiner, [_suite(tmp_path)])
    assert ran.results[0].turns[0].error == "The disk is gone."
    assert ran.results[0].status == "failed"
    assert not ran.is_good


def test_an_archive_that_is_behind_and_a_gap_that_closed_are_told() -> None:
    ran = a_run(a_case("closed", gap="was once"), a_case("open", passed=False, gap="still is"))
    behind, closed = warnings_of(ran.made.model_copy(update={"embedded_chunks": 100}), ran.results)
    assert "23 of 123 chunks are not embedded yet" in behind
    assert closed.endswith("remove its mark: closed")
    assert not warnings_of(ran.made, ran.results[1:])


def test_an_examiner_costs_less_than_five_milliseconds_a_question(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the answer itself: checking what is expected, and keeping what came of it."""
    expect = {"contains": "x", "cites": "y", "matches": "z", "relevant": ["u"], "says_nothing_about": "v"}
    case = Case.model_validate({"id": "a", "question": QUESTION, "expect": expect})
    answer = examiner.ask(case.question_of(0, (), examiner.clock()))
    monkeypatch.setattr(examiner, "ask", lambda _question: answer)
    overheads_s = []
    for _ in range(10):
        began = time.perf_counter()
        assert not examiner.examine(case).passed
        overheads_s.append(time.perf_counter() - began)
    assert min(overheads_s) < _MOST_OVERHEAD_S
