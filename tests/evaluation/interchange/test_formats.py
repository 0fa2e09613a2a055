"""Files of other tools become suites, and suites theirs; what cannot be said is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.errors import WrongUsage
from clippings.evaluation.interchange import rows
from clippings.evaluation.interchange.formats import FORMATS, import_value
from clippings.evaluation.interchange.imported import Imported
from clippings.evaluation.suites.suite import Case
from tests.cli.conftest import CommandLine, clippings_alone

__all__ = ["clippings_alone"]

_WORDS = st.text(min_size=1, max_size=30).filter(lambda text: text.split() != [])


def _imported(value: Any, name: str | None = None) -> Imported:
    return import_value(value, "file", name)[1]


def test_assertions_of_benchmarkqed_become_facts() -> None:
    found = _imported(
        [
            {
                "question_id": "q1",
                "question_text": "When does the ferry stop?",
                "assertions": [
                    "The response should align with the following ground truth text: The ferry stops in May.",
                    "The response should be concise.",
                    "The response should state that the harbour is to be dredged",
                    {"statement": "The mayor announced it.", "score": 8},
                ],
            },
            {"question_id": "q2", "question_text": "And?", "assertions": ["The response should be short."]},
            {"question_text": "", "assertions": ["x"]},
        ]
    )
    (case,) = found.cases
    facts = [fact["fact"] for fact in case.fields["expect"]["facts"]]
    assert facts == ["The ferry stops in May.", "The harbour is to be dredged", "The mayor announced it."]
    assert case.left_out == ["of the answer's form: The response should be concise."]
    assert [(one.row, one.reason.split(" (")[0]) for one in found.rejected] == [
        (2, "none of its assertions states a fact"),
        (3, "it has no question"),
    ]


def test_nuggets_of_trec_keep_what_is_vital() -> None:
    found = _imported(
        [
            {
                "qid": 2027,
                "query": "ferry closure",
                "nuggets": [
                    {"text": "It stops in May", "importance": "vital", "assignment": "support"},
                    {"text": "It is blue", "importance": "okay"},
                    {"text": "  "},
                ],
            }
        ]
    )
    (case,) = found.cases
    assert case.fields["id"] == "2027"
    assert case.fields["expect"]["facts"] == [{"fact": "It stops in May"}, {"fact": "It is blue", "vital": False}]
    assert case.left_out == ["a nugget without words"]


PROMPTFOO = """
prompts: ['Answer: {{question}}']
defaultTest:
  assert: [{type: not-icontains, value: as an AI}]
tests:
- description: ferry
  vars: {question: When does the ferry stop?, month: May}
  assert:
  - {type: contains, value: '{{month}}'}
  - {type: icontains-any, value: [dredging, works]}
  - {type: contains-any, value: [a.b, c]}
  - {type: regex, value: 'M(?<rest>ay)'}
  - {type: factuality, value: The ferry stops in May.}
  - {type: similar, value: It stops in May., threshold: 0.7}
  - {type: llm-rubric, value: is polite}
  - {type: regex, value: '(unclosed'}
  - {type: javascript, value: output.length < 10}
  - {type: word-count, value: {max: 50}}
- vars: {a: 1, b: 2}
  assert: [{type: contains, value: x}]
- vars: {question: Is it polite?}
  assert: [{type: llm-rubric, value: is polite}]
