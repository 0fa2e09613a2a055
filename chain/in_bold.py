"""Whether a short answer may stand in bold above the quotes: who reads it alone must not be misled.

A lower chance is enough to choose which quote comes first. For the words in bold, the sentence that holds them, or its
headline, must also name what the question names, with its year and its "second" or "third", and must not say that it
never was, no longer is or may yet be so; and no much newer article may say as much about what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.chain.asked_kind import NAMED, asked_kind
from clippings.chain.short_answer import ShortAnswer
from clippings.chain.support import ASKING, capitalised_names
from clippings.chain.surroundings import surroundings
from clippings.core.types import Evidence

LEAST_CHANCE = 0.4
"""In five folds of 2022, 0.23 of the questions get words in bold, of which 0.73 are right (docs/decisions/041)."""

_NEWER_DAYS = 100
_AS_MUCH = 0.9
_LOOKED_AT = 12
_ORDINAL = re.compile(r"\b(?:second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)|II|III|IV)\b|\d+차")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LAST = re.compile(r"\blast (?:year|season)|지난해|작년")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w&’'-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_DOUBT = re.compile(
    r"\b(?:never|no longer|not|nor|could|might|may|would|if|candidates?)\b|n['’]t\b"
    r"|\b(?:hop(?:es?|ing)|looking|trying|expected) to\b"
)
_CLAUSE_ENDS = re.compile(r"[,;:—–]")
_WHO_IS = re.compile(r"\s*who(?:['’]s| is| was| are| were)\s+(?P<who>.+?)[?.!\s]*$", re.IGNORECASE)
_EVERYWHERE = frozenset("us u.s usa america american uk u.k united states britain british".split())
"""Names that news of these countries leaves out."""


def is_sure(question: str, short: ShortAnswer, evidence: Sequence[Evidence]) -> bool:
    """Whether these words may be shown as the answer.

    Args:
        question: In English or Korean.
        short: From `short_answer.locate`.
        evidence: All that was found; tells which words of a question in lower case are names.
    """
    one = short.evidence
    told = f"{one.passage.article.title} {one.quote}"
    folded = told.casefold()
    if short.chance < LEAST_CHANCE or _is_superseded(one, evidence):
        return False
    named = names(question, evidence)
    return (
        not _asks_who_somebody_is(question, named)
        and all(_is_named(name, folded) for name in named)
        and all(ordinal.casefold() in folded for ordinal in _ORDINAL.findall(question))
        and all(_is_of(year, one, told) for year in _YEAR.findall(question))
        and (asked_kind(question).kind not in NAMED or not _is_in_doubt(question, short))
    )


def names(question: str, evidence: Sequence[Evidence]) -> set[str]:
    """The names in a question, in lower case: words with a capital, and those that the evidence writes with one."""
    found = {name.casefold() for name in capitalised_names(question)}
    told = " ".join(map(surroundings, evidence))
    for word in _WORD.findall(question):
        bare = _POSSESSIVE.sub("", word)
        if bare.islower() and len(bare) > 2 and bare not in found and bare not in ASKING:
            with_capital = rf"(?<=[a-z,;] ){re.escape(bare.capitalize())}(?!\w)|(?<!\w){re.escape(bare.upper())}(?!\w)"
            without = rf"(?<!\w){re.escape(bare)}(?!\w)"
            if len(re.findall(with_capital, told)) > 2 * len(re.findall(without, told)):
                found.add(bare)
    return found - _EVERYWHERE


def _asks_who_somebody_is(question: str, named: set[str]) -> bool:
    """Whether a life is asked for ("Who was Ada Lovelace?"), not a name."""
    found = _WHO_IS.match(question)
    return found is not None and all(_POSSESSIVE.sub("", word).casefold() in named for word in found["who"].split())


def _is_superseded(one: Evidence, evidence: Sequence[Evidence]) -> bool:
    dated = one.passage.article.dated
    return dated is not None and any(
        other.passage.article.dated is not None
        and (other.passage.article.dated - dated).days > _NEWER_DAYS
        and other.coverage >= _AS_MUCH * one.coverage
        for other in evidence[:_LOOKED_AT]
    )


def _is_named(name: str, folded: str) -> bool:
    """Also by a longer or shorter form ("Japan", "Japanese"), or by the first letters of its words."""
    if name in folded or (len(name) > 4 and name[:-1] in folded):
        return True
    return name.isalpha() and len(name) < 6 and name in "".join(word[0] for word in folded.split())


def _is_of(year: str, one: Evidence, told: str) -> bool:
    dated = one.passage.article.dated
    published = str(dated.year) if dated else ""
    return year in told or year == published or (bool(_LAST.search(told)) and str(int(year) + 1) == published)


def _is_in_doubt(question: str, short: ShortAnswer) -> bool:
    return not _DOUBT.search(question) and bool(_DOUBT.search(_clause(short)))


def _clause(short: ShortAnswer) -> str:
    """What is said around the words, up to the next commas."""
    quote = short.evidence.quote
    start, end = short.start - short.evidence.start, short.end - short.evidence.start
    before = max((found.end() for found in _CLAUSE_ENDS.finditer(quote, 0, start)), default=0)
    after = _CLAUSE_ENDS.search(quote, end)
    return quote[before : after.start() if after else len(quote)]
