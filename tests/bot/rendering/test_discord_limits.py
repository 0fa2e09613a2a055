from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.discord_limits import fitted, size
from tests.bot import hostile


@given(hostile.long_texts, st.integers(0, 500))
def test_a_cut_text_always_fits(text: str, limit: int) -> None:
    assert size(fitted(safe_text.one_line(text), limit, safe_text.escaped)) <= limit


@given(hostile.texts, st.integers(1, 200))
def test_a_cut_never_leaves_half_an_escape(text: str, limit: int) -> None:
    cut = fitted(safe_text.one_line(text), limit, safe_text.escaped)
    body = cut.removesuffix("…")
    assert (len(body) - len(body.rstrip("\\"))) % 2 == 0


def test_a_text_that_fits_is_left_alone() -> None:
    assert fitted("Ferries will stop.", 18) == "Ferries will stop."


def test_a_cut_is_made_between_words_and_marked() -> None:
    assert fitted("Ferries will stop on the same day.", 20) == "Ferries will stop…"


def test_a_text_without_spaces_is_cut_where_it_must_be() -> None:
    assert fitted("日本語のニュースが続く", 6) == "日本語のニ…"


def test_emoji_count_as_the_two_units_that_clients_count() -> None:
    assert size("👍") == 2
    assert fitted("👍👍👍", 5) == "👍👍…"
