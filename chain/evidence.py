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

WEIGHTS = {"sentence": 0.2, "in_context": 0.2, "headline": 0.24, "coverage": 0.12, "passage": 0.24}
"""Of the cosines to the question of the sentence, of the sentence after its headline, and of the headline; of the
share of the question's words found; and of the passage's own score. Chosen on the development half of the sample
questions: a sentence under its headline puts the answer first for 20 of 28, alone for 16 (docs/decisions/006)."""

_HEADLINE_SHARE = 0.5
"""A word of the question that stands only in the headline counts this much for each sentence under it."""

PASSAGES = 8
"""How many are looked at."""

_SENTENCES = 28
"""How many sentences are embedded at most: 28, twice each, take about 120 ms on two cores."""

_FEWEST_WORDS, _FEWEST_CHARACTERS, _MOST_CHARACTERS = 4, 12, 600
_ENDS_A_SENTENCE = re.compile(r"""[.!?。！？…]["'”’»)\]]*$""")
_BOILERPLATE = re.compile(r"©|https?://|all rights reserved|무단 ?전재", re.IGNORECASE)

_Candidate = tuple[Passage, Span, float]
"""A sentence of a passage, and how much of the question it covers."""


def select(archive: Archive, question: str, passages: Sequence[Passage]) -> list[Evidence]:
    """Every whole sentence of the best passages, scored by how well it answers, best first.

    Args:
        archive: For its embedder, and for how rare each word is.
        question: What was asked.
        passages: Best first, as retrieved.

    Returns:
        At most 28 sentences; each stands in one passage only.
    """
    language = of_question(question)
    coverage = _Coverage(archive, question)
    candidates: list[_Candidate] = []
    for passage in _first_of_each_chunk(passages)[:PASSAGES]:
        text = passage.article.text
        within = Span(passage.chunk.start, passage.chunk.end)
        for span in sentences(text, passage.article.language, within):
            if is_quotable(text[span.start : span.end]):
                candidates.append((passage, span, coverage.of(passage, span)))
    candidates.sort(key=lambda candidate: (-candidate[2] - 0.5 / candidate[0].rank, candidate[1].start))
    candidates = candidates[:_SENTENCES]
    if archive.embedder.speaks(language):
        found = _scored_by_meaning(archive, question, candidates)
    else:
        found = [
            Evidence(passage, span.start, span.end, _by_words(passage, covered), None, covered)
            for passage, span, covered in candidates
        ]
    return sorted(found, key=lambda one: (-one.score, one.passage.rank, one.start))


def _first_of_each_chunk(passages: Sequence[Passage]) -> list[Passage]:
    """Passages may show several windows of a chunk; evidence is looked for in the whole of it, once."""
    first: dict[int, Passage] = {}
    for passage in passages:
        first.setdefault(passage.chunk.id, passage)
    return list(first.values())


def is_quotable(sentence: str) -> bool:
    """Whether this is a whole sentence of the article, not a headline, a caption, a link or a notice."""
    return (
        _FEWEST_CHARACTERS <= len(sentence) <= _MOST_CHARACTERS
        and len(sentence.split()) >= _FEWEST_WORDS
        and bool(_ENDS_A_SENTENCE.search(sentence))
        and not _BOILERPLATE.search(sentence)
    )


def _by_words(passage: Passage, covered: float) -> float:
    return 0.9 * covered + 0.1 / passage.rank


def _scored_by_meaning(archive: Archive, question: str, candidates: list[_Candidate]) -> list[Evidence]:
    if not candidates:
        return []
    quotes = [passage.article.text[span.start : span.end] for passage, span, _ in candidates]
    headlines = [passage.article.title for passage, _, _ in candidates]
    in_context = [f"{headline}. {sentence}" for headline, sentence in zip(headlines, quotes, strict=True)]
    different = list(dict.fromkeys([*quotes, *in_context, *headlines]))
    vectors = np.asarray(archive.embedder.embed_documents(different)) @ np.asarray(
        archive.embedder.embed_query(question)
    )
    cosine = dict(zip(different, (float(value) for value in vectors), strict=True))
    found = []
    for (passage, span, covered), sentence, context, headline in zip(
        candidates, quotes, in_context, headlines, strict=True
    ):
        score = (
            WEIGHTS["sentence"] * cosine[sentence]
            + WEIGHTS["in_context"] * cosine[context]
            + WEIGHTS["headline"] * cosine[headline]
            + WEIGHTS["coverage"] * covered
            + WEIGHTS["passage"] * min(1.0, max(0.0, passage.score))
        )
        similarity = (cosine[sentence] + cosine[context]) / 2
        found.append(Evidence(passage, span.start, span.end, min(1.0, max(0.0, score)), similarity, covered))
    return found


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
