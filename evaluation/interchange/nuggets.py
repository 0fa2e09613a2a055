"""TREC's nuggets, as the AutoNuggetizer of the RAG track writes them: JSON Lines of {qid, query, nuggets}.

A nugget has `text` and `importance`, `vital` or `okay`; the `assignment` to some answer is not ours to know. One that
has patterns of its own (`fact`, `vital`, `any_of`) keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clippings.evaluation.interchange.imported import ImportedCase, NoCase, question_in, text_of
from clippings.evaluation.suites.suite import Case

_VITAL, _OKAY = "vital", "okay"


def rows_of(value: Any) -> list[Any] | None:
    """The rows of a file of nuggets; None where it is none."""
    rows = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    return rows if any(isinstance(row, dict) and "nuggets" in row for row in rows) else None


def read(row: dict[str, Any]) -> ImportedCase:
    """A row as a case whose facts are its nuggets.

    Raises:
        NoCase: It has no query, or no nugget with words.
    """
    question = question_in(row, "query", "question", "title", "topic")
    nuggets = row.get("nuggets")
    if not isinstance(nuggets, list):
        raise NoCase("its nuggets are not a list")
    facts, left_out = [], []
    for one in nuggets:
        nugget = one if isinstance(one, dict) else {"text": one}
        text = text_of(nugget, "text", "fact", "nugget")
        if not text:
            left_out.append("a nugget without words")
            continue
        fact: dict[str, Any] = {"fact": text}
        if isinstance(patterns := nugget.get("any_of"), list) and patterns:
            fact["any_of"] = patterns
        if not _is_vital(nugget):
            fact["vital"] = False
        facts.append(fact)
    if not facts:
        raise NoCase("it has no nugget with words")
    fields: dict[str, Any] = {"id": row.get("qid", row.get("id")), "question": question}
    return ImportedCase({**fields, "expect": {"facts": facts}}, left_out)


def _is_vital(nugget: dict[str, Any]) -> bool:
    """Without an importance of its own, a nugget is vital."""
    if isinstance(vital := nugget.get("vital"), bool):
        return vital
    importance = text_of(nugget, "importance").casefold()
    return importance in {"", _VITAL}


def write(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Cases with facts or expected words as nuggets; others are left out."""
    rows = []
    for case in cases:
        if case.turns is None and case.expect is not None:
            nuggets = [
                {"text": fact.fact, "importance": _VITAL if fact.vital else _OKAY} for fact in case.expect.facts or ()
            ]
            nuggets += [{"text": words, "importance": _VITAL} for words in case.expect.contains or ()]
            if nuggets:
                rows.append({"query": case.question, "qid": case.id, "nuggets": nuggets})
    return rows
