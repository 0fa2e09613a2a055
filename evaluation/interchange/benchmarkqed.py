"""BenchmarkQED's assertions (`autoe assertion-scores`): a JSON list of {question_id, question_text, assertions}.

An assertion is a sentence, or an object with a `statement` (as `autoq generate-assertions` writes them). What it holds
to be true becomes a fact; what it says of the response's form is left out, for nothing here judges it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from clippings.evaluation.interchange.imported import ImportedCase, NoCase, question_in, text_of
from clippings.evaluation.suites.suite import Case

_ALIGNS = re.compile(r"^the (?:response|answer) should align with the following ground truth text:\s*", re.IGNORECASE)
_SAYS = re.compile(
    r"^the (?:response|answer) (?:should|must) (?:state|mention|say|note|report|explain|include|indicate)s? "
    r"(?:that |the fact that )(?=\S)",
    re.IGNORECASE,
)
_OF_FORM = re.compile(r"^the (?:response|answer) (?:should|must)\b", re.IGNORECASE)


def rows_of(value: Any) -> list[Any] | None:
    """The rows of a file of assertions; None where it is none."""
    rows = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    return rows if any(isinstance(row, dict) and "assertions" in row for row in rows) else None


def read(row: dict[str, Any]) -> ImportedCase:
    """A row as a case whose facts are its assertions.

    Raises:
        NoCase: It has no question, or no assertion that states something.
    """
    question = question_in(row, "question_text", "question", "text")
    assertions = row.get("assertions")
    if not isinstance(assertions, list):
        raise NoCase("its assertions are not a list")
    facts, left_out = [], []
    for one in assertions:
        text = text_of(one, "statement", "assertion", "text") if isinstance(one, dict) else text_of({"it": one}, "it")
        stated = _SAYS.sub("", _ALIGNS.sub("", text))
        if not stated:
            left_out.append("an assertion without words")
        elif _OF_FORM.search(stated):
            left_out.append(f"of the answer's form: {stated}")
        else:
            facts.append({"fact": stated[0].upper() + stated[1:]})
    if not facts:
        raise NoCase("none of its assertions states a fact")
    return ImportedCase(
        {"id": row.get("question_id", row.get("id")), "question": question, "expect": {"facts": facts}}, left_out
    )


def write(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Cases with facts or expected words as BenchmarkQED's assertions; others are left out."""
    rows = []
    for case in cases:
        if case.turns is None and case.expect is not None:
            assertions = [fact.fact for fact in case.expect.facts or ()]
            assertions += [f'The response should mention "{words}".' for words in case.expect.contains or ()]
            if assertions:
                rows.append({"question_id": case.id, "question_text": case.question, "assertions": assertions})
    return rows
