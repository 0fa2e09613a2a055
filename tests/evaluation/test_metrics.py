"""The figures are those of the literature, on cases that can be reckoned by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.evaluation import gates
from clippings.evaluation.clippings_judged import JudgedClipping
from clippings.evaluation.metrics import abstention, intervals, ranking
from clippings.evaluation.metrics.names import METRICS
from clippings.evaluation.metrics.short_answers import containment, token_f1
from clippings.evaluation.metrics.summary import summarise
from clippings.evaluation.results import CaseResult, TurnResult


def test_ranking_of_three_questions_by_hand() -> None:
    found = ranking.per_question([["a"], ["a", "b"], ["a"]], [{"a": 1, "x": 2}, {"x": 1, "a": 2, "b": 11}, {}])
    assert found["hit@1"] == [1, 0, 0]
    assert found["hit@5"] == [1, 1, 0]
    assert found["recall@10"] == [1, 0.5, 0]
    assert found["mrr"] == [1, 0.5, 0]
    ideal = 1 + 1 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx([1, (1 / math.log2(3)) / ideal, 0])


@given(st.lists(st.integers(1, 10), min_size=1, unique=True), st.integers(1, 10))
def test_a_hit_is_a_relevant_article_at_that_rank_or_before(ranks: list[int], wanted: int) -> None:
    found = ranking.per_question([[str(wanted)]], [{str(rank): rank for rank in ranks}])
    assert found["hit@5"] == [float(wanted in ranks and wanted <= 5)]
    assert found["mrr"] == pytest.approx([1 / wanted if wanted in ranks else 0.0])


def test_token_f1_and_containment() -> None:
    assert token_f1("the 300 trillion won.", "300 trillion won") == 1.0
    assert token_f1("it is 300 won", "300 trillion won") == pytest.approx(2 * 2 / 7)
    assert token_f1("nothing", "300") == 0.0
    assert containment("Seoul and  Tokyo", ["seoul and tokyo", "Busan"]) == 0.5
    assert containment("Seoul", [], ["Busan", "Seoul"]) == 1.0


def test_abstentions_are_counted() -> None:
    counted = abstention.count([True, True, False, False], [True, False, True, False])
    assert (counted.right, counted.given, counted.due) == (1, 2, 2)
    assert abstention.brier([0.5, 0.5], [True, False]) == 0.25


def test_intervals_are_wilson_s_and_repeatable() -> None:
    low, high = intervals.of_share(8, 10)
    assert (low, high) == pytest.approx((0.490, 0.943), abs=0.001)
    assert intervals.of_mean([0.0, 1.0, 1.0]) == intervals.of_mean([0.0, 1.0, 1.0])
    assert intervals.of_mean([0.4]) == (0.4, 0.4)


def _case(case_id: str, passed: bool, **turn: object) -> CaseResult:
    return CaseResult(
        id=case_id, passed=passed, turns=[TurnResult.model_validate({"question": "q", "expect": {}, **turn})]
    )


def _cited(relevant: bool | None) -> JudgedClipping:
    return JudgedClipping(url="u", title="t", source="s", published_at=None, number=1, text="", relevant=relevant)


def test_a_summary_has_only_what_some_question_bears_on() -> None:
    figures = summarise([_case("a", True), _case("b", False)])
    assert set(figures) == {"pass_rate"}
    assert figures["pass_rate"].value == 0.5


def test_a_summary_of_a_small_run_by_hand() -> None:
    figures = summarise(
        [
            _case("a", True, expect={"relevant": ["u"]}, relevant=["u"], ranks={"u": 1}, citations=[_cited(True)]),
            _case("b", False, expect={"cites": ["s"]}, citations=[_cited(False), _cited(True)], confidence=0.8),
            _case("c", True, expect={"abstains": True}, abstained=True, confidence=0.2, timings_ms={"total": 5.0}),
            _case("d", False, expect={"abstains": True}, confidence=0.9, timings_ms={"total": 15.0}),
        ]
    )
    values = {name: round(figure.value, 3) for name, figure in figures.items()}
    assert values["hit@1"] == 1.0
    assert values["cited_expected"] == 0.667
    assert values["cited_right"] == 1.0
    assert values["abstention_precision"] == 1.0
    assert values["abstention_recall"] == 0.5
    assert values["total_p50_ms"] == 10.0
    assert list(figures) == [name for name in METRICS if name in figures]


def test_gates_name_a_misspelt_metric_and_what_falls_short() -> None:
    with pytest.raises(ValueError, match=r"Did you mean 'hit@5'"):
        gates.parse(["hit5=0.9"])
    with pytest.raises(ValueError, match="no number"):
        gates.parse(["hit@5=high"])
    figures = summarise([_case("a", True, timings_ms={"total": 5.0}), _case("b", False)])
    assert not gates.fell_short(gates.parse(["pass_rate=0.5", "total_p50_ms=5"]), figures)
    assert len(gates.fell_short(gates.parse(["pass_rate=0.6", "total_p50_ms=4", "hit@1=0"]), figures)) == 3
