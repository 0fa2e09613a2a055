"""Where the names of a sentence may stand that it does not repeat itself: its headline and what is said around it."""

from __future__ import annotations

from clippings.core.types import Evidence

_CHARACTERS_BEFORE, _CHARACTERS_AFTER = 600, 300


def surroundings(one: Evidence) -> str:
    """A sentence, what stands around it and, as a sentence of its own, its headline."""
    article = one.passage.article
    around = article.text[max(0, one.start - _CHARACTERS_BEFORE) : one.end + _CHARACTERS_AFTER]
    return f"{article.title} . {around}"
