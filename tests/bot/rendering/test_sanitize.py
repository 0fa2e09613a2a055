from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given

from clippings.bot.rendering import sanitize as safe_text
from tests.bot import hostile, rendered


@given(hostile.texts)
def test_others_words_are_shown_as_themselves_and_do_nothing(text: str) -> None:
    clean = safe_text.one_line(text)
    markdown = safe_text.escaped(clean)
    assert rendered.kinds(markdown) <= {"paragraph", "inline", "text"}
    assert rendered.shown(markdown).replace("\u200b", "") == clean


@given(hostile.texts)
def test_several_lines_of_others_words_do_nothing_either(text: str) -> None:
    markdown = safe_text.escaped(safe_text.lines(text))
    assert rendered.kinds(markdown) <= {"paragraph", "inline", "text", "break"}


def test_small_print_at_the_start_of_a_line_is_escaped() -> None:
    assert safe_text.escaped("-# small\n> - quoted") == "\\-\u200b\\# small\n\\> \\- quoted"
    for text in ("-# @everyone", "\n-# @everyone", "> -# small", "-#-# small", "a\n-# b\n-# c"):
        assert "subtext" not in rendered.kinds(safe_text.escaped(text))


@given(hostile.texts)
def test_nothing_that_others_wrote_mentions_anyone(text: str) -> None:
    for safe in (safe_text.escaped(safe_text.one_line(text)), safe_text.plain(text)):
        assert not re.search(r"@(everyone|here|[!&]?\d{17,20})", safe)


@given(hostile.texts)
def test_no_control_override_or_surrogate_survives(text: str) -> None:
    assert not {unicodedata.category(character) for character in safe_text.one_line(text)} & {"Cc", "Cs", "Co"}
    assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u3164]", safe_text.one_line(text))


def test_a_mention_split_by_an_invisible_character_stays_defused() -> None:
    assert "@everyone" not in safe_text.escaped(safe_text.one_line("@every\u200bone"))


def test_a_bare_address_in_an_article_does_not_become_a_link() -> None:
    assert rendered.links(safe_text.escaped("see https://evil.example/x")) == []


def test_joiners_that_spelling_and_emoji_need_are_kept() -> None:
    assert safe_text.one_line("می\u200cخواهم 👩\u200d👧") == "می\u200cخواهم 👩\u200d👧"
    assert safe_text.one_line("ev\u200dil") == "evil"


def test_marks_cannot_pile_up_over_the_lines_around() -> None:
    assert len(safe_text.one_line("Z" + "\u0334" * 40)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "in /srv/clippings/vectors.",
        "in C:\\Users\\ann\\archive",
        "at file:///srv/ann/a.html",
        "in /srv/ann/x cannot be read",
    ],
)
def test_folders_of_the_bots_machine_are_not_shown(text: str) -> None:
    shown = safe_text.without_paths(text)
    assert "…" in shown
    assert not any(part in shown for part in ("srv", "/ann", "\\ann", "home"))


def test_addresses_and_fractions_are_not_taken_for_folders() -> None:
    text = "https://paper.example/a/b, and/or 1/2/3"
    assert safe_text.without_paths(text) == text
