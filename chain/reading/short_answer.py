"""The few words that answer a question, as the reader marks them in the best sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from clippings.chain.models.linear_model import LinearModel
from clippings.chain.models.logistic import log_odds_of
from clippings.chain.reading.reader import ReadChunk, ReadSentence
from clippings.chain.supersession import former
from clippings.chain.supersession.current import asks_about_now
from clippings.chain.text.names import names_in, share_of_names
from clippings.chain.verification.support import capitalised_names
from clippings.core.sentences import Span
from clippings.core.types import Evidence

LEAST_CHANCE = 0.5
"""Words that are likelier to be right than this may be shown as the answer: `training.reader.short_answers` sets the
intercept so that 0.75 of those are right."""

_LOOKED_AT = 8
_LEAST = 1e-4
_MOST_WORDS = 6
"""What is longer is no short answer."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """`text == evidence.passage.article.text[start:end]`, within the evidence."""

    text: str
    evidence: Evidence
    start: int
    end: int
    chance: float
    """Estimated probability, 0 to 1, that this is what was asked for."""


def mark_short_answer(
    question: str,
    evidence: Sequence[Evidence],
    read: Mapping[int, ReadChunk],
    few_words: float,
    likely: float,
) -> ShortAnswer | None:
    """The words that the reader takes for the answer, where they are likely enough to be shown as it.

    Args:
        question: As it was searched, in English.
        evidence: Best first.
        read: What the reader made of the chunks, by their ids.
        few_words: The chance that the question is of a type that a few words answer.
        likely: That anything answers the question, 0 to 1.
    """
    best = likeliest_words(question, evidence, read, few_words, likely)
    if best is None:
        return None
    marked, row = best
    chance = LinearModel.load("short_answer").probability(row)
    if chance < LEAST_CHANCE:
        return None
    return ShortAnswer(marked.text, marked.evidence, marked.span.start, marked.span.end, chance)


@dataclass(frozen=True, slots=True)
class Marked:
    """The likeliest words of one sentence."""

    rank: int
    evidence: Evidence
    said: ReadSentence
    span: Span
    """Of the words, without a value that no longer holds before them."""
    words: tuple[str, ...]
    """In lower case."""

    @property
    def text(self) -> str:
        return self.evidence.passage.article.text[self.span.start : self.span.end]

    @property
    def score(self) -> float:
        return self.said.short.score + self.said.log_odds


def likeliest_words(
    question: str,
    evidence: Sequence[Evidence],
    read: Mapping[int, ReadChunk],
    few_words: float,
    likely: float,
) -> tuple[Marked, dict[str, float]] | None:
    """The likeliest words, and what the regression sees of them: how sure the reader is of them and of their sentence,
    by how much they lead before other words, in how many articles they stand, whether a few words are asked for, and
    whether the sentence or its headline has the question's names and numbers.

    Args:
        question, evidence, read, few_words, likely: As of `mark_short_answer`.
    """
    marked = _marked(question, evidence, read)
    if not marked:
        return None
    best = max(marked, key=lambda one: one.score)
    others = [one.score for one in marked if one.words != best.words]
    tell = {one.evidence.passage.article.id for one in marked if set(best.words) <= set(_words_of(one.evidence))}
    article = best.evidence.passage.article
    told = f"{article.title} . {best.evidence.quote} {article.dated.year if article.dated else ''}"
    return best, {
        "span": best.said.short.score - _log_mass(read),
        "sentence": best.said.log_odds,
        "chance": log_odds_of(best.evidence.score, _LEAST),
        "lead": min(best.score - max(others, default=best.score - 5.0), 10.0),
        "agree": float(len(tell) > 1),
        "few_words": log_odds_of(few_words, _LEAST),
        "likely": log_odds_of(likely, _LEAST),
        "words": math.log(len(best.words)),
        "is_first": float(best.rank == 0),
        "names": share_of_names(set(capitalised_names(question)), names_in(told)),
        "numbers": float(set(_NUMBER.findall(question)) <= set(_NUMBER.findall(told))),
    }


def _marked(question: str, evidence: Sequence[Evidence], read: Mapping[int, ReadChunk]) -> list[Marked]:
    """In each of the best sentences, without words that the question has itself and values that no longer hold."""
    asks_for_former = former.asks_for_former(question)
    asks_for_old, asks_now = former.asks_for_old_value(question), asks_about_now(question)
    holder = former.holder_after(question)
    asked = {word.casefold() for word in _WORD.findall(question)}
    found = []
    for rank, one in enumerate(evidence[:_LOOKED_AT]):
        said = next((said for said in read[one.passage.chunk.id].sentences if said.span.start == one.start), None)
        if said is None:
            continue
        short = said.short.span
        if not asks_for_former:
            start, end = former.newer_part(one.quote, short.start - one.start, short.end - one.start)
            short = Span(one.start + start, one.start + end)
        words = tuple(word.casefold() for word in _WORD.findall(one.passage.article.text[short.start : short.end]))
        is_former = former.is_former(one.quote, short.start - one.start, short.end - one.start)
        if is_former and not asks_for_former:
            continue
        if not holder.isdisjoint(words) or (asks_for_old and not is_former and former.tells_both(one.quote)):
            continue
        if asks_now and former.leaves(one.quote, short.end - one.start):
            continue
        if words and len(words) <= _MOST_WORDS and not asked.issuperset(words):
            found.append(Marked(rank, one, said, short, words))
    return found


def _log_mass(read: Mapping[int, ReadChunk]) -> float:
    """The log of what all tokens that were read weigh together as starts and as ends: a span's score less this is the
    log of its probability."""
    inputs = {id(scores): scores for one in read.values() for _, scores in one.inputs}
    starts = np.concatenate([scores.starts for scores in inputs.values()])
    ends = np.concatenate([scores.ends for scores in inputs.values()])
    return float(logsumexp(starts) + logsumexp(ends))


def _words_of(one: Evidence) -> list[str]:
    return [word.casefold() for word in _WORD.findall(one.quote)]
