"""Cases are asked again until that can tell nothing new; what flips is named."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from clippings.core.errors import WrongUsage
from clippings.evaluation.power import needed_for, points, power_of
from clippings.evaluation.results import CaseResult
from clippings.evaluation.stability import ask_again, stability_of
from clippings.evaluation.usage import parse_price, priced, usage_of
from tests.evaluation.conftest import a_case, a_run

_serial = count()


def _scripted(*outcomes: str) -> tuple[list[CaseResult], Callable[[int, int], CaseResult], list[tuple[int, int]]]:
    """Cases by their outcomes: `+` passes, `-` fails, each time in other words; `=` passes in the same words."""
    asked: list[tuple[int, int]] = []

    def attempt(place: int, number: int) -> CaseResult:
        asked.append((place, number))
        outcome = outcomes[place][number - 1]
        words = "The same." if outcome == "=" else f"Wording {next(_serial)}."
        return a_case(str(place), passed=outcome != "-", text=words)

    return [attempt(place, 1) for place in range(len(outcomes))], attempt, asked


def test_a_case_is_asked_until_it_flips_or_is_answered_alike_three_times() -> None:
    first, attempt, asked = _scripted("+-+++", "+++++", "=====")
    stability = stability_of(ask_again(first, 5, attempt), 5)
    assert [sum(place == one for place, _ in asked) for one in range(3)] == [2, 5, 3]
    assert (stability.attempts, stability.decided_early, stability.cases) == (10, 2, 3)
    (flip,) = stability.flips
    assert (flip.id, flip.passed, flip.attempts) == ("0", 1, 2)
    assert flip.failed_because == ["contains: miles"]
    assert list(stability.pass_at) == [1, 2, 4, 5]
    assert (stability.pass_at[1].value, stability.pass_at[5].value) == (1.0, 1.0)
    assert stability.pass_all[1].value == 1.0
    assert stability.pass_all[5].value == pytest.approx(2 / 3, abs=1e-4)
    assert "0: passed 1 of 2 times" in stability.text()


def test_every_time_asks_every_time_and_estimates_from_all() -> None:
    first, attempt, asked = _scripted("+-+-", "====")
    stability = stability_of(ask_again(first, 4, attempt, every_time=True), 4)
    assert len(asked) == 8
    assert stability.decided_early == 0
    assert stability.pass_at[1].value == pytest.approx(0.75)
    assert stability.pass_all[2].value == pytest.approx((1 / 6 + 1) / 2, abs=1e-4)


def test_all_are_asked_once_before_any_is_asked_again() -> None:
    first, attempt, asked = _scripted("++", "++")
    ask_again(first, 2, attempt)
    assert asked == [(0, 1), (1, 1), (0, 2), (1, 2)]


def test_a_flip_fails_a_run_unless_it_is_a_known_gap() -> None:
    first, attempt, _ = _scripted("+-")
    stability = stability_of(ask_again(first, 2, attempt), 2)
    ran = a_run(*first)
    assert ran.is_good
    assert not ran.model_copy(update={"stability": stability}).is_good
    gap = first[0].model_copy(update={"known_gap": "hard"})
    assert a_run(gap).model_copy(update={"stability": stability}).is_good


def test_a_run_costs_what_its_attempts_cost() -> None:
    case = a_case("a")
    turn = case.turns[0].model_copy(update={"tokens": {"input": 1_000, "output": 100}, "cpu_ms": 500.0})
    told = priced(case.model_copy(update={"turns": [turn]}), parse_price("2,10"))
    usage = usage_of([told, told], seconds=3.0)
    assert told.turns[0].cost_usd == pytest.approx(0.003)
    assert (usage.questions, usage.input_tokens, usage.output_tokens, usage.cpu_seconds) == (2, 2_000, 200, 1.0)
    assert usage.cost_usd == pytest.approx(0.006)
    assert "2,000 tokens read and 200 written, $0.0060" in usage.text()


@pytest.mark.parametrize("price", ["", "1", "a,b", "1,-2", "1,2,3", "nan,1", "inf,1"])
def test_what_is_no_price_is_wrong_usage(price: str) -> None:
    with pytest.raises(WrongUsage, match="is no price"):
        parse_price(price)


def test_the_number_of_questions_is_told_with_what_it_can_show() -> None:
    found = power_of(30)
    assert found is not None
    assert found.text().startswith("30 questions: 18 points")
    assert "less than 20 points may be chance" in found.text()
    few = power_of(3)
    assert few is not None
    assert "Too few" in few.text()
    assert power_of(0) is None
    assert (points(0.01), points(0.004)) == ("1 point", "0.4 points")


def test_a_comparison_says_how_many_questions_are_missing() -> None:
    needed = needed_for(4, 1, 30)
    assert needed.more is not None
    assert needed.more > 0
    assert f"{needed.more} more questions of this kind" in needed.text(4, 1, 0.375)
    assert "is not chance" in needed_for(20, 2, 60).text(20, 2, 0.0001)
    assert "No question of 60 changed" in needed_for(0, 0, 60).text(0, 0, 1.0)
    assert "As many got better as worse" in needed_for(3, 3, 60).text(3, 3, 1.0)
    assert "No question was asked alike" in needed_for(0, 0, 0).text(0, 0, 1.0)
