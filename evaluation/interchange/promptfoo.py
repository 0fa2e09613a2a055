"""Tests of promptfoo: its configuration or its list of tests as YAML or JSON, or its CSV with `__expected` columns.

What its assertions look for in the words of an output is taken over; statements for its graders (`factuality`) become
facts. What needs a program, a rubric or another model is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from clippings.evaluation.interchange.imported import ImportedCase, NoCase, text_of
from clippings.evaluation.interchange.promptfoo_assertions import Expected, take
from clippings.evaluation.suites.suite import Case

_QUESTION_VARIABLES = ("question", "query", "user_input", "input", "prompt", "message", "text")
_EXPECTED_COLUMN = re.compile(r"^__expected\d*$")
_CSV_TYPE = re.compile(r"^(?P<type>(?:not-)?[a-z][a-z-]*)(?:\((?P<threshold>[\d.]+)\))?:(?P<value>.*)$", re.DOTALL)
_CSV_TYPES = frozenset(
    "contains contains-all contains-any icontains icontains-all icontains-any regex starts-with equals similar "
    "factuality llm-rubric grade fn eval javascript python is-json contains-json levenshtein model-graded-closedqa "
    "answer-relevance context-recall context-relevance context-faithfulness latency cost rouge-n bleu g-eval".split()
)
_VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


def rows_of(value: Any) -> list[Any] | None:
    """The tests of a file, each with the defaults of its configuration; None where it has none."""
    if isinstance(value, dict):
        tests = value.get("tests")
        if not isinstance(tests, list):
            return [value] if {"vars", "assert"} <= value.keys() else None
        default = value.get("defaultTest")
        return [_with_default(test, default if isinstance(default, dict) else {}) for test in tests]
    if not isinstance(value, list):
        return None
    is_test = any(
        isinstance(row, dict) and ("assert" in row or "vars" in row or any(map(_EXPECTED_COLUMN.match, map(str, row))))
        for row in value
    )
    return value if is_test else None


def _with_default(test: Any, default: dict[str, Any]) -> Any:
    if not isinstance(test, dict):
        return test
    return {
        **test,
        "vars": {**_mapping(default.get("vars")), **_mapping(test.get("vars"))},
        "assert": [*_list(test.get("assert")), *_list(default.get("assert"))],
    }


def read(row: dict[str, Any]) -> ImportedCase:
    """A test as a case.

    Raises:
        NoCase: It has no question, or nothing of what it expects can be said in a suite.
    """
    row = row if "vars" in row or "assert" in row else _of_csv(row)
    variables = _mapping(row.get("vars"))
    question = _question(variables)
    expected = Expected()
    for assertion in _flat(row.get("assert")):
        take(_filled(assertion, variables), expected)
    expect = expected.as_fields()
    if not expect:
        told = f": {'; '.join(expected.left_out[:3])}" if expected.left_out else ""
        raise NoCase(f"nothing that it expects can be said in a suite{told}")
    metadata = _mapping(row.get("metadata"))
    fields: dict[str, Any] = {"id": text_of(row, "description") or metadata.get("id"), "question": question}
    if kind := text_of(metadata, "kind", "category"):
        fields["kind"] = kind
    return ImportedCase({**fields, "expect": expect}, expected.left_out)


def _question(variables: dict[str, Any]) -> str:
    named = text_of(variables, *_QUESTION_VARIABLES)
    texts = [text_of(variables, name) for name in variables]
    if named or len(texts) == 1:
        question = named or texts[0]
        if question:
            return question
    raise NoCase(f"none of its variables is its question ({', '.join(_QUESTION_VARIABLES)})")


def _of_csv(row: dict[str, Any]) -> dict[str, Any]:
    assertions = [_of_cell(str(row[name])) for name in row if _EXPECTED_COLUMN.match(name) and str(row[name]).strip()]
    metadata = {name.removeprefix("__metadata:"): row[name] for name in row if name.startswith("__metadata:")}
    return {
        "vars": {name: value for name, value in row.items() if not name.startswith("__")},
        "assert": assertions,
        "metadata": metadata,
        "description": row.get("__description", ""),
    }


def _of_cell(cell: str) -> dict[str, Any]:
    """`contains:Paris`, `similar(0.8):Paris`; without a type, the output is to equal it."""
    match = _CSV_TYPE.match(cell.strip())
    if match is None or match["type"].removeprefix("not-") not in _CSV_TYPES:
        return {"type": "equals", "value": cell.strip()}
    value: Any = match["value"].strip()
    if match["type"].endswith(("-all", "-any")):
        value = [part.strip() for part in value.split(",") if part.strip()]
    found = {"type": match["type"], "value": value}
    return {**found, "threshold": float(match["threshold"])} if _is_number(match["threshold"]) else found


def _is_number(text: str | None) -> bool:
    return bool(text) and re.fullmatch(r"\d+(?:\.\d+)?", text or "") is not None


def _flat(assertions: Any) -> list[dict[str, Any]]:
    """All assertions; those of an `assert-set` one by one, where all of them have to hold."""
    found: list[dict[str, Any]] = []
    for one in _list(assertions):
        if not isinstance(one, dict):
            found.append({"type": str(one)})
        elif one.get("type") == "assert-set" and "threshold" not in one:
            found.extend(inner for inner in _list(one.get("assert")) if isinstance(inner, dict))
        else:
            found.append(one)
    return found


def _filled(assertion: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
    """With the test's variables in the place of their names."""

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(one) for one in value]
        if not isinstance(value, str):
            return value
        return _VARIABLE.sub(lambda found: text_of(variables, found[1]) or found[0], value)

    return {**assertion, "value": fill(assertion.get("value"))}


def _mapping(value: Any) -> dict[str, Any]:
    return {str(name): one for name, one in value.items()} if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def write(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Cases as tests of promptfoo; conversations, and cases of which nothing can be said there, are left out."""
    from clippings.evaluation.interchange.promptfoo_assertions import assertions_of

    tests = []
    for case in cases:
        if case.turns is None and case.expect is not None and (assertions := assertions_of(case.expect)):
            test: dict[str, Any] = {"description": case.id, "vars": {"question": case.question}, "assert": assertions}
            tests.append(test | ({"metadata": {"kind": case.kind}} if case.kind else {}))
    return tests