"""


def test_tests_of_promptfoo_become_cases_and_what_needs_a_grader_is_named() -> None:
    found = _imported(rows.parse(PROMPTFOO.encode(), "promptfooconfig.yaml"))
    case, third = found.cases
    assert case.fields["id"] == "ferry"
    assert case.fields["expect"] == {
        "contains": ["May"],
        "contains_any": ["dredging", "works"],
        "matches": ["(?-i:M(?P<rest>ay))", r"(?:a\.b|c)"],
        "must_not_match": [r"as\ an\ AI"],
        "facts": [{"fact": "The ferry stops in May."}],
        "similar_to": {"text": "It stops in May.", "threshold": 0.7},
        "max_words": 50,
    }
    assert case.left_out == ["llm-rubric: is polite", "regex: (unclosed", "javascript: output.length < 10"]
    assert (third.fields["id"], third.left_out) == ("row-3", ["llm-rubric: is polite"])
    assert [one.row for one in found.rejected] == [2]


def test_a_csv_of_promptfoo_has_its_expectations_in_columns() -> None:
    text = (
        "question,__expected,__expected2,__metadata:category\n"
        'When?,"contains-any:May, June",similar(0.6):In May,ferries\n'
        "Where?,Aldersea,,\nWhy?,,,\n"
    )
    found = _imported(rows.parse(text.encode(), "tests.csv"))
    first, second = (case.fields for case in found.cases)
    assert first["expect"] == {"contains_any": ["May", "June"], "similar_to": {"text": "In May", "threshold": 0.6}}
    assert first["kind"] == "ferries"
    assert second["expect"] == {"matches": [r"\A\s*Aldersea\s*\Z"]}
    assert [one.row for one in found.rejected] == [3]


def test_the_reference_of_ragas_is_told_in_sentences() -> None:
    found = _imported(
        [
            {"user_input": "When?", "reference": "It stops in May. The mayor said so.", "reference_contexts": ["..."]},
            {"question": "Where?", "ground_truths": ["In Aldersea."], "contexts": []},
            {"user_input": [{"type": "human", "content": "Hi"}], "reference": "Hi."},
            {"user_input": "Why?", "reference": ""},
        ]
    )
    assert [[fact["fact"] for fact in case.fields["expect"]["facts"]] for case in found.cases] == [
        ["It stops in May.", "The mayor said so."],
        ["In Aldersea."],
    ]
    assert [one.row for one in found.rejected] == [3, 4]


def test_ids_name_tests_and_are_unlike() -> None:
    nuggets = [{"text": "x"}]
    value = [{"qid": qid, "query": "Q?", "nuggets": nuggets} for qid in ("a::b", "a:b", None, "line\nbreak", "a:b")]
    assert [case.fields["id"] for case in _imported(value).cases] == ["a:b", "a:b-2", "row-3", "line break", "a:b-3"]


def test_what_is_written_is_read_again() -> None:
    facts = [{"fact": "It stops in May."}, {"fact": "It is blue.", "vital": False}]
    case = Case.model_validate({"id": "ferry", "question": "When?", "expect": {"facts": facts, "contains": "May"}})
    for name, form in FORMATS.items():
        text = form.text(form.write([case]))
        ending = {"promptfoo": "yaml", "benchmarkqed": "json"}.get(name, "jsonl")
        (again,) = _imported(rows.parse(text.encode(), f"file.{ending}"), name).cases
        assert (again.fields["id"], again.fields["question"]) == ("ferry", "When?")
        assert "It stops in May." in [fact["fact"] for fact in again.fields["expect"]["facts"]]


def test_patterns_keep_their_capitals_there_and_back() -> None:
    expect = {"matches": ["(?-i:May|June)"], "must_not_match": [r"\Anever"], "says_nothing_about": "weather"}
    case = Case.model_validate({"id": "a", "question": "When?", "expect": expect})
    (test,) = FORMATS["promptfoo"].write([case])
    assert test["assert"] == [
        {"type": "regex", "value": "May|June"},
        {"type": "not-regex", "value": "(?i:^never)"},
        {"type": "not-icontains", "value": "weather"},
    ]
    assert _imported([test]).cases[0].fields["expect"]["matches"] == ["(?-i:May|June)"]


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("qid query question nuggets assertions vars assert user_input reference id".split()),
            st.none() | _WORDS | st.lists(_WORDS | st.dictionaries(st.sampled_from(["text", "type", "value"]), _WORDS)),
            max_size=5,
        )
        | st.none()
        | _WORDS,
        max_size=4,
    ),
    st.sampled_from([*FORMATS, None]),
)
def test_each_row_is_a_valid_case_or_rejected(value: list[Any], name: str | None) -> None:
    try:
        found = _imported(value, name)
    except WrongUsage:
        return
    assert len(found.cases) + len(found.rejected) == len(value)
    ids = [Case.model_validate(case.fields).id for case in found.cases]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xfe", "a.json"),
        (b"{", "a.json"),
        (b"[" * 100_000, "a.json"),
        (b"[" * 100_000, "a.yaml"),
        (b"a: &a [x]\nb: [*a, *a]", "a.yaml"),
        (b"a: [", "a.yaml"),
        (b"a: 2023-99-99", "a.yaml"),
        (b'a: "\\ud800"', "a.yaml"),
        (b"a: 0x" + b"f" * 9_000, "a.yaml"),
        (b'a\n"never closed', "a.csv"),
    ],
)
def test_what_is_no_file_is_wrong_usage(content: bytes, name: str) -> None:
    with pytest.raises(WrongUsage):
        rows.parse(content, name)


def test_a_line_that_is_no_json_is_told_and_the_rest_go_on() -> None:
    text = '{"qid": "a", "query": "Q?", "nuggets": [{"text": "x"}]}\n{broken\n\n{"qid": "b"}\n'
    found = _imported(rows.parse(text.encode(), "nuggets.jsonl"))
    assert [case.fields["id"] for case in found.cases] == ["a"]
    assert [one.row for one in found.rejected] == [2, 3]


def test_the_commands_print_a_suite_that_runs_and_their_files(clippings_alone: CommandLine, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text(
        json.dumps({"qid": "a", "query": "Q?", "nuggets": [{"text": "It rains\x85here: yes"}, {}]}) + "\n{\n"
    )
    made = clippings_alone("eval", "import", theirs)
    assert made.code == 0
    assert "row 2: it is not JSON" in made.stderr
    assert "1 cases, 1 rows that are none, 1 expectations left out." in made.stderr
    suite = tmp_path / "made.qa.yaml"
    suite.write_text(made.stdout, "utf-8")
    back = clippings_alone("eval", "export", suite, "--format", "nuggets")
    assert json.loads(back.stdout)["nuggets"][0]["text"] == "It rains here: yes"
    assert clippings_alone("eval", "export", suite, "--format", "word").code == 2
    assert clippings_alone("eval", "import", theirs, "--format", "ragas").code == 2
    assert clippings_alone("eval", "import", tmp_path / "none.json").code == 2
