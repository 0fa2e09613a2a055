from __future__ import annotations

import pytest

from clippings.chain.verification.verifier import is_borne_out
from tests.chain.conftest import evidence_of

_GIVEN = [
    evidence_of("The Sorrel bridge cost 310 million crowns, Mira Olsen said.", title="Bridge opens"),
    evidence_of('Growers spoke of "the smallest harvest in a decade" after the frost.', article_id=2),
]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mira Olsen said the bridge cost 310 million crowns [1].",
        "According to Mira Olsen, the bridge cost 310 million crowns. [1]",
        'Growers expect "the smallest harvest in a decade" [2].',
        "On 16 March 2023 the cost was put at 310 million crowns. [1]",
        "Mira Olsen said the bridge cost 310 million crowns, and growers spoke of a small harvest after frost [1][2].",
    ],
)
def test_what_the_excerpts_say_is_kept(sentence: str) -> None:
    assert is_borne_out(sentence, _GIVEN)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge cost 310 million crowns.",
        "The bridge cost 340 million crowns [1].",
        "The bridge cost 310 million crowns [2].",
        "The bridge cost 310 million crowns [3].",
        "The bridge cost 310 million crowns [0].",
        "The minister Carl Bergman opened the bridge [1].",
        "Åsa Öberg said the bridge cost 310 million crowns [1].",
        "Łukasz Żal, Mira Olsen and Жанна Орлова said the bridge cost 310 million crowns [1].",
        'Growers expect "the worst harvest ever seen" [2].',
        "In 2019 the bridge cost 310 million crowns [1].",
        "Germany said the bridge cost 310 million crowns [1].",
        "The bridge did not cost 310 million crowns [1].",
        "The bridge cost 310 million crowns [1].",
        "The bridge was dear and the harvest small [1][2].",
    ],
)
def test_what_the_excerpts_do_not_say_is_refused(sentence: str) -> None:
    assert not is_borne_out(sentence, _GIVEN)
