"""The sentences of the retrieved passages that bear on a question, best first."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clippings.chain.asked_kind import Asked, asked_kind
from clippings.chain.evidence_weights import FEATURES, INTERCEPT, MEANING, SLOPE, WEIGHTS
from clippings.chain.short_candidates import stretches
from clippings.chain.windows import sentences_of
from clippings.core.languages import of_question
from clippings.core.sentences import Span
from clippings.core.types import Evidence, Passage
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.tokenizers import KOREAN, group_of, terms, words

_HEADLINE_SHARE = 0.5
"""A word of the question that stands only in the headline counts this much for each sentence under it."""

_SENTENCES = 28
"""How many sentences are handed on at most."""

_EMBEDDED = 8
"""How many of them, the best by words, are compared with the question by meaning (docs/decisions/040)."""

_CHUNKS, _KOREAN_CHUNKS = 24, 8
"""How many chunks are read; fewer where a sentence takes a morphological analysis."""

_FEWEST_WORDS, _FEWEST_CHARACTERS, _MOST_CHARACTERS = 4, 12, 600
_FEWEST_KOREAN_WORDS = 2
"""A Korean sentence says with two words what an English one says with five."""
_HANGUL = re.compile(r"[가-힣]")
_ENDS_A_SENTENCE = re.compile(r"""[.!?。！？…]["'”’»)\]]*$""")
_BOILERPLATE = re.compile(r"©|https?://|all rights reserved|무단 ?전재", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|in order to|so that|the reason|citing|cited|blamed?|blames|caused|led to|"
    r"explain(?:s|ed)|pointing to|as a result|aims? to|meant to|to (?:avoid|protect|prevent|reduce|make room))\b"
    r"|\b(?:that|which) (?:made|makes|led|prompted)\b"
    r"|때문|위해|으로 인해|이유|원인",
    re.IGNORECASE,
)
_MOST_STRETCHES = 6
_LEAST_CHANCE, _MOST_CHANCE = 0.001, 0.999


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    span: Span
    coverage: float
    value: float
    """The weighted sum of the features."""


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
    candidates = _candidates(archive, question, passages)
    candidates.sort(key=lambda one: (-one.value, one.passage.rank, one.span.start))
    candidates = candidates[:_SENTENCES]
    similarities: list[float] = []
    if candidates and archive.embedder.speaks(of_question(question)):
        similarities = _similarities(archive, question, candidates[:_EMBEDDED])
    usual = sum(similarities) / len(similarities) if similarities else 0.0
    found = []
    for at, one in enumerate(candidates):
        similarity = similarities[at] if at < len(similarities) else None
        value = one.value + (MEANING * (similarity - usual) if similarity is not None else 0.0)
        score = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, INTERCEPT + SLOPE * value))))
        found.append(Evidence(one.passage, one.span.start, one.span.end, score, similarity, one.coverage))
    return sorted(found, key=lambda one: (-one.score, one.passage.rank, one.start))


def _candidates(archive: Archive, question: str, passages: Sequence[Passage]) -> list[_Candidate]:
    by_chunk: dict[int, list[Passage]] = {}
    for passage in passages:
        by_chunk.setdefault(passage.chunk.id, []).append(passage)
    asked = _Asked(archive, question)
    found: list[_Candidate] = []
    for read, shown in enumerate(by_chunk.values()):
        group = group_of(shown[0].article.language)
        if read >= (_KOREAN_CHUNKS if group == KOREAN else _CHUNKS):
            break
        found.extend(_of_chunk(shown, asked, group))
    return found


def _of_chunk(shown: Sequence[Passage], asked: _Asked, group: str) -> list[_Candidate]:
    """The sentences of a chunk, of which the passages show one window each."""
    best = max(shown, key=lambda passage: passage.score)
    article = best.article
    spans = sentences_of(best.chunk)
    said = [set(words(article.text[span.start : span.end], group)) for span in spans]
    headline = set(words(article.title, group))
    cosine = max((passage.vector_score or 0.0) for passage in shown)
    found = []
    for at, span in enumerate(spans):
        sentence = article.text[span.start : span.end]
        if not is_quotable(sentence):
            continue
        around = [passage for passage in shown if passage.start <= span.start and span.end <= passage.end]
        window = max(around, key=lambda passage: passage.score, default=None)
        before = said[at - 1] if at else set[str]()
        named = asked.stretches(sentence)
        row = {
            "window": _log_odds(window.score if window else 0.0),
            "chunk": _log_odds(best.score),
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
        value = sum(WEIGHTS[name] * row[name] for name in FEATURES)
        own = asked.share(said[at], group)
        coverage = own + _HEADLINE_SHARE * (asked.share(said[at] | headline, group) - own)
        found.append(_Candidate(window or best, span, coverage, value))
    return found


def is_quotable(sentence: str) -> bool:
    """Whether this is a whole sentence of the article, not a headline, a caption, a link or a notice."""
    return (
        _FEWEST_CHARACTERS <= len(sentence) <= _MOST_CHARACTERS
        and len(sentence.split()) >= (_FEWEST_KOREAN_WORDS if _HANGUL.search(sentence) else _FEWEST_WORDS)
        and bool(_ENDS_A_SENTENCE.search(sentence))
        and not _BOILERPLATE.search(sentence)
    )


def _log_odds(chance: float) -> float:
    chance = min(_MOST_CHANCE, max(_LEAST_CHANCE, chance))
    return math.log(chance / (1.0 - chance))


def _similarities(archive: Archive, question: str, candidates: Sequence[_Candidate]) -> list[float]:
    """Cosines of the question to each sentence."""
    quotes = [one.passage.article.text[one.span.start : one.span.end] for one in candidates]
    vectors = np.asarray(archive.embedder.embed_documents(quotes))
    return [float(value) for value in vectors @ np.asarray(archive.embedder.embed_query(question))]


class _Asked:
    """What a question asks for: its informative words, weighted by how rare they are, and the shape of its answer."""

    def __init__(self, archive: Archive, question: str) -> None:
        self._archive = archive
        self._question = question
        self._asked: Asked = asked_kind(question)
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
        return stretches_of(self._question, sentence, self._asked)


def gives_a_reason(sentence: str) -> bool:
    """Whether a sentence says why something is so."""
    return bool(_REASON.search(sentence))


def stretches_of(question: str, sentence: str, asked: Asked) -> int:
    """How many different things in a sentence have the shape that is asked for and are not named by the question; for
    a question that asks why, whether the sentence gives a reason."""
    if asked.kind == "reason":
        return int(gives_a_reason(sentence))
    said = {word.lower() for word in _WORD.findall(question)}
    found = {one.text for one in stretches(sentence, asked)}
    return sum(not all(word.lower() in said for word in _WORD.findall(one)) for one in found)
