"""Each expectation holds where it should, fails where it should, and belongs to one of the newsroom's criteria."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from clippings.core.types import Answer, Article, Chunk, Citation, Passage, Question
from clippings.evaluation.suites.expectations import Failure, facts_of, failures
from clippings.evaluation.suites.suite import Expectations

TEXT = "The mill opened on 3 May 2021. It cost 40 million crowns."
ARTICLE = Article(1, "https://a.example/mill", "Mill opens", "The Post", datetime(2021, 5, 4, tzinfo=UTC), "en", TEXT)
TWIN = Article(2, "https://b.example/mill", "A mill opens", "The Mail", datetime(2021, 5, 5, tzinfo=UTC), "en", TEXT)
PASSAGE = Passage(Chunk(1, ARTICLE, 0, 0, len(TEXT)), 1, 0.9, also_in=(TWIN,))


def _answer(text: str = "The mill opened on 3 May 2021. [1]", cited: bool = True, abstained: bool = False) -> Answer:
    citations = (Citation(1, PASSAGE, "The mill opened on 3 May 2021.", 0, 30),) if cited else ()
    return Answer(Question("When?", datetime.now(UTC)), text, citations, abstained, "extractive", 0.9)


def _failed(answer: Answer | None = None, similarity: float = 0.0, **expect: Any) -> list[Failure]:
    return failures(Expectations(**expect), answer or _answer(), [PASSAGE], lambda _one, _other: similarity)


@pytest.mark.parametrize(
    ("expect", "wrong", "criterion"),
    [
        ({"contains": "3  may 2021"}, {"contains": ["3 May 2021", "4 May"]}, "accuracy"),
        ({"contains_any": ["4 May", "3 May"]}, {"contains_any": ["4 May", "5 May"]}, "accuracy"),
        ({"matches": r"\b3 MAY 20\d\d"}, {"matches": r"\b4 May"}, "accuracy"),
        ({"abstains": False}, {"abstains": True}, "accuracy"),
        ({"cites": "https://a.example/mill"}, {"cites": "https://c.example/mill"}, "sourcing"),
        ({"cites": ["mill OPENS", "The Post", "The Mail"]}, {"cites": ["The Post", "The Times"]}, "sourcing"),
        ({"cites_any": ["The Times", "The Post"]}, {"cites_any": ["The Times"]}, "sourcing"),
        ({"cites_after": "2021-05-04"}, {"cites_after": "2021-05-05"}, "context"),
        ({"cites_before": "2021-05-04"}, {"cites_before": "2021-05-03"}, "context"),
        ({"max_words": 7}, {"max_words": 6}, "editorialising"),
        ({"says_nothing_about": ["open", "crowns"]}, {"says_nothing_about": "mill"}, "editorialising"),
        ({"relevant": "https://b.example/mill"}, {"relevant": "https://c.example/mill"}, "sourcing"),
        ({"language": "en"}, {"language": "ko"}, "context"),
        (
            {"facts": [{"fact": "the day", "any_of": ["3 May", "May 3"]}]},
            {"facts": [{"fact": "the cost", "any_of": "40 million"}]},
            "accuracy",
        ),
        ({"outcome": "answered"}, {"outcome": "related"}, "accuracy"),
        ({"must_not_match": "June"}, {"must_not_match": r"\b3 may\b"}, "accuracy"),
    ],
)
def test_an_expectation_holds_or_is_told(expect: dict[str, Any], wrong: dict[str, Any], criterion: str) -> None:
    assert not _failed(**expect)
    (failure,) = _failed(**wrong)
    assert failure.expectation == next(iter(wrong))
    assert failure.criterion == criterion


@pytest.mark.parametrize(
    ("part", "holds"), [("40 million", True), ("0 million", False), ("4", False), ("2021", True), ("20", False)]
)
def test_a_number_is_not_found_within_a_longer_one(part: str, holds: bool) -> None:
    answer = _answer("It cost 40 million, or 1,140.5, in 2021-05.")
    assert bool(_failed(answer, contains=part)) is not holds
    assert bool(_failed(answer, contains_any=part)) is not holds
    assert _failed(answer, contains="140")
    assert not _failed(answer, contains="1,140.5")


def test_similarity_is_held_against_its_threshold() -> None:
    wanted = {"text": "It opened in May.", "threshold": 0.7}
    assert not _failed(similarity=0.7, similar_to=wanted)
    (failure,) = _failed(similarity=0.69, similar_to=wanted)
    assert failure.found == "0.69"


def test_an_answer_that_abstains_fails_whatever_is_expected_to_be_cited() -> None:
    nothing = _answer("The archive does not say.", cited=False, abstained=True)
    assert not _failed(nothing, abstains=True)
    found = _failed(nothing, abstains=False, cites="The Post", cites_after="2020-01-01", contains="May")
    assert {failure.expectation for failure in found} == {"abstains", "cites", "cites_after", "contains"}


def test_citation_marks_are_not_words_of_the_answer() -> None:
    assert _failed(contains="[1]")
    assert not _failed(_answer("One [1] two. [2]"), max_words=2)


def test_a_case_may_say_what_its_words_are_judged_by() -> None:
    (failure,) = failures(
        Expectations(contains="x"), _answer(), [], lambda _one, _other: 0.0, criterion="opinion as fact"
    )
    assert failure.criterion == "opinion as fact"


def test_a_fact_that_is_not_vital_fails_nothing_and_counts_for_recall() -> None:
    facts = [
        {"fact": "the day", "any_of": "3 May"},
        {"fact": "the cost", "any_of": "40 million", "vital": False},
    ]
    assert not _failed(facts=facts)
    told = facts_of(Expectations(facts=facts), _answer())
    assert [(one.fact.fact, one.told) for one in told] == [("the day", True), ("the cost", False)]


def test_an_answer_that_abstains_tells_no_fact() -> None:
    expect = Expectations(facts=[{"fact": "that", "any_of": "archive"}])
    silent = _answer("The archive does not say.", cited=False, abstained=True)
    assert not facts_of(expect, silent)[0].told


def test_quotation_marks_of_fact_and_answer_need_not_be_of_one_kind() -> None:
    expect = Expectations(facts=[{"fact": "the word", "any_of": 'called it "a\\s+loss"'}])
    assert facts_of(expect, _answer("She called it “a  loss”. [1]"))[0].told


def test_the_newest_relevant_article_is_to_be_cited() -> None:
    newer = Article(3, "https://c.example/mill", "Mill burns", "Mail", datetime(2022, 1, 1, tzinfo=UTC), "en", TEXT)
    passages = [PASSAGE, Passage(Chunk(3, newer, 0, 0, len(TEXT)), 2, 0.5)]
    expect = Expectations(cites_newest=True, relevant=[ARTICLE.url, newer.url])
    (failure,) = failures(expect, _answer(), passages, lambda _one, _other: 0.0)
    assert failure.expectation == "cites_newest"
    assert "Mill burns" in failure.expected
    assert not failures(expect, _answer(), passages[:1], lambda _one, _other: 0.0)


def test_the_newest_of_nothing_cannot_be_expected() -> None:
    with pytest.raises(ValidationError, match="cites_newest needs `relevant`"):
        Expectations(cites_newest=True)


@pytest.mark.parametrize(
    ("expected", "abstained", "holds"),
    [("answered", False, True), ("absent", True, True), ("not_in_the_archive", True, True), ("partly", False, False)],
)
def test_the_outcome_is_read_off_an_answer(expected: str, abstained: bool, holds: bool) -> None:
    answer = _answer("It opened on 3 May.", cited=not abstained, abstained=abstained)
    assert (not _failed(answer, outcome=expected)) is holds


def test_an_answer_that_declines_and_quotes_all_the_same_is_related() -> None:
    assert not _failed(_answer("The archive does not say. [1]", abstained=True), outcome="related")


def test_what_the_system_calls_the_outcome_wins() -> None:
    expect = Expectations(outcome="partly")
    assert not failures(expect, _answer(), [], lambda _one, _other: 0.0, outcome="partly")


def test_a_wrong_premise_is_to_be_named_or_what_is_right_told() -> None:
    says_so = replace(_answer("It is told otherwise.", cited=False, abstained=True), otherwise="June")
    assert not _failed(says_so, corrects_premise=True)
    assert _failed(says_so, corrects_premise=False)
    assert _failed(says_so, corrects_premise="May")
    assert not _failed(_answer("It opened on 3 May. [1]"), corrects_premise="3 May")
    (failure,) = _failed(_answer("It opened on 3 May. [1]"), corrects_premise=True)
    assert failure.found == "it does not say so"


def test_whoever_declines_accepts_no_wrong_premise() -> None:
    assert not _failed(_answer("I do not know.", cited=False, abstained=True), declines_or_corrects="May")
    assert not _failed(_answer("It was in May. [1]"), declines_or_corrects="May")
    assert _failed(_answer("It opened then. [1]", cited=False), declines_or_corrects="September")
