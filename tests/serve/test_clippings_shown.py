"""The mark in an article's text is exactly the quote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clippings.core.visible_text import one_line
from clippings.serve.clippings_shown import paragraphs


@given(
    st.text(alphabet=st.sampled_from("ab c\n\r\u2028\u202e가é<&"), max_size=60), st.integers(0, 60), st.integers(0, 60)
)
def test_what_is_marked_is_the_visible_text_between_the_offsets(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = paragraphs(text, start, end)
    marked = "".join(piece.text for pieces in shown for piece in pieces if piece.is_quoted)
    assert marked.split() == _by_paragraph(text, start, end).split()
    whole = " ".join("".join(piece.text for piece in pieces) for pieces in shown)
    assert "".join(whole.split()) == "".join(one_line(text).split())


def _by_paragraph(text: str, start: int, end: int) -> str:
    """The same words by another way: character by character."""
    return "".join(
        character if character.isspace() else one_line(character)
        for at, character in enumerate(text)
        if start <= at < end
    )


def test_without_a_quote_nothing_is_marked() -> None:
    assert paragraphs("One.\n\nTwo.", None, None) == paragraphs("One.\n\nTwo.", 3, 3)
    assert [[piece.text.strip() for piece in pieces] for pieces in paragraphs("One.\n\nTwo.", None, None)] == [
        ["One."],
        ["Two."],
    ]
