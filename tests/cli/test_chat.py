"""`clippings ask` alone is a small chat: a line is a question, an empty line or the end of input ends it."""

from __future__ import annotations

from tests.cli.conftest import CommandLine

_HEADLINE = "Why does Korea need Japan for R&D?"
_NOTHING = "How do I make a sourdough starter?"


def test_each_line_is_answered_until_an_empty_one(clippings: CommandLine) -> None:
    chat = clippings("ask", stdin=f"{_HEADLINE}\n{_NOTHING}\n\n{_HEADLINE}\n")
    assert chat.code == 0
    assert chat.stdout.count("[1] ") >= 1
    assert chat.stdout.count("The archive does not say.") == 1
    assert chat.stdout.count("as of") == 2


def test_each_line_is_answered_until_the_end_of_input(clippings: CommandLine) -> None:
    chat = clippings("ask", stdin=_HEADLINE)
    assert chat.code == 0
    assert chat.stdout.count("as of") == 1


def test_limits_hold_for_every_question_of_a_chat(clippings: CommandLine) -> None:
    chat = clippings("ask", "--as-of", "2019-12-31", stdin=f"{_HEADLINE}\n{_HEADLINE}\n")
    assert chat.code == 0
    assert chat.stdout.count("as of 31 December 2019") == 2
    assert "2023" not in chat.stdout
