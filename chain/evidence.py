"""The sentences of the retrieved passages that bear on a question, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from clippings.core.languages import of_question
from clippings.core.sentences import Span, sentences
from clippings.core.types import Evidence, Passage
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.tokenizers import group_of, terms

SIMILARITY_WEIGHT = 0.6
COVERAGE_WEIGHT = 0.25
PASSAGE_WEIGHT = 0.15
"""Of cosine to the question, of the question's words found, and of the passage's place; chosen by `benchmarks/answers.py`
on its development questions."""

_HEADLINE_SHARE = 0.5
"""A word of the question that stands only in the headline counts this much for each sentence under it."""

_PASSAGES = 8
_SENTENCES = 40
"""How many sentences are embedded at most: 40 take about 80 ms on two cores."""

_FEWEST_WORDS, _FEWEST_CHARACTERS, _MOST_CHARACTERS = 4, 12, 600
_ENDS_A_SENTENCE = re.compile(r"""[.!?。！？…]["'”’»)\]]*$""")
_BOILERPLATE = re.compile(r"©|https?://|all rights reserved|무단 ?전재", re.IGNORECASE)


def select(archive: Archive, question: str, passages: Sequence[Passage]) -> list[Evidence]:
    """Every whole sentence of the best passages, scored by how well it answers, best first.

    Args:
        archive: For its embedder, and for how rare each word is.
        question: What was asked.
        passages: Best first, as retrieved.

    Returns:
        At most 40 sentences; each stands in one passage only.
    """
    language = of_question(question)
    coverage = _Coverage(archive, question)
    candidates: list[tuple[Passage, Span, float]] = []
    for passage in passages[:_PASSAGES]:
        text = passage.article.text
        within = Span(passage.chunk.start, passage.chunk.end)
        for span in sentences(text, passage.article.language, within):
            if is_quotable(text[span.start : span.end]):
                candidates.append((passage, span, coverage.of(passage, span)))
    candidates.sort(key=lambda candidate: (-candidate[2], candidate[0].rank, candidate[1].start))
    candidates = candidates[:_SENTENCES]
    similarities = _similarities(archive, question, candidates) if archive.embedder.speaks(language) else None
    found = [
        _evidence(passage, span, covered, None if similarities is None else float(similarities[at]))
        for at, (passage, span, covered) in enumerate(candidates)
    ]
    return sorted(found, key=lambda one: (-one.score, one.passage.rank, one.start))


def is_quotable(sentence: str) -> bool:
    """Whether this is a whole sentence of the article, not a headline, a caption, a link or a notice."""
    return (
        _FEWEST_CHARACTERS <= len(sentence) <= _MOST_CHARACTERS
        and len(sentence.split()) >= _FEWEST_WORDS
        and bool(_ENDS_A_SENTENCE.search(sentence))
        and not _BOILERPLATE.search(sentence)
    )


def _evidence(passage: Passage, span: Span, coverage: float, similarity: float | None) -> Evidence:
    nearness = 1.0 / passage.rank
    if similarity is None:
        rest = COVERAGE_WEIGHT + PASSAGE_WEIGHT
        score = (COVERAGE_WEIGHT * coverage + PASSAGE_WEIGHT * nearness) / rest
    else:
        score = SIMILARITY_WEIGHT * similarity + COVERAGE_WEIGHT * coverage + PASSAGE_WEIGHT * nearness
    return Evidence(passage, span.start, span.end, max(0.0, min(1.0, score)), similarity, coverage)


def _similarities(archive: Archive, question: str, candidates: list[tuple[Passage, Span, float]]) -> np.ndarray:
    """Cosine of the question to each candidate sentence: (n_candidates,)."""
    if not candidates:
        return np.zeros(0)
    texts = [passage.article.text[span.start : span.end] for passage, span, _ in candidates]
    vectors = np.asarray(archive.embedder.embed_documents(texts))
    return vectors @ np.asarray(archive.embedder.embed_query(question))  # type: ignore[no-any-return]


class _Coverage:
    """The share of a question's informative words that a sentence has, weighted by how rare they are."""

    def __init__(self, archive: Archive, question: str) -> None:
        self._archive = archive
        self._question = question
        self._weights: dict[str, dict[str, float]] = {}

    def of(self, passage: Passage, span: Span) -> float:
        """0 to 1; words that stand only in the headline count half."""
        article = passage.article
        group = group_of(article.language)
        if group not in self._weights:
            self._weights[group] = self._archive.lexical.rarity(terms(self._question, group), group)
        weights = self._weights[group]
        total = sum(weights.values())
        if not total:
            return 0.0
        said = set(terms(article.text[span.start : span.end], group))
        headline = set(terms(article.title, group))
        return (
            sum(
                weight if word in said else weight * _HEADLINE_SHARE if word in headline else 0.0
                for word, weight in weights.items()
            )
            / total
        )
