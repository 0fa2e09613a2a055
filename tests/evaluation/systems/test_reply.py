"""Any JSON is a reply or is refused with a reason, and a reply is judged by what it gives."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.types import Question
from clippings.evaluation.results import TurnResult, turn_result
from clippings.evaluation.suites.expectations import failures
from clippings.evaluation.suites.suite import Asked
from clippings.evaluation.systems.answer import answer_of
from clippings.evaluation.systems.declining import declines
from clippings.evaluation.systems.reply import Reply, Unusable, parse, read_json

ASKED = Question("How tall is it?", datetime(2024, 1, 1, tzinfo=UTC))
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
_FIELDS = st.sampled_from([*Reply.model_fields, "other"])


@given(st.dictionaries(_FIELDS, _ANYTHING, max_size=8) | _ANYTHING)
def test_any_json_is_a_reply_or_refused(value: Any) -> None:
    try:
        reply = parse(read_json(json.dumps(value).encode()))
    except Unusable:
        return
    if reply.error is None:
        found = answer_of(reply, ASKED)
        assert found.answer.abstained or found.answer.text
        json.dumps(_judged(reply, {"cites": "a"}).model_dump(mode="json"))


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Unusable):
        read_json(raw)


def _judged(reply: Reply, expect: dict[str, Any]) -> TurnResult:
    asked = Asked.model_validate({"question": ASKED.text, "expect": expect})
    given = answer_of(reply, ASKED)
    failed = failures(asked.expect, given.answer, given.passages, lambda *_: 0.0)
    return turn_result(asked, given.answer, given.passages, failed, not_given=given.not_given)


def test_what_a_system_does_not_give_is_not_judged() -> None:
    expect = {"contains": "47.2", "cites": "Orbit", "relevant": "https://a.example/rocket"}
    bare = _judged(Reply(answer="It is 47.2 metres tall."), expect)
    assert (bare.failures, bare.not_judged) == ([], ["cites", "relevant"])
    assert bare.not_given == [
        "abstained",
        "citations",
        "confidence",
        "otherwise",
        "outcome",
        "passages",
        "quotes",
        "texts",
    ]
    assert bare.confidence is None
    silent = _judged(Reply(answer="It is 47.2 metres tall.", citations=[], passages=[]), expect)
    assert [one.expectation for one in silent.failures] == ["cites", "relevant"]
    assert silent.not_judged == []


def test_citations_are_addresses_or_objects() -> None:
    reply = parse(
        {
            "answer": "It is 47.2 metres tall [1].",
            "abstained": False,
            "citations": ["https://a.example/rocket", {"title": "The rocket", "source": "Orbit", "quote": "47.2 m"}],
        }
    )
    found = answer_of(reply, ASKED)
    assert [(one.number, one.passage.article.url, one.quote) for one in found.answer.citations] == [
        (1, "https://a.example/rocket", ""),
        (2, "", "47.2 m"),
    ]
    assert "abstained" not in found.not_given
    assert "quotes" not in found.not_given


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ({"published_at": "2022-03-15T23:30:00+00:00"}, "2022-03-15"),
        ({"published_at": "2022-03-16T08:30:00+09:00"}, "2022-03-16"),
        ({"published_at": "2022-03-15T23:30:00Z", "published_on": "2022-03-16"}, "2022-03-16"),
        ({"published_at": "some time ago"}, None),
        ({"published_at": None}, None),
    ],
)
def test_the_day_of_a_citation_is_that_of_its_source(published: dict[str, Any], day: str | None) -> None:
    reply = parse({"answer": "Yes.", "citations": [{"url": "https://a.example", **published}]})
    dated = answer_of(reply, ASKED).answer.citations[0].passage.article.dated
    assert (dated.date().isoformat() if dated else None) == day


@pytest.mark.parametrize(
    "answer",
    [
        "I don't know.",
        "I'm sorry, but I cannot answer that.",
        "The provided context does not mention the height of the rocket.",
        "There is no information about that in the articles.",
        "Empty Response",
        "The height is not specified in the given documents.",
        "기사에서 찾을 수 없습니다.",
    ],
)
def test_an_answer_that_declines_in_words_is_taken_so(answer: str) -> None:
    assert declines(answer, "ko" if "기사" in answer else "en")


@pytest.mark.parametrize(
    "answer",
    [
        "It is 47.2 metres tall.",
        "The minister said that he does not know who leaked it.",
        "No, the bridge did not fall.",
        "None of the ten passengers was hurt.",
        "The report found no evidence of fraud." + " It says more." * 40,
    ],
)
def test_an_answer_that_tells_something_is_none(answer: str) -> None:
    assert not declines(answer, "en")


def test_a_partial_answer_is_judged_only_where_the_system_names_outcomes() -> None:
    bare = _judged(Reply(answer="It is 47.2 metres tall."), {"outcome": "partly", "corrects_premise": True})
    assert bare.not_judged == ["outcome", "corrects_premise"]
    assert _judged(Reply(answer="It is 47.2 metres tall."), {"outcome": "answered"}).not_judged == []
