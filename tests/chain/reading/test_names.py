from __future__ import annotations

from clippings.chain.reading.names import names_of_question
from tests.chain.conftest import evidence_of


def test_names_in_lower_case_are_known_by_how_the_articles_write_them() -> None:
    evidence = [evidence_of("In May, Westland asked the League, and the league of ports agreed with Westland.")]
    assert names_of_question("when did westland join the league of ports", evidence) == {"westland"}
    assert names_of_question("When did Westland join?", []) == {"westland"}
