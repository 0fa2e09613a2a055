"""The sentences of the retrieved passages that bear on a question, best first."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from clippings.chain.evidence_weights import FEATURES, INTERCEPT, MEANING, SLOPE, WEIGHTS
from clippings.chain.sentence_features import Candidate, sentences
from clippings.core.languages import of_question
from clippings.core.types import Evidence, Passage
from clippings.vectorstore.archive import Archive

_SENTENCES = 28
"""How many sentences are handed on at most."""

_EMBEDDED = 8
"""How many of them, the best by words, are compared with the question by meaning (docs/decisions/040)."""


def select(archive: Archive, question: str, passages: Sequence[Passage]) -> list[Evidence]:
    """Every whole sentence of the best passages, scored by how well it answers, best first.

    Sentences are scored by words, place and kind (does it name a person where a person is asked for?); the best of
    them also by meaning, where the embedder speaks the question's language.

    Args:
        archive: For its embedder, and for how rare each word is.
        question: What was asked.
        passages: Best first, as retrieved.

    Returns:
        At most 28 sentences; each stands in one passage only.
    """
    candidates = [(value_of(one.row), one) for one in sentences(archive, question, passages)]
    candidates.sort(key=lambda one: (-one[0], one[1].passage.rank, one[1].span.start))
    candidates = candidates[:_SENTENCES]
    similarities: list[float] = []
    if candidates and archive.embedder.speaks(of_question(question)):
        similarities = _similarities(archive, question, [one for _, one in candidates[:_EMBEDDED]])
    usual = sum(similarities) / len(similarities) if similarities else 0.0
    found = []
    for at, (value, one) in enumerate(candidates):
        similarity = similarities[at] if at < len(similarities) else None
        score = chance_of(value + (MEANING * (similarity - usual) if similarity is not None else 0.0))
        found.append(Evidence(one.passage, one.span.start, one.span.end, score, similarity, one.coverage))
    return sorted(found, key=lambda one: (-one.score, one.passage.rank, one.start))


def value_of(row: dict[str, float]) -> float:
    """The weighted sum of a sentence's features; only its order among the question's sentences means something."""
    return sum(WEIGHTS[name] * row[name] for name in FEATURES)


def chance_of(value: float) -> float:
    """From the weighted sum to the chance that the sentence holds the answer."""
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, INTERCEPT + SLOPE * value))))


def _similarities(archive: Archive, question: str, candidates: Sequence[Candidate]) -> list[float]:
    """Cosines of the question to each sentence."""
    quotes = [one.passage.article.text[one.span.start : one.span.end] for one in candidates]
    vectors = np.asarray(archive.embedder.embed_documents(quotes))
    return [float(value) for value in vectors @ np.asarray(archive.vectors.meaning_of(question))]
