"""Token F1 of a short answer against the gold answer, as SQuAD has it (Rajpurkar et al., EMNLP 2016)."""

from __future__ import annotations

from collections import Counter

from clippings.evaluation.realtimeqa.questions import normalised

_ARTICLES = {"a", "an", "the"}


def token_f1(given: str, gold: str) -> float:
    """2 * shared / (given + gold) tokens, 0 to 1; lower case, without punctuation and articles.

    Args:
        given: What was answered.
        gold: What should have been.
    """
    mine, theirs = (
        Counter(word for word in normalised(text).split() if word not in _ARTICLES) for text in (given, gold)
    )
    shared = sum((mine & theirs).values())
    return 2 * shared / (sum(mine.values()) + sum(theirs.values())) if shared else 0.0
