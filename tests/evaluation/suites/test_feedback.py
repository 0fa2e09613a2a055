"""What readers say becomes a suite that `clippings eval` takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.core.types import Question, Turn
from clippings.evaluation.suites.feedback import TO_FILL_IN, feedback_suite
from clippings.evaluation.suites.file import load
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import (
    Feedback,
    GivenAnswer,
    KeptQuote,
    Verdict,
    all_feedback,
    keep_answer,
    keep_feedback,
    recall_answer,
)

ASKED = datetime(2024, 5, 1, 9, tzinfo=UTC)
QUOTE = KeptQuote(1, 7, 0, 4, "Four", "https://a.example/1", "Bridge", "The Post", ASKED, is_cited=True)


def given_answer(answer_id: str = "abc", text: str = "When?", history: tuple[Turn, ...] = ()) -> GivenAnswer:
    question = Question(text, ASKED, until=ASKED, sources=("The Post",), history=history)
    turn = Turn(text, "On 4 May. [1]", None, ASKED, ("The Post",))
    return GivenAnswer(answer_id, 1, 2, 3, 4, question, turn, "4 May", False, "extractive", "en", (QUOTE,))


def test_an_answer_is_recalled_as_it_was_kept(tmp_path: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    kept = given_answer(history=(Turn("Who?", "She.", ASKED, None, ("B",)),))
    keep_answer(catalogue, kept)
    assert recall_answer(catalogue, "abc") == kept
    assert recall_answer(catalogue, "abd") is None
    verdicts: list[Verdict] = ["bad", "good"]
    for verdict in verdicts:
        keep_feedback(catalogue, "abc", 9, verdict, "since corrected", ASKED)
    assert all_feedback(catalogue) == [Feedback(kept, "good", "since corrected", ASKED)]
    catalogue.close()


def test_a_good_answer_is_to_be_cited_again_and_a_bad_one_to_be_filled_in(tmp_path: Path) -> None:
    good, bad = given_answer("good-1"), given_answer("bad-1", history=(Turn("Who?", "She."),))
    text = feedback_suite(
        [
            Feedback(good, "good", "", ASKED),
            Feedback(bad, "good", "", ASKED),
            Feedback(bad, "bad", "the wrong\nbridge", ASKED),
        ]
    )
    file = tmp_path / "feedback.qa.yaml"
    file.write_text(text, "utf-8")
    first, second = load(file).suite.cases
    assert first.question == "When?"
    assert first.expect is not None
    assert first.expect.cites == ["https://a.example/1"]
    assert (first.until, first.source, first.as_of, first.known_gap) == ("2024-05-01", ["The Post"], "2024-05-01", None)
    assert [turn.question for turn in second.asked] == ["Who?", "When?"]
    assert second.asked[1].expect.contains == [TO_FILL_IN]
    assert second.known_gap == "Judged bad (the wrong bridge). It was answered: On 4 May. [1]"


def test_nothing_judged_is_no_suite() -> None:
    assert feedback_suite([]) == ""


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())), st.text(), st.sampled_from(["good", "bad"]))
@settings(max_examples=60, deadline=None)
def test_whatever_is_asked_and_said_makes_a_valid_suite(
    tmp_path_factory: pytest.TempPathFactory, question: str, reason: str, verdict: Verdict
) -> None:
    file = tmp_path_factory.mktemp("suite") / "feedback.qa.yaml"
    file.write_text(feedback_suite([Feedback(given_answer(text=question), verdict, reason, ASKED)]), "utf-8")
    (case,) = load(file).suite.cases
    assert case.kind == f"judged {verdict}"
