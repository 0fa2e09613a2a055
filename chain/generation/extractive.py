"""An answer in quotes: the sentences that answer, 80 to 150 words of them, each with its citation; more on demand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.chain.generation.self_contained import whole
from clippings.chain.supersession.values import are_of_other_numbers, full_names
from clippings.chain.text.correction_notes import corrects
from clippings.core.sentences import Span
from clippings.core.time_window import TimeWindow
from clippings.core.types import Citation, Evidence

_MOST_MORE = 5

_SAME_WORDS = 0.6
"""Two sentences that share more of their words than this (of the shorter one) say the same."""

_SAYS_LITTLE = ("It ", "He ", "She ", "This ", "That ", "이는 ", "그는 ")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Length:
    """How much is quoted."""

    words: int
    """Of quotes in the answer that is shown."""
    quotes: int
    """However short they are: Korean says with 80 words what English says with 160."""
    share_of_best: float
    """A further sentence is quoted only when its chance to answer is at least this much of the best one's."""
    share_in_another_article: float
    """The same where it is of another article than the best: that one is about what was asked, another may not be."""


FACT = Length(words=80, quotes=5, share_of_best=0.15, share_in_another_article=0.3)
"""For questions that a few words answer: half a minute's reading."""

STATEMENT = Length(words=120, quotes=4, share_of_best=0.15, share_in_another_article=0.3)
"""For questions that a sentence or two answer, with what stands around: why, yes or no, what is new."""

ACCOUNT = Length(words=150, quotes=7, share_of_best=0.15, share_in_another_article=0.3)
"""For the rest: how, what happened, what somebody said, lists and comparisons. On people's questions, shares of 0.1 and
0.2 tell no more, of 0.3 and 0.5 a sixth less (docs/decisions/071)."""

BY_WORDS = Length(words=80, quotes=5, share_of_best=0.3, share_in_another_article=0.6)
"""Where words chose the sentences, whose chances lie nearer together."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is shown, the likeliest first, and what further quotes there are, in reading order."""

    shown: list[Evidence]
    more: list[Evidence]


def choose(
    evidence: Sequence[Evidence],
    first: Evidence | None = None,
    *,
    around: TimeWindow | None = None,
    length: Length = BY_WORDS,
) -> Quoted:
    """The sentences to quote.

    A sentence that cannot be read alone brings the one that it leans on, as one quote; speech without its speaker is
    left out (see `whole_statement`). A quote that reaches into another one becomes one with it.

    Args:
        evidence: Best first.
        first: A sentence to lead with, whatever its score: the one that holds the short answer.
        around: The time that the question is about. Beside an article of that time none of another time is quoted.
        length: How much is quoted.
    """
    ordered = [first, *(one for one in evidence if one is not first)] if first is not None else list(evidence)
    shown: list[Evidence] = []
    more: list[Evidence] = []
    left = length.words
    for candidate in ordered:
        if shown and candidate.score < evidence[0].score * _least_share(candidate, shown[0], length):
            continue
        if shown and _is_of_another_time(candidate, shown[0], around):
            continue
        quote = _as_quote(candidate)
        if quote is None:
            continue
        touched = next((at for at, other in enumerate(shown) if overlap(quote, other)), None)
        if touched is not None:
            joined = _joined(shown[touched], quote)
            longer = len(joined.quote.split()) - len(shown[touched].quote.split())
            if longer <= left:
                shown[touched] = joined
                left -= longer
            continue
        if any(overlap(quote, other) for other in more) or any(
            _says_the_same(quote, other) for other in (*shown, *more)
        ):
            continue
        words = len(quote.quote.split())
        if not shown or (words <= left and len(shown) < length.quotes):
            shown.append(quote)
            left -= words
        elif len(more) < _MOST_MORE:
            more.append(quote)
    return Quoted(shown, in_reading_order(more, shown[:1]))


def cite(chosen: Sequence[Evidence | Citation], start: int = 1) -> list[Citation]:
    """A citation for each chosen sentence, numbered on from `start`; citations are numbered anew."""
    return [
        Citation(number, one.passage, one.quote, one.start, one.end) for number, one in enumerate(chosen, start=start)
    ]


def _least_share(candidate: Evidence, lead: Evidence, length: Length) -> float:
    is_same = candidate.passage.article.id == lead.passage.article.id
    return length.share_of_best if is_same else length.share_in_another_article


def _is_of_another_time(candidate: Evidence, lead: Evidence, around: TimeWindow | None) -> bool:
    """Whether a candidate's article is far from the time that the lead's is near."""
    if around is None:
        return False
    near = around.reported()
    lead_at, at = (one.passage.article.printed_at for one in (lead, candidate))
    return lead_at is not None and at is not None and lead_at in near and at not in near


def _joined(one: Evidence, other: Evidence) -> Evidence:
    """Both as one quote; they overlap."""
    return replace(one, start=min(one.start, other.start), end=max(one.end, other.end))


def _as_quote(one: Evidence) -> Evidence | None:
    article = one.passage.article
    span = whole(article, Span(one.start, one.end))
    if span is None:
        return None
    if corrects(article.text[span.start : span.end], article.title):  # what is right may be said behind what was wrong
        return None if corrects(one.quote, article.title) or _leans_on_what_was_wrong(one) else one
    return one if span == (one.start, one.end) else replace(one, start=span.start, end=span.end)


def _leans_on_what_was_wrong(one: Evidence) -> bool:
    """Whether a sentence behind a correction says nothing by itself: "It was two." """
    return one.quote.startswith(_SAYS_LITTLE)


def in_reading_order(chosen: Sequence[Evidence], after: Sequence[Evidence] = ()) -> list[Evidence]:
    """Quotes of one article together, as it was written; articles in the order of their first quotes.

    Args:
        chosen: The likeliest first.
        after: What stands before them: its articles come first.
    """
    order = list(dict.fromkeys(one.passage.article.id for one in (*after, *chosen)))
    return sorted(chosen, key=lambda one: (order.index(one.passage.article.id), one.start))


def overlap(one: Evidence | Citation, other: Evidence | Citation) -> bool:
    """Whether two quotes share words of one article."""
    return one.passage.article.id == other.passage.article.id and one.start < other.end and other.start < one.end


def _says_the_same(one: Evidence, other: Evidence) -> bool:
    """In nearly the same words, and of the same numbers and names: another one is news."""
    if are_of_other_numbers(one.quote, other.quote):
        return False
    if full_names(one.quote) and full_names(other.quote) and full_names(one.quote).isdisjoint(full_names(other.quote)):
        return False
    mine, theirs = (set(_WORD.findall(each.quote.lower())) for each in (one, other))
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) / shorter > _SAME_WORDS
