"""Rows of ragas: {user_input, reference}, or of its first versions {question, ground_truth}; JSON, JSON Lines or CSV.

Each sentence of the reference answer becomes a fact. Contexts are texts without an address, so they are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clippings.core.languages import of_question
from clippings.core.sentences import sentences
from clippings.evaluation.interchange.imported import ImportedCase, NoCase, question_in, text_of
from clippings.evaluation.suites.suite import Case

_REFERENCES = ("reference", "ground_truth", "ground_truths")


def rows_of(value: Any) -> list[Any] | None:
    """The rows of a file of samples; None where it is none."""
    if isinstance(value, dict):
        value = value.get("samples", value.get("data", [value]))
    rows = value if isinstance(value, list) else []
    is_sample = any(
        isinstance(row, dict) and ({"user_input", "question"} & row.keys()) and (set(_REFERENCES) & row.keys())
        for row in rows
    )
    return rows if is_sample else None


def read(row: dict[str, Any]) -> ImportedCase:
    """A sample as a case whose facts are the sentences of its reference.

    Raises:
        NoCase: It is a conversation, or has no question or no reference.
    """
    if isinstance(row.get("user_input"), list):
        raise NoCase("it is a conversation with given answers, which a suite does not have")
    question = question_in(row, "user_input", "question")
    given = row.get("ground_truths")
    several = " ".join(str(one) for one in given) if isinstance(given, list) else ""
    reference = text_of(row, *_REFERENCES) or " ".join(several.split())
    if not reference:
        raise NoCase(f"it has no reference answer ({', '.join(_REFERENCES)})")
    told = [reference[span.start : span.end] for span in sentences(reference, of_question(reference))]
    kind = text_of(row, "synthesizer_name", "evolution_type")
    fields: dict[str, Any] = {"id": row.get("id"), "question": question}
    if kind:
        fields["kind"] = kind
    return ImportedCase({**fields, "expect": {"facts": [{"fact": one} for one in told]}})


def write(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Cases with facts or expected words as samples whose reference has them; others are left out."""
    rows = []
    for case in cases:
        if case.turns is None and case.expect is not None:
            told = [fact.fact for fact in case.expect.facts or ()] + list(case.expect.contains or ())
            if told:
                reference = " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in told)
                rows.append({"id": case.id, "user_input": case.question, "reference": reference})
    return rows
