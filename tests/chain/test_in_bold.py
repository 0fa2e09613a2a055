"""Words in bold are read alone: they stand there only where the sentence that has them speaks of what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clippings.chain.in_bold import LEAST_CHANCE, is_sure, names
from clippings.chain.short_answer import ShortAnswer
from clippings.core.types import Evidence
from tests.chain.conftest import evidence_of


def short(sentence: str, words: str, chance: float = 0.9, title: str = "A headline") -> ShortAnswer:
    start = sentence.index(words)
    return ShortAnswer(words, evidence_of(sentence, title=title), start, start + len(words), chance)


def is_bold(question: str, answer: ShortAnswer, *others: Evidence) -> bool:
    return is_sure(question, answer, [answer.evidence, *others])


def test_it_must_be_likely() -> None:
    sentence = "The ferry to Gale Island sails at nine."
    assert is_bold("When does the ferry sail?", short(sentence, "nine", LEAST_CHANCE))
    assert not is_bold("When does the ferry sail?", short(sentence, "nine", LEAST_CHANCE - 0.01))


@pytest.mark.parametrize("question", ["When did Westland join the Baltic League?", "when did westland join the league"])
def test_another_ones_fact_is_not_given_as_this_ones(question: str) -> None:
    told = short("Eastland joined the League on 4 April 2023.", "4 April 2023")
    aside = evidence_of("Its neighbour, Westland, waits for the League.", article_id=2)
    assert not is_bold(question, told, aside)
    assert is_bold("When did Eastland join the League?", told, aside)
    assert is_bold("When did Westland join the League?", replace(told, evidence=_under("Westland in the League", told)))


def _under(title: str, told: ShortAnswer) -> Evidence:
    return evidence_of(told.evidence.quote, title=title)


@pytest.mark.parametrize(
    ("question", "sentence", "words", "is_bold_then"),
    [
        ("Who won the 2018 regatta?", "Mira Olsen won the regatta.", "Mira Olsen", False),
        ("Who won the 2023 regatta?", "Mira Olsen won the regatta.", "Mira Olsen", True),  # printed in 2023
        ("Who won the 2022 regatta?", "Mira Olsen won the regatta last year.", "Mira Olsen", True),
        ("When was the second launch?", "The launch was on 3 May.", "3 May", False),
        ("When was the second launch?", "The second launch was on 3 May.", "3 May", True),
        ("Who runs the harbour?", "Mira Olsen no longer runs the harbour.", "Mira Olsen", False),
        ("Who won the regatta?", "Mira Olsen is looking to defend her title.", "Mira Olsen", False),
        ("Who could win the regatta?", "Mira Olsen could win it.", "Mira Olsen", True),
        ("Who runs the harbour?", "Mira Olsen runs it, and it does not pay.", "Mira Olsen", True),
        ("Who was Mira Olsen?", "Mira Olsen was born in Port Sorrel.", "Port Sorrel", False),
    ],
)
def test_what_the_sentence_says_must_be_what_was_asked(
    question: str, sentence: str, words: str, is_bold_then: bool
) -> None:
    assert is_bold(question, short(sentence, words)) is is_bold_then


def test_an_older_article_is_not_given_where_a_newer_one_says_as_much() -> None:
    told = short("Mira Olsen won the regatta.", "Mira Olsen")
    newer = evidence_of("Jon Berg won the regatta.", article_id=2)
    dated = replace(newer.passage.chunk.article, published_at=datetime(2024, 3, 1, tzinfo=UTC))
    passage = replace(newer.passage, chunk=replace(newer.passage.chunk, article=dated))
    assert is_bold("Who won the regatta?", told, newer)
    assert not is_bold("Who won the regatta?", told, replace(newer, passage=passage))


def test_names_in_lower_case_are_known_by_how_the_articles_write_them() -> None:
    evidence = [evidence_of("In May, Westland asked the League, and the league of ports agreed with Westland.")]
    assert names("when did westland join the league of ports", evidence) == {"westland"}
    assert names("When did Westland join?", []) == {"westland"}
