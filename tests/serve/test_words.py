"""The page says everything in both languages."""

from __future__ import annotations

import re

from clippings.serve.words import LANGUAGES, words


def test_every_word_is_there_in_every_language_with_the_same_places() -> None:
    english = words("en")
    for language in LANGUAGES:
        told = words(language)
        assert set(told) == set(english), language
        for key, text in told.items():
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key
            assert text.strip()
