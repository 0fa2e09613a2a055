"""For or against: only where somebody's own words say so."""

from __future__ import annotations

import pytest

from clippings.chain.speech.stance import Stance, stance
from clippings.vectorstore.lexical.tokenizers import terms


@pytest.mark.parametrize(
    ("text", "topic", "expected"),
    [
        ("“I strongly support the bridge toll,” Olsen said.", "bridge toll", "for"),
        ("Olsen said she would oppose a toll on trucks.", "toll", "against"),
        ("“We voted against the toll,” Olsen said.", "toll", "against"),
        ("“I don’t support the toll,” Olsen said.", "toll", None),
        ("“Shipowners oppose the toll,” Olsen said.", "toll", None),
        ("“He rejected the toll,” Olsen said of the mayor.", "toll", None),
        ("Olsen said she supports exemptions from the toll.", "toll", None),
        ("“I support the tunnel,” Olsen said of the toll.", "toll", None),
        ("“I support the toll. Then I opposed the toll,” Olsen said.", "toll", None),
        ("박 시장은 통행료에 반대한다고 말했다.", "통행료", "against"),
        ("박 시장은 통행료를 지지한다고 말하지 않았다.", "통행료", None),
    ],
)
def test_a_stance_is_told_only_where_it_is_said_outright(text: str, topic: str, expected: Stance | None) -> None:
    group = "ko" if "통" in topic else "en"
    assert stance(text, terms(topic, group), group) == expected
