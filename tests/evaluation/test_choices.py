from __future__ import annotations

from collections.abc import Sequence

import pytest

from clippings.evaluation.choices import ChoiceEvidence, pick, supports


def _rarity(terms: Sequence[str], _group: str) -> dict[str, float]:
    return dict.fromkeys(terms, 2.0)


def _passage(text: str, chance: float = 0.5) -> ChoiceEvidence:
    return ChoiceEvidence("A headline", text, text, chance)


def test_the_choice_that_the_passages_name_is_supported_most() -> None:
    found = [_passage("Mira Olsen called the end of the ferry a loss.")]
    values = supports(["Jon Berg", "Mira Olsen", "Mira Berg"], found, [[], [], []], _rarity)
    assert values.index(max(values)) == 1
    assert values[0] == 0 < values[2] < values[1] / 20  # half of the words is far from half of the support


def test_a_better_passage_outweighs_a_worse_one() -> None:
    found = [_passage("It stops in May.", 0.6), _passage("It stops in June.", 0.2)]
    values = supports(["May", "June"], found, [[], []], _rarity)
    assert values[0] > 2 * values[1]


def test_words_that_all_choices_share_decide_nothing() -> None:
    found = [_passage("The price rose by ten crowns.")]
    values = supports(["ten crowns", "forty crowns"], found, [[], []], _rarity)
    assert values[1] == 0 < values[0]


@pytest.mark.parametrize(
    "question", ["All of these are ports except:", "Which of these is NOT a port?", "What isn't so?"]
)
def test_where_the_question_asks_which_is_not_so_the_least_supported_is_picked(question: str) -> None:
    assert pick(question, [3.0, 0.5, 2.0]) == 1
    assert pick("Which of these is a port?", [3.0, 0.5, 2.0]) == 0
