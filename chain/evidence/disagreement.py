"""Where two articles give different numbers for the same thing, and which of them is newer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from clippings.chain.messages import message
from clippings.core.time_window import day_in
from clippings.core.types import Evidence
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_ALIKE = 0.7
"""Share of their words without numbers, of the shorter sentence, from which two sentences tell of the same thing."""

_FEWEST_WORDS = 4
_COUNTED = re.compile(
    r"(?<![\w.,])(?:[$€£¥] ?)?(\d[\d,]*(?:\.\d+)?)(?: (?:million|billion|trillion|thousand))?"
    r"(?:%| ?per cent| ?percent| (\w+))"
)
_MONTHS = set("january february march april may june july august september october november december".split())


def disagreement(found: Sequence[Evidence], language: str = "en") -> str | None:
    """What two excerpts of different articles say differently, as a sentence for the reader; None where none do.

    Only a number before the same noun in sentences with the same words counts: rather silent than wrong.

    Args:
        found: What is cited.
        language: In which to say it.
    """
    for one, other in combinations(found, 2):
        mine, theirs = one.passage.article, other.passage.article
        if mine.id == theirs.id or mine.language != theirs.language or not (mine.dated and theirs.dated):
            continue
        group = group_of(mine.language)
        if not _alike(one.quote, other.quote, group):
            continue
        here, there = _counted(one.quote), _counted(other.quote)
        for noun in here.keys() & there.keys():
            if here[noun] == there[noun]:
                continue
            newer, older = sorted((one, other), key=lambda each: str(each.passage.article.dated), reverse=True)
            key = "sources_differ_newer_first" if mine.dated != theirs.dated else "sources_differ"
            return message(key, language, one=_told(newer, noun, language), other=_told(older, noun, language))
    return None


def _alike(one: str, other: str, group: str) -> bool:
    mine, theirs = ({word for word in terms(text, group) if not word.isdigit()} for text in (one, other))
    shorter = min(len(mine), len(theirs))
    return shorter >= _FEWEST_WORDS and len(mine & theirs) / shorter >= _ALIKE


def _counted(sentence: str) -> dict[str, str]:
    """The number before each noun, where there is one number before it."""
    found: dict[str, set[str]] = {}
    for match in _COUNTED.finditer(sentence):
        noun = (match[2] or "%").lower()
        if noun not in _MONTHS:
            found.setdefault(noun, set()).add(match[1])
    return {noun: next(iter(numbers)) for noun, numbers in found.items() if len(numbers) == 1}


def _told(one: Evidence, noun: str, language: str) -> str:
    article = one.passage.article
    number = _counted(one.quote)[noun]
    unit = noun if noun == "%" else f" {noun}"
    on = day_in(article.dated, language)
    return message("has_number", language, source=article.source, day=on, number=f"{number}{unit}")
