from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.verification.support import support

_PROOF = (
    "The Sorrel bridge did not open in March, but its two ramps, 1,200 metres long, carried 12 buses for Norway's Aker."
)


@pytest.mark.parametrize(
    ("claim", "context"),
    [
        ("The Sorrel bridge did not open in March.", ""),
        ("Two ramps carried 12 buses.", ""),
        ("Its second ramp, 1200 metres long, carried buses.", ""),
        ("The Norwegian Aker's buses were carried by the ramps.", "Norwegian company"),
        ("In 2023 the ramps carried buses.", "16 March 2023"),
    ],
)
def test_what_is_said_in_other_words_holds(claim: str, context: str) -> None:
    assert support(claim, _PROOF, context).holds


@pytest.mark.parametrize(
    ("claim", "part"),
    [
        ("The Sorrel bridge opened in March.", "negation"),
        ("The ramps did not carry buses.", "negation"),
        ("Three ramps carried 12 buses.", "numbers"),
        ("Two ramps carried 120 buses.", "numbers"),
        ("Sweden's Aker had 12 buses.", "names"),
        ("Two ramps carried 12 buses for Olsen.", "names"),
        ('The ramps are "a wonder of our time".', "quotes"),
    ],
)
def test_what_differs_is_named(claim: str, part: str) -> None:
    found = support(claim, _PROOF)
    assert not getattr(found, part)
    assert not found.holds


def test_a_sentence_about_something_else_is_not_covered() -> None:
    assert support("Apple growers expect a small harvest after the frost.", _PROOF).coverage < 0.2


def test_a_denial_in_korean_is_seen() -> None:
    proof = "한국은행은 기준금리를 올리지 않았다."
    assert support("한국은행은 기준금리를 올리지 않았다.", proof).holds
    assert not support("한국은행은 기준금리를 올렸다.", proof).negation


@given(st.text(max_size=200))
def test_every_text_bears_itself_out_or_says_why_not(text: str) -> None:
    found = support(text, text)
    assert found.numbers
    assert found.names
    assert found.coverage == 1.0
