"""Every message that an asker may read is there in English and in Korean, and takes the same values."""

from __future__ import annotations

import string

import pytest

from clippings.chain.messages import message
from clippings.chain.messages.catalogue import FALLBACK, FOLDER, messages


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_english_and_korean_have_the_same_messages_with_the_same_values() -> None:
    english, korean = messages("en"), messages("ko")
    assert english.keys() == korean.keys()
    for key, text in english.items():
        assert _names(korean[key]) == _names(text) or _names(text) - _names(korean[key]) <= {"count"}, key


def test_no_language_has_a_message_that_english_lacks() -> None:
    for file in FOLDER.glob("*.toml"):
        assert messages(file.stem).keys() <= messages(FALLBACK).keys()


def test_a_language_without_a_translation_is_told_in_english() -> None:
    assert message("does_not_say", "ja") != message("does_not_say", "en")
    assert message("vectors_in_use", "ja") == message("vectors_in_use", "en")
    assert message("does_not_say", "../en") == message("does_not_say", "en")


def test_a_message_that_there_is_none_of_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("nothing_of_the_kind", "en")
