"""An answer is judged statement by statement, each with the citations that it names for itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.core.types import Answer, Article, Chunk, Citation, Passage, Question
from clippings.evaluation.judging.entailment import ByWords
from clippings.evaluation.statement_results import judged
from clippings.evaluation.statements import statements

TEXT = "The mill opened on 3 May 2021. It cost 40 million crowns. The Elbe is beside it."
ARTICLE = Article(1, "https://a.example/mill", "Mill opens", "The Post", datetime(2021, 5, 4, tzinfo=UTC), "en", TEXT)
PASSAGE = Passage(Chunk(1, ARTICLE, 0, 0, len(TEXT)), 1, 0.9)


def _citation(number: int, quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(number, PASSAGE, quote, start, start + len(quote))


OPENED, COST = _citation(1, "The mill opened on 3 May 2021."), _citation(2, "It cost 40 million crowns.")


def _answer(text: str, *citations: Citation, abstained: bool = False) -> Answer:
    return Answer(Question("When?", datetime.now(UTC)), text, citations, abstained, "extractive", 0.9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened in May [1]. It was dear [2].", [("It opened in May.", (1,)), ("It was dear.", (2,))]),
        ("It opened in May. [1] It was dear. [2]", [("It opened in May.", (1,)), ("It was dear.", (2,))]),
        ("It opened in May. [1][2]", [("It opened in May.", (1, 2))]),
        ("It opened in May. It was dear. [2]", [("It opened in May.", ()), ("It was dear.", (2,))]),
        ("The mill opened on 3 May 2021. It was dear. [2]", [(OPENED.quote, (1,)), ("It was dear.", (2,))]),
        ("It opened. [7]", [("It opened.", ())]),
        ("", []),
    ],
)
def test_marks_belong_to_the_sentence_before_them(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    found = statements(_answer(text, OPENED, COST))
    assert [(one.text, one.cites) for one in found] == expected


def test_an_answer_that_abstains_states_nothing() -> None:
    assert not statements(_answer("The archive does not say.", abstained=True))


def test_each_statement_is_held_against_its_citation_and_against_the_passages() -> None:
    answer = _answer(
        "The mill opened on 3 May 2021. [1] It cost 40 million crowns. [1] It cost 90 million. [2]", OPENED, COST
    )
    right, elsewhere, wrong = judged(answer, [PASSAGE], ByWords())
    assert (right.supported, right.grounded, right.precise) == (True, True, [True])
    assert (elsewhere.supported, elsewhere.grounded, elsewhere.precise) == (False, True, [False])
    assert (wrong.supported, wrong.grounded) == (False, False)
