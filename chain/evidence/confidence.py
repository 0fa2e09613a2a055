"""How likely it is that the archive answers the question; below a threshold, the archive "does not say"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from clippings.chain.evidence.korean_short_answer import SHORT, count_values, kind_of
from clippings.chain.models.linear_model import LinearModel
from clippings.chain.reading.short_answer import ShortAnswer
from clippings.chain.temporal.focus import focus_of
from clippings.chain.text.context import surroundings
from clippings.chain.verification.support import capitalised_names
from clippings.core.types import Evidence, Question

THRESHOLD = 0.45
"""Answers less likely than this are not given. In five folds of 2022, 0.497 declines a tenth of the questions whose
quotes hold the gold choice, and 0.86 of those that are asked too early; a little lower, for questions on old news."""

_LOOKED_AT = 3
_USUAL_SIMILARITY = 0.5
"""Stands for a cosine that is not known."""


def confidence(question: Question, evidence: Sequence[Evidence], short: ShortAnswer | None) -> float:
    """Estimated probability, 0 to 1, that the archive answers the question; 0 without evidence.

    A logistic regression on what `features` sees, fitted by `benchmarks/confidence.py` (docs/decisions/042).

    Args:
        question: As it was searched.
        evidence: Best first.
        short: The short answer, where one was located.
    """
    if not evidence:
        return 0.0
    return LinearModel.load("confidence").probability(features(question, evidence, short))


def features(question: Question, evidence: Sequence[Evidence], short: ShortAnswer | None) -> dict[str, float]:
    """What the regression sees: how good, how well covered and how recent the best sentences are, whether they have
    the kind of answer that is asked for, and which of the question's names they lack. All about 0 to 1 in size.

    Returns:
        `best`, the log of the best sentence's chance / 3; `passage`, the best window's chance; `margin`, of the best
        sentence over the fifth; `coverage` of the question's words and `similarity`, a cosine, the best of three
        sentences; `kind_is_there`, a number or time where one is asked for; `names_near`, the share of the question's
        names near the best of three, `names_unknown` of those in no evidence at all; `short`, the chance of the short
        answer; `days`, log(1 + days) / 8 from the time that the question is about; `recent`, exp(-days / 14);
        `articles`, how many are among the best eight sentences / 8.
    """
    best = evidence[:_LOOKED_AT]
    similarities = [one.similarity for one in best if one.similarity is not None]
    kind = kind_of(question.text)
    names = {name.casefold() for name in capitalised_names(question.text)}
    told = [surroundings(one).casefold() for one in best]
    everything = " ".join(map(surroundings, evidence)).casefold()
    focus = focus_of(question)
    days = min(focus.days_to(one.passage.article) for one in best)
    scores = [one.score for one in evidence]
    return {
        "best": math.log(max(scores[0], 1e-4)) / 3,
        "passage": max(one.passage.score for one in best),
        "margin": (scores[0] - scores[min(4, len(scores) - 1)]),
        "coverage": max(one.coverage for one in best),
        "similarity": max(similarities, default=_USUAL_SIMILARITY),
        "kind_is_there": float(kind not in SHORT or any(count_values(question.text, one.quote, kind) for one in best)),
        "names_near": max(sum(name in text for name in names) / len(names) for text in told) if names else 1.0,
        "names_unknown": sum(name not in everything for name in names) / len(names) if names else 0.0,
        "short": short.chance if short else 0.0,
        "days": math.log1p(min(days, 3_000.0)) / 8,
        "recent": math.exp(-days / 14),
        "articles": min(len({one.passage.article.id for one in evidence[:8]}), 8) / 8,
    }
