"""The page's own words, in English and Korean."""

from clippings.serve.words.catalogue import CHOSEN, LANGUAGES, language_of, words

__all__ = ["CHOSEN", "LANGUAGES", "language_of", "words"]
