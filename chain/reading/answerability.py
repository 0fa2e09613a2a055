"""How likely it is that the passages read answer the question at all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from clippings.chain.models.linear_model import LinearModel
from clippings.chain.reading.reader import ReadChunk
from clippings.chain.recency import focus_of
from clippings.chain.support import capitalised_names
from clippings.chain.surroundings import surroundings
from clippings.core.types import Evidence, Question

_LOOKED_AT = 3
_LEAST = 1e-4


def answerability(question: Question, evidence: Sequence[Evidence], read: Mapping[int, ReadChunk]) -> float:
    """Estimated probability, 0 to 1, that the archive answers the question; 0 without evidence.

    Args:
        question: As it was searched.
        evidence: Best first.
        read: What the reader made of the chunks, by their ids.
    """
    return LinearModel.load("answerability").probability(features(question, evidence, read)) if evidence else 0.0


def features(question: Question, evidence: Sequence[Evidence], read: Mapping[int, ReadChunk]) -> dict[str, float]:
    """What the regression sees: how good the best sentences and chunks are, whether they have the question's names, and
    how near they lie in time.

    The share of the question's words is not among them: a near miss is written in the words of the article that does
    not answer it.
    """
    best = evidence[:_LOOKED_AT]
    cited = [read[one.passage.chunk.id] for one in best]
    names = {name.casefold() for name in capitalised_names(question.text)}
    near = [surroundings(one).casefold() for one in best]
    everything = " ".join(map(surroundings, evidence)).casefold()
    focus = focus_of(question)
    days = min(focus.days_to(one.passage.article) for one in best)
    return {
        "best": _log_odds(evidence[0].score),
        "chunk_read": max(one.log_odds for one in read.values()),
        "cited_chunk_read": max(one.log_odds for one in cited),
        "retrieved": _log_odds(max(one.passage.score for one in best)),
        "names_near": max(sum(name in text for name in names) / len(names) for text in near) if names else 1.0,
        "names_unknown": sum(name not in everything for name in names) / len(names) if names else 0.0,
        "days": math.log1p(min(days, 3_000.0)) / 8,
    }


def _log_odds(chance: float) -> float:
    chance = min(1.0 - _LEAST, max(_LEAST, chance))
    return math.log(chance / (1.0 - chance))
