"""Which person a name means in an archive, and in which articles it is somebody else's."""

from __future__ import annotations

import pytest

from clippings.chain.speech.person import resolve, without_titles
from tests.chain.speech.test_utterances import article_of

MIRA = [article_of(f"Mira Olsen spoke of bridge {at}. Olsen then left.", article_id=at) for at in range(1, 8)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("President Mira Olsen", "Mira Olsen"),
        ("Prime Minister Olsen", "Olsen"),
        ("mira  olsen", "mira olsen"),
        ("Carl Lund Jr.", "Carl Lund"),
        ("박도현 시장", "박도현"),
        ("President", "President"),
    ],
)
def test_titles_are_no_part_of_a_name(typed: str, name: str) -> None:
    assert without_titles(typed) == name


def test_a_family_name_means_who_has_it_most_often_and_others_are_named() -> None:
    others = [article_of("Greta Olsen sang. Olsen bowed.", article_id=at) for at in (8, 9)]
    found = resolve("olsen", [*MIRA, *others])
    assert found is not None
    assert (found[0].name, found[1]) == ("Mira Olsen", ["Greta Olsen"])


def test_the_bare_family_name_is_not_taken_where_it_may_be_another() -> None:
    bare, other = article_of("Olsen said no.", article_id=10), article_of("Greta Olsen sang.", article_id=11)
    both = article_of("Mira Olsen met Greta Olsen. Olsen laughed.", article_id=12)
    alone = resolve("Mira Olsen", MIRA)
    assert alone is not None
    assert alone[0].named_in(bare) is not None
    found = resolve("Mira Olsen", [*MIRA, other, both])
    assert found is not None
    names = found[0].named_in(both)
    assert names is not None
    assert names[1] == ""
    assert found[0].named_in(other) is None
    assert found[0].named_in(bare) is None


@pytest.mark.parametrize(
    ("typed", "text", "short"),
    [
        ("Lin Meihua", "Lin Meihua spoke. Lin laughed. Then Lin left and Lin slept.", "Lin"),
        ("Ana de la Vega", "Ana de la Vega spoke. Then de la Vega left.", "de la Vega"),
        ("Sean O'Brien", "Sean O’Brien spoke. O’Brien left.", "O’Brien"),
        ("Jose Nunez", "José Núñez spoke. Núñez left.", "Nunez"),
        ("Mira Olsen", "Mira K. Olsen spoke. Olsen left.", "Olsen"),
    ],
)
def test_names_are_known_as_articles_write_them(typed: str, text: str, short: str) -> None:
    found = resolve(typed, [article_of(text)])
    assert found is not None
    assert found[0].short == short
    assert found[0].named_in(article_of(text)) is not None


def test_a_name_that_is_a_word_is_a_name() -> None:
    bills = [article_of(f"Bill Olsen fished for {at} days.", article_id=at + 10) for at in range(1, 4)]
    found = resolve("Mira Olsen", [*MIRA, *bills])
    assert found is not None
    assert found[0].namesakes == {"Bill"}
    several = article_of("Mira Olsen spoke of President Olsen. Olsen laughed.", article_id=20)
    names = found[0].named_in(several)
    assert names is not None
    assert names[1] == ""


def test_a_title_tells_who_has_but_one_name() -> None:
    queens = [article_of(f"Queen Alba spoke {at} times. Alba left.", article_id=at) for at in range(1, 4)]
    other = article_of("Terri Alba spoke. Alba left.", article_id=5)
    found = resolve("Queen Alba", [*queens, other])
    assert found is not None
    assert found[0].name == "Queen Alba"
    assert found[0].named_in(queens[0]) is not None
    assert found[0].named_in(other) is None
    alone = resolve("Alba", [*queens, other])
    assert alone is not None
    assert alone[0].name == "Alba"
    assert alone[0].named_in(other) is None


def test_nobody_of_the_name() -> None:
    assert resolve("Zorblax Quimby", MIRA) is None
    assert resolve("박도현", MIRA) is None
