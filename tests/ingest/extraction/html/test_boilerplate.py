"""Lines that are no part of an article are left out, and sentences that only begin like them stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.extraction.html.boilerplate import is_notice, same_headline, without_boilerplate
from clippings.ingest.extraction.html.read_more import points_elsewhere

SENTENCE = "The harbour of Lindholm was closed on Thursday after a storm tore two cranes from their rails."


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ten recipes for a rainy day",
        "RELATED STORIES",
        "Lesen Sie auch: Zehn Rezepte",
        "À lire aussi : dix recettes",
        "Leggi anche: Dieci ricette",
        "Lea también | Diez recetas",
        "Czytaj też: Dziesięć przepisów",
        "Читайте также: Десять рецептов",
        "延伸閱讀：十道食譜",
        "あわせて読みたい",
        "[관련기사]",
    ],
)
def test_a_pointer_to_other_articles_is_one_in_many_languages(line: str) -> None:
    assert points_elsewhere(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "This site uses cookies to remember you.",
        "Sign up for our newsletter and get the news in your inbox",
        "Follow us on Instagram",
        "Reporting by Ada Lind; Editing by Bo Kim",
        "© 2023 The Harbour Ledger. All rights reserved.",
        "Photo: Ada Lind / Ledger",
        "Email Ada Lind at ada@ledger.example or follow her.",
        "김보라 기자 bora@ilbo.example",
        "무단전재 및 재배포 금지",
    ],
)
def test_requests_rights_and_credits_are_notices(line: str) -> None:
    assert is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "Related costs rose by a fifth, the port said.",
        "Also on Thursday, the council voted for a new bridge.",
        "Read more books and you will live longer, librarians say.",
        "A deal can be reached by Friday, the union said.",
        "Cookies were handed to the passengers in the gym.",
        "Reporting from the quay was forbidden on Thursday.",
        "Copyright law will be changed next year, the minister said.",
        "Sigue la tensión en el puerto de Lindholm.",
        "記者會上，港務局長說港口週六恢復營運。",
        "The newsletter of the port has four thousand readers.",
    ],
)
def test_a_sentence_that_only_begins_like_one_stays(line: str) -> None:
    assert not points_elsewhere(line)
    assert not is_notice(line)
    assert line in without_boilerplate([SENTENCE, line, SENTENCE], [])


def test_the_headline_goes_with_what_stands_above_it_and_the_byline_under_it() -> None:
    lines = ["NEWS", "Storm closes harbour", "By Ada Lind", "March 16, 2023, 18:30", SENTENCE, "By noon it was over."]
    assert without_boilerplate(lines, ["Storm closes harbour"]) == lines[4:]


def test_a_lead_above_the_headline_stays() -> None:
    assert without_boilerplate([SENTENCE, "Storm closes harbour", SENTENCE], ["Storm closes harbour"]) == [SENTENCE] * 2


@pytest.mark.parametrize("heading", ["The winners of Euro 2024", "Study published in spring", "By the numbers"])
def test_a_heading_with_a_year_or_a_word_of_bylines_is_no_byline(heading: str) -> None:
    assert heading in without_boilerplate([SENTENCE, heading, SENTENCE], [])


def test_headlines_are_the_same_but_for_marks_capitals_and_the_site() -> None:
    assert same_headline("STORM closes “harbour”", "Storm closes harbour")
    assert same_headline("Storm closes harbour of Lindholm", "Storm closes harbour of Lindholm | Ledger")
    assert not same_headline("Storm", "Storm closes harbour of Lindholm")


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=8), st.lists(st.text(), max_size=2))
def test_no_line_is_made_up_or_moved(lines: list[str], headlines: list[str]) -> None:
    kept = without_boilerplate(lines, headlines)
    rest = iter(lines)
    assert all(line in rest for line in kept)
