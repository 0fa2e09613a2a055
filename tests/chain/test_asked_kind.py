"""What kind of answer a question asks for, read off its words."""

from __future__ import annotations

import pytest

from clippings.chain.asked_kind import asked_kind


@pytest.mark.parametrize("verb", ["agree on", "report", "announce", "explain"])
def test_what_somebody_says_is_asked_for_and_no_name(verb: str) -> None:
    assert asked_kind(f"What did the harbour board {verb}?").kind == "other"
    assert asked_kind(f"Which ferry did the harbour board {verb}?").kind == "name"
