"""What is seen of each sentence before it is chosen: its words, its place, and whether it has the shape of the answer.

`chain.evidence.selection` weighs the features; `benchmarks/sentences.py` learns the weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain.evidence import korean_short_answer
from clippings.chain.models.logistic import log_odds_of
from clippings.chain.text.correction_notes import corrects
from clippings.chain.verification.prompt_injection import directs_a_machine
from clippings.core.sentences import Span
from clippings.core.sentences import sentences as spans_of
from clippings.core.types import Passage
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.lexical.tokenizers import KOREAN, group_of, terms, words

_HEADLINE_SHARE = 0.5
"""A word of the question that stands only in the headline counts this much for each sentence under it."""

_CHUNKS, _KOREAN_CHUNKS = 24, 8
"""How many chunks are read; fewer where a sentence takes a morphological analysis."""

_FEWEST_WORDS, _FEWEST_CHARACTERS, _MOST_CHARACTERS = 4, 12, 600
_FEWEST_KOREAN_WORDS = 2
"""A Korean sentence says with two words what an English one says with five."""
_HANGUL = re.compile(r"[가-힣]")
_ENDS_A_SENTENCE = re.compile(r"""[.!?。！？…]["'”’»)\]]*$""")
_BOILERPLATE = re.compile(
    r"©|https?://|all rights reserved|무단 ?전재|\bhide caption\b|\b(?:Getty Images|Shutterstock)\b", re.IGNORECASE
)


_MOST_STRETCHES = 6
_LEAST_CHANCE = 0.001


@dataclass(frozen=True, slots=True)
class SentenceCandidate:
    """A sentence of a passage; `row` has the features of `chain/models/evidence_by_words.json`."""

    passage: Passage
    span: Span
    coverage: float
    row: dict[str, float]
    words: frozenset[str]
    """As the index spells them, without stop words."""


def sentences(archive: Archive, question: str, passages: Sequence[Passage]) -> list[SentenceCandidate]:
    """Every sentence of the passages' chunks that can be quoted, with its features.

    Args:
        archive: For how rare each word is.
        question: What was asked.
        passages: Best first, as retrieved.
    """
    by_chunk: dict[int, list[Passage]] = {}
    for passage in passages:
        by_chunk.setdefault(passage.chunk.id, []).append(passage)
    asked = _Asked(archive, question)
    found: list[SentenceCandidate] = []
    for read, shown in enumerate(by_chunk.values()):
        group = group_of(shown[0].article.language)
        if read >= (_KOREAN_CHUNKS if group == KOREAN else _CHUNKS):
            break
        found.extend(_of_chunk(shown, asked, group))
    return found


def _of_chunk(shown: Sequence[Passage], asked: _Asked, group: str) -> list[SentenceCandidate]:
    """The sentences of a chunk, of which the passages show one window each."""
    best = max(shown, key=lambda passage: passage.score)
    article = best.article
    chunk = best.chunk
    spans = spans_of(article.text, article.language, Span(chunk.start, chunk.end))
    said = [set(words(article.text[span.start : span.end], group)) for span in spans]
    headline = set(words(article.title, group))
    cosine = max((passage.vector_score or 0.0) for passage in shown)
    found = []
    for at, span in enumerate(spans):
        sentence = article.text[span.start : span.end]
        if not is_quotable(sentence, article.title):
            continue
        around = [passage for passage in shown if passage.start <= span.start and span.end <= passage.end]
        window = max(around, key=lambda passage: passage.score, default=None)
        before = said[at - 1] if at else set[str]()
        named = asked.stretches(sentence)
        row = {
            "window": log_odds_of(window.likelihood if window else 0.0, _LEAST_CHANCE),
            "chunk": log_odds_of(max(passage.likelihood for passage in shown), _LEAST_CHANCE),
            "rank": 1.0 / min((passage.rank for passage in around), default=30),
            "words": asked.share(said[at], group),
            "words_headline": asked.share(headline, group),
            "words_sentence_or_headline": asked.share(said[at] | headline, group),
            "words_before": asked.share(said[at] | before | headline, group),
            "stretches": min(named, _MOST_STRETCHES) / _MOST_STRETCHES,
            "has_stretch": float(named > 0),
            "depth": math.log1p(span.start / 400),
            "length": len(sentence) / 200,
            "cosine": cosine,
            "in_window": float(window is not None),
        }
        own = asked.share(said[at], group)
        coverage = own + _HEADLINE_SHARE * (asked.share(said[at] | headline, group) - own)
        found.append(SentenceCandidate(window or best, span, coverage, row, frozenset(said[at] - {""})))
    return found


def is_quotable(sentence: str, headline: str = "") -> bool:
    """Whether this is a whole sentence of the article that states something; no headline, caption, link, notice,
    correction of what was printed before, question or direction to a machine."""
    return (
        _FEWEST_CHARACTERS <= len(sentence) <= _MOST_CHARACTERS
        and len(sentence.split()) >= (_FEWEST_KOREAN_WORDS if _HANGUL.search(sentence) else _FEWEST_WORDS)
        and bool(_ENDS_A_SENTENCE.search(sentence))
        and not sentence.endswith(("?", "？"))
        and not _BOILERPLATE.search(sentence)
        and not corrects(sentence, headline)
        and not directs_a_machine(sentence)
    )


class _Asked:
    """What a question asks for: its informative words, weighted by how rare they are, and the shape of its answer."""

    def __init__(self, archive: Archive, question: str) -> None:
        self._archive = archive
        self._question = question
        self._kind = korean_short_answer.kind_of(question)
        self._weights: dict[str, dict[str, float]] = {}

    def share(self, said: set[str], group: str) -> float:
        """The share, 0 to 1, of the question's words that are among these."""
        if group not in self._weights:
            self._weights[group] = self._archive.lexical.rarity(terms(self._question, group), group)
        weights = self._weights[group]
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in said) / total if total else 0.0

    def stretches(self, sentence: str) -> int:
        """How many different things in a sentence have the shape of the answer and are not named by the question."""
        return korean_short_answer.count_values(self._question, sentence, self._kind)
