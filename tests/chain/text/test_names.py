from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.text.names import CAPITAL, names_in

_CAPITAL = re.compile(CAPITAL)


@pytest.mark.parametrize("name", ["Åsa", "Öberg", "Łukasz", "Šimon", "Ñusta", "Жанна", "Ωmega", "Ḥasan", "Anna"])
def test_a_name_begins_with_a_capital_of_any_script(name: str) -> None:
    assert names_in(f"the minister {name} spoke") == {name}


@pytest.mark.parametrize("text", ["the minister spoke", "été ñandú øre жара", "장관이 말했다", "1234 %"])
def test_words_without_a_capital_are_no_names(text: str) -> None:
    assert names_in(text) == set()


@given(st.characters(max_codepoint=0xFF3A))
def test_the_class_holds_the_capitals_and_nothing_else(letter: str) -> None:
    assert bool(_CAPITAL.fullmatch(letter)) == (letter.isalpha() and (letter.isupper() or letter.istitle()))
