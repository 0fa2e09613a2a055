"""The five criteria by which the EBU and the BBC audit answers about news, for answers worded by a chat model:
accuracy, sourcing, opinion as fact, editorialising, context."""

from __future__ import annotations

import pytest

from clippings.chain.generation.draft import CheckedText
from clippings.chain.verification.verifier import Fault, check
from tests.chain.conftest import evidence_of

_GIVEN = [
    evidence_of(
        "Exports of chips fell by a tenth in May, the Sorrel Institute said.", title="Chip exports", article_id=1
    ),
    evidence_of("The Sorrel bridge cost 310 million crowns.", title="Bridge opens", article_id=2),
    evidence_of("The harbour board may close the old quay in autumn.", title="Quay", article_id=3),
    evidence_of("Alder Bay beat Port Sorrel in the final after two late goals.", title="Final", article_id=4),
    evidence_of("Chip exports rose by a fifth over the whole year.", title="A year of chips", article_id=5),
]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Sorrel Institute said that exports of chips fell by a tenth in May [1].",
        "According to the Sorrel Institute, chip exports fell by a tenth in May [1].",
        "The Sorrel bridge cost 310 million crowns [2].",
        "The old quay may be closed by the harbour board in autumn [3].",
        "In the final, Alder Bay beat Port Sorrel [4].",
    ],
)
def test_what_keeps_to_the_article_stands(sentence: str) -> None:
    assert check(sentence, _GIVEN).fault is None


@pytest.mark.parametrize(
    ("criterion", "sentence", "fault"),
    [
        ("accuracy", "The Sorrel Institute said that exports of chips rose by a tenth in May [1].", "opposite"),
        ("accuracy", "The Sorrel Institute said that exports of chips fell by a fifth in May [1].", "words"),
        ("accuracy", "Port Sorrel beat Alder Bay in the final after two late goals [4].", "roles"),
        ("accuracy", "The Sorrel bridge was a gift [2].", "words"),
        ("sourcing", "The Sorrel bridge cost 310 million crowns [1].", "words"),
        ("sourcing", "The Sorrel bridge cost 310 million crowns [12].", "citation"),
        ("sourcing", "The Sorrel bridge cost 310 million crowns.", "citation"),
        ("sourcing", "Exports of chips cost the Sorrel Institute 310 million crowns [1][2].", "words"),
        ("opinion as fact", "Exports of chips fell by a tenth in May [1].", "attribution"),
        ("opinion as fact", "The harbour board closes the old quay in autumn [3].", "uncertainty"),
        ("editorialising", "The Sorrel bridge cost a shocking 310 million crowns [2].", "judgement"),
        ("editorialising", "Sadly, the Sorrel bridge cost 310 million crowns [2].", "words"),
    ],
)
def test_what_departs_from_the_article_does_not(criterion: str, sentence: str, fault: Fault) -> None:
    assert check(sentence, _GIVEN).fault == fault


def test_context_a_date_that_the_model_drops_is_added_once_an_article() -> None:
    text = CheckedText(_GIVEN)
    text.add(check("The Sorrel bridge cost 310 million crowns [2].", _GIVEN))
    text.add(check("The bridge cost 310 million crowns [2].", _GIVEN))
    assert text.so_far == (
        "The Sorrel bridge cost 310 million crowns (16 March 2023). [1] The bridge cost 310 million crowns. [1]"
    )


def test_what_fails_is_replaced_by_the_quote_that_it_was_made_of_and_that_is_told() -> None:
    text = CheckedText(_GIVEN)
    text.add(check("The Sorrel bridge cost 310 million crowns [2].", _GIVEN))
    text.add(check("Exports of chips fell by a tenth in May [1].", _GIVEN))
    assert "“Exports of chips fell by a tenth in May, the Sorrel Institute said.” [2]" in text.so_far
    assert text.notes == ("One sentence of the chat model replaced by the quote that it was made of.",)
