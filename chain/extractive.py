"""An answer in quotes: up to three sentences, across passages, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.core.types import Citation, Evidence

_MOST_SENTENCES = 3
_LEAST_SHARE_OF_BEST = 0.8
"""A further sentence is quoted only when it scores at least this much of the best one (docs/decisions/006)."""

_SAME_WORDS = 0.6
"""Two sentences that share more of their words than this (of the shorter one) say the same."""

_WORD = re.compile(r"\w+")


def choose(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences to quote, in reading order: the best one's article first, within an article as it was written.

    Args:
        evidence: Best first.
    """
    chosen: list[Evidence] = []
    for candidate in evidence:
        if chosen and candidate.score < chosen[0].score * _LEAST_SHARE_OF_BEST:
            break
        if any(_says_the_same(candidate, other) for other in chosen):
            continue
        chosen.append(candidate)
        if len(chosen) == _MOST_SENTENCES:
            break
    order = list(dict.fromkeys(one.passage.article.id for one in chosen))
    return sorted(chosen, key=lambda one: (order.index(one.passage.article.id), one.start))


def cite(chosen: Sequence[Evidence]) -> list[Citation]:
    """A citation for each chosen sentence, numbered from 1."""
    return [Citation(number, one.passage, one.quote, one.start, one.end) for number, one in enumerate(chosen, start=1)]


def text_of(citations: Sequence[Citation]) -> str:
    """The answer to read: each quote followed by its number in brackets."""
    return " ".join(f"{' '.join(citation.quote.split())} [{citation.number}]" for citation in citations)


def _says_the_same(one: Evidence, other: Evidence) -> bool:
    mine, theirs = (set(_WORD.findall(each.quote.lower())) for each in (one, other))
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) / shorter > _SAME_WORDS
