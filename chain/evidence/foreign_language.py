"""What articles in other languages say to a question, and whether to answer from them or from those in its own.

A question and an article in another language share few words, and words are most of what sentences are chosen by. Here
chunks and sentences are weighed by meaning alone: by how many spreads they are nearer to the question, as it would lie
in their language, than that language is on average (`across_languages`). One article is answered from, the nearest,
where each name that it shares with the question (`names_across`) counts as a spread: its language is not the reader's,
who could hardly tell which of several it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clippings.chain.crosslingual.language_shift import AcrossLanguages, across_languages
from clippings.chain.crosslingual.transliteration import names_in_chunk
from clippings.chain.evidence.features import is_quotable
from clippings.chain.models.linear_model import LinearModel
from clippings.chain.models.logistic import log_odds_of
from clippings.core.errors import ClippingsError
from clippings.core.languages import of_question
from clippings.core.sentences import Span, sentences
from clippings.core.types import Evidence, Passage
from clippings.vectorstore.archive import Archive

_SENTENCES = 8
"""How many sentences of the nearest article are compared: a multilingual model takes 20 ms and more for each."""

_TOO_FAR = 0.5
"""Where the nearest chunk is less near than this, nothing is compared."""

_LEAST_LIKELY = 0.01
"""Bounded, so that certainty can be outweighed."""


@dataclass(frozen=True, slots=True)
class OtherLanguages:
    """The nearest article in another language; nearness is in spreads."""

    evidence: list[Evidence]
    """Its sentences, best first."""
    chunk: float
    """How near its nearest chunk is."""
    sentence: float
    """How near its nearest sentence is."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The passages of one article in another language, not read yet."""

    passages: list[Passage]
    across: AcrossLanguages
    chunk: float


def apart(archive: Archive, question: str, passages: Sequence[Passage]) -> tuple[list[Passage], Elsewhere | None]:
    """Passages in the question's own language, and those of the nearest article in another.

    Args:
        archive: That the passages are of.
        question: What was asked.
        passages: Best first.

    Returns:
        All passages and None where the embedder cannot compare languages; no article where none in another is near.
    """
    across = _across(archive, question)
    if across is None:
        return list(passages), None
    near: dict[int, float] = {}
    names: dict[int, int] = {}  # a name counts as much as a spread, as it does in the order of the passages
    for one in passages:
        value = across.closeness(one.article.language, one.vector_score)
        if value is not None:
            near[one.article.id] = max(value, near.get(one.article.id, value))
            names[one.article.id] = max(names_in_chunk(question, one.chunk), names.get(one.article.id, 0))
    own = [one for one in passages if one.article.id not in near]
    if not near or max(near.values()) < _TOO_FAR:
        return own, None
    best = max(near, key=lambda article: near[article] + names[article])
    return own, Elsewhere([one for one in passages if one.article.id == best], across, near[best])


def read(archive: Archive, elsewhere: Elsewhere) -> OtherLanguages | None:
    """Its sentences, best first; None where it has none that can be quoted."""
    compared = _compared(elsewhere.passages, archive, elsewhere.across)
    if not compared:
        return None
    nearest = compared[0][0]
    evidence = [
        Evidence(passage, span.start, span.end, math.exp(value - nearest), cosine, 0.0)
        for value, cosine, passage, span in compared
    ]
    return OtherLanguages(evidence, elsewhere.chunk, nearest)


def likelihoods(likely: float, others: OtherLanguages) -> tuple[float, float]:
    """How likely the answer stands in the question's language, and how likely in another: 0 to 1, at most 1 in sum.

    Args:
        likely: The confidence in the answer in the question's language, as if there were no other.
        others: What was found in others.
    """
    row = {"log_odds": log_odds_of(likely, _LEAST_LIKELY), "chunk": others.chunk, "sentence": others.sentence}
    models = (LinearModel.load(name) for name in ("own_language", "other_language"))
    own, other = (math.exp(min(50.0, model.log_odds_of(model.score(row)))) for model in models)
    return own / (1.0 + own + other), other / (1.0 + own + other)


def _across(archive: Archive, question: str) -> AcrossLanguages | None:
    try:
        if not archive.embedder.is_multilingual:
            return None
        return across_languages(archive, archive.embed_question(question), of_question(question))
    except ClippingsError:  # vectors cannot be searched: it was said when the passages were found
        return None


def _compared(
    passages: Sequence[Passage], archive: Archive, across: AcrossLanguages
) -> list[tuple[float, float, Passage, Span]]:
    """Nearness, cosine and place of the sentences of an article's chunks, nearest first."""
    found: dict[int, tuple[Passage, Span]] = {}
    for passage in sorted(passages, key=lambda one: -(one.vector_score or 0.0)):
        article, chunk = passage.article, passage.chunk
        for span in sentences(article.text, article.language, Span(chunk.start, chunk.end)):
            if is_quotable(article.text[span.start : span.end]):
                found.setdefault(span.start, (passage, span))
    read = list(found.values())[:_SENTENCES]
    if not read:
        return []
    language = passages[0].article.language
    quotes = [passage.article.text[span.start : span.end] for passage, span in read]
    cosines = np.asarray(archive.embedder.embed_documents(quotes)) @ np.asarray(across.vectors[language])
    compared = [
        (across.closeness(language, float(cosine)) or 0.0, float(cosine), passage, span)
        for (passage, span), cosine in zip(read, cosines, strict=True)
    ]
    return sorted(compared, key=lambda one: -one[0])
