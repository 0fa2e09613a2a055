"""Whatever is wrong with a suite is named: file, line and field, and what was probably meant."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clippings.evaluation.suites.file import SuiteError, check_sources, find, load
from clippings.evaluation.suites.suite import Expectations, json_schema
from tests.conftest import PROJECT

SHIPPED = PROJECT / "evaluation" / "suite.schema.json"
OURS = PROJECT / "tests" / "suites" / "sample_archive.qa.yaml"


def _written(folder: Path, text: str) -> Path:
    path = folder / "my.qa.yaml"
    path.write_text(text, "utf-8")
    return path


def _error(folder: Path, text: str) -> str:
    with pytest.raises(SuiteError) as raised:
        load(_written(folder, text))
    assert raised.value.exit_code == 2
    return str(raised.value)


def test_a_question_with_everything_is_read_as_it_is_written(tmp_path: Path) -> None:
    loaded = load(
        _written(
            tmp_path,
            """
cases:
  - id: one
    question: No?
    since: 2023-03-16
    source: A
    expect:
      contains: 0.50
      cites: [a, b]
      max_words: 12
      abstains: false
      similar_to: {text: same, threshold: 0.8}
""",
        )
    )
    (case,) = loaded.suite.cases
    assert case.expect is not None
    assert (case.question, case.since, case.source) == ("No?", "2023-03-16", ["A"])
    assert (case.expect.contains, case.expect.cites, case.expect.max_words) == (["0.50"], ["a", "b"], 12)
    assert case.expect.abstains is False
    assert case.expect.similar_to is not None
    assert case.expect.similar_to.threshold == 0.8
    assert loaded.lines == {"one": 3}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            "{id: a, question: q, expect: {contians: x}}",
            ":2: cases[0].expect.contians: there is no 'contians' here. Did",
        ),
        ("{id: a, question: q, sinse: 2023-01-01, expect: {abstains: true}}", "Did you mean 'since'?"),
        (
            "{id: a, question: q, since: 2023-31-01, expect: {abstains: true}}",
            "cases[0].since: '2023-31-01' is not a date",
        ),
        (
            "{id: a, question: q, since: 2023-02-01, until: 2023-01-01, expect: {abstains: true}}",
            ":2: cases[0]: nothing lies between since 2023-02-01 and until 2023-01-01",
        ),
        (
            "{id: a, question: q, since: 2023-02-01, as_of: 2023-01-01, expect: {abstains: true}}",
            "nothing lies between since 2023-02-01 and as_of 2023-01-01",
        ),
        ("{id: a, question: q, expect: {cites_after: soon}}", "cases[0].expect.cites_after: 'soon' is not a date"),
        ("{id: a, question: q, expect: {matches: '(('}}", "is not a regular expression"),
        ("{id: a, question: q, expect: {max_words: 0}}", "cases[0].expect.max_words: "),
        ("{id: a, question: q, expect: {abstains: perhaps}}", "cases[0].expect.abstains: "),
        ("{id: a, question: q, expect: {language: korean}}", "is not a language code"),
        ("{id: a, question: q, expect: {similar_to: {txt: x}}}", "Did you mean 'text'?"),
        ("{id: a, question: q, expect: {}}", "nothing is expected"),
        ("{id: a, question: q, expect: {contains: []}}", "cases[0].expect.contains: is empty"),
        ("{id: a, question: q, expect: {abstains: true, contains: x}}", "so not also contains"),
        ("{id: a, question: q}", "'expect' is missing"),
        ("{id: a, expect: {abstains: true}}", "'question' is missing"),
        ("{question: q, expect: {abstains: true}}", "cases[0].id: is missing"),
        ("{id: 'a::b', question: q, expect: {abstains: true}}", "cannot be an id"),
        ("{id: a, id: b, question: q, expect: {abstains: true}}", "cases[0].id: given twice"),
        ("{id: a, turns: [{question: q, expct: {}}]}", "Did you mean 'expect'?"),
        ("{id: a, turns: []}", "cases[0].turns: is empty"),
        ("{id: a, question: q, turns: [{question: q, expect: {abstains: true}}]}", "either turns or a question"),
        ("just text", "cases[0]: should be a mapping"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_field(tmp_path: Path, case: str, said: str) -> None:
    error = _error(tmp_path, f"cases:\n  - {case}\n")
    assert error.startswith(f"{tmp_path / 'my.qa.yaml'}:2: ")
    assert said in error


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a suite is a mapping"),
        ("- a", "a suite is a mapping"),
        ("cases: []", ":1: cases: is empty: a suite without questions"),
        ("case: []", "Did you mean 'cases'?"),
        ("cases:\n - id: [\n", "this is not YAML"),
        ("cases: &a [*a]", "nested deeper"),
    ],
)
def test_a_file_that_is_no_suite_says_so(tmp_path: Path, text: str, said: str) -> None:
    assert said in _error(tmp_path, text)


def test_every_problem_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    error = _error(tmp_path, "cases:\n- {id: a, question: q, expect: {x: y}}\n- {id: b, question: q, expect: {z: y}}\n")
    first, second = error.splitlines()
    assert ":2: " in first
    assert ":3: " in second


def test_a_duplicate_id_names_both_lines(tmp_path: Path) -> None:
    case = "- {id: a, question: q, expect: {abstains: true}}\n"
    assert ":3: cases[1].id: 'a' is already the id of line 2" in _error(tmp_path, "cases:\n" + case * 2)


def test_a_source_that_the_archive_does_not_have_is_named_with_its_line(tmp_path: Path) -> None:
    loaded = load(_written(tmp_path, "cases:\n- id: a\n  question: q\n  source: Ledgr\n  expect: {abstains: true}\n"))
    with pytest.raises(SuiteError, match=r"my\.qa\.yaml:4: cases\[0\]\.source: .*Did you mean 'Ledger'\?"):
        check_sources(loaded, ["Ledger", "Wire"])


def test_suites_are_found_in_folders_and_a_missing_one_is_named(tmp_path: Path) -> None:
    path = _written(tmp_path, "")
    assert find([str(tmp_path), str(path)]) == [path]
    for missing in (tmp_path / "empty", tmp_path / "no.qa.yaml"):
        if missing.name == "empty":
            missing.mkdir()
        with pytest.raises(SuiteError, match=missing.name):
            find([str(missing)])


def test_the_shipped_schema_is_that_of_the_code() -> None:
    assert json.loads(SHIPPED.read_text("utf-8")) == json_schema()
    assert set(json_schema()["$defs"]["Expectations"]["properties"]) == set(Expectations.model_fields)


def test_the_shipped_schema_accepts_our_suite_and_refuses_a_misspelt_one() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    suite = yaml.load(OURS.read_text("utf-8"), yaml.BaseLoader)
    for case in suite["cases"]:  # the plain loader reads every value as text, an editor does not
        for expect in [case.get("expect", {}), *(turn["expect"] for turn in case.get("turns", []))]:
            if "abstains" in expect:
                expect["abstains"] = expect["abstains"] == "true"
            if "max_words" in expect:
                expect["max_words"] = int(expect["max_words"])
    assert not list(validator.iter_errors(suite))
    suite["cases"][0]["expect"]["contians"] = "x"
    assert list(validator.iter_errors(suite))


def test_our_suite_has_at_least_eighty_questions_of_every_kind_and_says_why_where_it_fails() -> None:
    cases = load(OURS).suite.cases
    assert len(cases) >= 80
    assert {case.kind for case in cases} >= {
        "why", "who", "when", "how many", "comparison", "timeline", "follow-up", "Korean", "unanswerable",
        "false premise", "outdated fact", "disagreement",
    }  # fmt: skip
    assert all(len(case.known_gap) > 20 for case in cases if case.known_gap is not None)


@given(st.text(max_size=60))
def test_any_text_is_a_suite_or_a_suite_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.qa.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        loaded = load(path)
    except SuiteError:
        return
    assert loaded.suite.cases
