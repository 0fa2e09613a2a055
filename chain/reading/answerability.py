"""How likely it is that the passages read answer the question at all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from clippings.chain.models.linear_model import LinearModel
from clippings.chain.models.logistic import log_odds_of
from clippings.chain.reading.reader import ReadChunk
from clippings.chain.text.context import surroundings
from clippings.chain.text.names import names_in, share_of_names
from clippings.chain.verification.support import capitalised_names
from clippings.core.types import Evidence, Question

_LOOKED_AT = 3
_LEAST = 1e-3

_HARDLY_FOUND = 0.03
"""Where retrieval itself gives the best passages a smaller chance than this, they are on another topic, however well a
sentence sounds ("At what temperature does ethanol boil?", asked of news on the climate). Fewer than two in a hundred of
811 answered held-out questions lie below."""


def answerability(question: Question, evidence: Sequence[Evidence], read: Mapping[int, ReadChunk]) -> float:
    """Estimated probability, 0 to 1, that the archive answers the question; 0 without evidence.

    Args:
        question: As it was searched.
        evidence: Best first.
        read: What the reader made of the chunks, by their ids.
    """
    if not evidence:
        return 0.0
    likely = LinearModel.load("answerability").probability(features(question, evidence, read))
    return likely * min(1.0, _likelihood(evidence) / _HARDLY_FOUND)


def _likelihood(evidence: Sequence[Evidence]) -> float:
    """The chance that retrieval gives the best passage of the articles with the best sentences."""
    cited = {one.passage.article.id for one in evidence[:_LOOKED_AT]}
    return max(one.passage.likelihood for one in evidence if one.passage.article.id in cited)


def features(question: Question, evidence: Sequence[Evidence], read: Mapping[int, ReadChunk]) -> dict[str, float]:
    """What the regression sees: how good the best sentence is, by all that is known; to the reader alone, the best
    sentence, the best chunk, and all that was read, since what a story tells it mostly tells more than once; how likely
    retrieval finds the best passages, which makes a sentence no better that owes it its place; how many articles are on
    the topic, since in a small archive what is told once must do; and whether the question's names stand there.

    The share of the question's words is not among them: a near miss is written in the words of the article that does
    not answer it.
    """
    found = {one.passage.article.id for one in evidence if one.passage.likelihood >= _HARDLY_FOUND}
    names = set(capitalised_names(question.text))
    near = [names_in(surroundings(one)) for one in evidence[:_LOOKED_AT]]
    everywhere = names_in(" ".join(map(surroundings, evidence)))
    return {
        "best": log_odds_of(evidence[0].score, _LEAST),
        "retrieved": log_odds_of(_likelihood(evidence), _LEAST),
        "best_read": max(said.log_odds for one in read.values() for said in one.sentences),
        "chunk_read": max(one.log_odds for one in read.values()),
        "all_read": math.log(sum(math.exp(said.log_odds) for one in read.values() for said in one.sentences)),
        "articles": math.log(max(1, len(found))),
        "names_near": max(share_of_names(names, words) for words in near),
        "names_unknown": 1.0 - share_of_names(names, everywhere),
    }
