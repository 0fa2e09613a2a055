"""The news quiz RealTime QA as a suite: each question as of its day, its right choice as the words to be found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.evaluation.realtimeqa.questions import QuizQuestion
from clippings.evaluation.suites.text import SuiteText, WrittenCase

_COMMENT = (
    "RealTime QA (Kasai et al., NeurIPS 2023), by `clippings eval from-realtimeqa`. To be asked of an archive of its "
    "articles. An answer is right when the right choice stands in it as whole words; the choices are not shown, so "
    'questions such as "all of these except" can hardly be answered.'
)


def suite_of(questions: Sequence[QuizQuestion]) -> SuiteText:
    """The questions whose right choice has a letter or a digit, in their order."""
    return SuiteText("RealTime QA", _COMMENT, [_case(question) for question in questions if question.gold])


def _case(question: QuizQuestion) -> WrittenCase:
    return WrittenCase(
        {
            "id": question.id,
            "question": question.text,
            "as_of": question.asked_on,
            "kind": question.year,
            "expect": {"matches": pattern_of(question.gold)},
        }
    )


def pattern_of(gold: str) -> str:
    """The normalised choice as whole words, whatever stands between them."""
    return r"(?<!\w)" + r"[\W_]+".join(map(re.escape, gold.split())) + r"(?!\w)"
