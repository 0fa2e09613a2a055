"""Questions in which one thing is exchanged for another of its kind."""

from __future__ import annotations

import random

import pytest

from clippings.evaluation.redteam.exchanges import Exchange, exchanges

TOLD = "Veltronix built the Sorrel bridge in Norway in March 2021. 48 cranes stood at the Suez Canal. Mia Lund spoke."


def _of(question: str, seed: int = 0) -> list[Exchange]:
    return list(exchanges(question, TOLD, random.Random(seed)))


@pytest.mark.parametrize(
    ("question", "was", "kind"),
    [
        ("Who built the bridge of Norway?", "Norway", "country"),
        ("Who built the bridge in March?", "March", "month"),
        ("Who built the bridge finished 2021?", "2021", "year"),
        ("Why did 48 cranes stand still?", "48", "number"),
        ("Why did cranes stand at the Suez Canal?", "Suez Canal", "water"),
        ("What did Mia Lund say of cranes?", "Mia Lund", "person"),
    ],
)
def test_one_thing_becomes_another_of_its_kind_that_the_articles_lack(question: str, was: str, kind: str) -> None:
    for seed in range(5):
        (one,) = _of(question, seed)
        assert (one.was, one.kind) == (was, kind)
        assert one.question == question.replace(was, one.put)
        assert one.put.casefold() not in TOLD.casefold()


@pytest.mark.parametrize(
    "question",
    [
        "What happened to Mia Lund?",  # of somebody else it is another question
        "Why did 40 cranes stand still?",  # the articles do not tell it
        "Who built the Sorrel?",  # of no kind
        "who built the bridge",
    ],
)
def test_nothing_else_is_exchanged(question: str) -> None:
    assert _of(question) == []


def test_the_same_seed_exchanges_the_same() -> None:
    question = "Who built the bridge in Norway in March 2021?"
    assert _of(question, 3) == _of(question, 3)
    assert len(_of(question)) == 3
