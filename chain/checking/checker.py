"""Each sentence of a draft beside what the archive says: a verdict, and the quote that it rests on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from clippings.chain.checking.comparison import LEAST_UNLIKE, Reason, SentenceComparison, Verdict, compare
from clippings.chain.checking.confirmation import Around, Difference
from clippings.chain.checking.days import days_in
from clippings.chain.checking.draft import DraftSentence, NothingToCheck
from clippings.chain.checking.exchanges import ExchangedWord
from clippings.chain.checking.statements import DraftStatement, Mark, read_statement
from clippings.chain.evidence.features import is_quotable
from clippings.chain.generation.citations import verified
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.sentences import Span, sentences
from clippings.core.types import Chunk, Citation, Passage, Question
from clippings.vectorstore.lexical.tokenizers import group_of, words

_COMPARED = 8
"""Sentences that share the most with one of a draft, and are compared with it in full."""

_LEAST_SHARED = 0.3
"""Of its words by how rare they are: what shares less is on something else."""

_LEAST_NEAR = 0.5
"""The same, from which on a sentence that does not bear it out is shown as the nearest."""

_LEAST_OF_SYNONYMS, _LEAST_SYNONYMS = 0.9, 0.75
"""Cosine of a stretch with words exchanged, and of these words alone, from which on they are synonyms."""

_KEPT_CHUNKS, _KEPT_VECTORS = 600, 10_000

State = Literal["confirmed", "differs", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class CheckedMark:
    """A number, a name or a day of a sentence, and what the archive says of it."""

    mark: Mark
    state: State


@dataclass(frozen=True, slots=True)
class CheckedDraftSentence:
    """A sentence of a draft with its verdict.

    Attributes:
        sentence: Where it stands in the draft.
        verdict: Whether the archive bears it out.
        citations: The quote that the verdict rests on; empty for `absent`.
        differences: Of `otherwise`: what the draft says, and what the archive says instead.
        reason: Of `absent`: why there was nothing to check, or what was lacking.
        near: Of `absent`: the quote that comes nearest, which does not bear it out.
        marks: Its numbers, names and days.
    """

    sentence: DraftSentence
    verdict: Verdict
    citations: tuple[Citation, ...] = ()
    differences: tuple[Difference, ...] = ()
    reason: NothingToCheck | Reason | Literal["nothing_near"] = ""
    near: tuple[Citation, ...] = ()
    marks: tuple[CheckedMark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence of a chunk that can be quoted."""

    chunk: Chunk
    span: Span
    words: frozenset[str]
    before: str


class Checker:
    """Checks the sentences of drafts against one archive.

    Args:
        retriever: Of the archive.
        question: Its limits: nothing outside of them bears a sentence out.
    """

    def __init__(self, retriever: HybridRetriever, question: Question) -> None:
        self._retriever = retriever
        self._archive = retriever.archive
        self._question = question
        self._read: OrderedDict[int, tuple[_Read, ...]] = OrderedDict()
        self._vectors: dict[str, object] = {}

    def check(self, sentence: DraftSentence) -> CheckedDraftSentence:
        """The verdict on one sentence.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        claim = read_statement(sentence.text, sentence.language)
        if sentence.skipped:
            return CheckedDraftSentence(sentence, "absent", reason=sentence.skipped, marks=_marks(claim, None))
        weights = self._archive.lexical.rarity(claim.words, group_of(sentence.language))
        likely = self._likely(claim, weights)
        if not likely:
            return CheckedDraftSentence(sentence, "absent", reason="nothing_near", marks=_marks(claim, None))
        likeness = self._likeness if self._archive.embedder.speaks(sentence.language) else _unknown
        compared = [
            (
                compare(claim, read_statement(_text(one), one.chunk.article.language), _around(one), weights, likeness),
                one,
            )
            for one in likely
        ]
        found, best = max(compared, key=lambda each: (_ORDER[each[0].verdict], each[0].told))
        quotes = self._cite(best)
        if not quotes:  # it was changed meanwhile
            return CheckedDraftSentence(sentence, "absent", reason="nothing_near", marks=_marks(claim, None))
        if found.verdict == "absent":
            near = quotes if found.told >= _LEAST_NEAR else ()
            reason = (found.reason or "words") if near else "nothing_near"
            return CheckedDraftSentence(sentence, "absent", reason=reason, near=near, marks=_marks(claim, None))
        return CheckedDraftSentence(sentence, found.verdict, quotes, found.differences, marks=_marks(claim, found))

    def _likely(self, claim: DraftStatement, weights: dict[str, float]) -> list[_Read]:
        """The sentences that share the most of its words, the best first."""
        total = sum(weights.get(word, 0.0) for word in set(claim.words))
        if not total:
            return []
        found, _ = self._retriever.candidates(replace(self._question, text=claim.text))
        mine = {word: weight for word, weight in weights.items() if word in claim.words}
        shared: list[tuple[float, _Read]] = []
        for candidate in found:
            if group_of(candidate.chunk.article.language) != group_of(claim.language):
                continue
            for one in self._sentences(candidate.chunk):
                share = sum(weight for word, weight in mine.items() if word in one.words) / total
                if share >= _LEAST_SHARED:
                    shared.append((share, one))
        shared.sort(key=lambda each: (-each[0], each[1].chunk.id, each[1].span.start))
        seen: set[tuple[int, Span]] = set()
        likely = []
        for _, one in shared:
            place = one.chunk.article.id, one.span
            if place not in seen:
                seen.add(place)
                likely.append(one)
        return likely[:_COMPARED]

    def _sentences(self, chunk: Chunk) -> tuple[_Read, ...]:
        if chunk.id in self._read:
            self._read.move_to_end(chunk.id)
            return self._read[chunk.id]
        article, before, found = chunk.article, "", []
        group = group_of(article.language)
        for span in sentences(article.text, article.language, Span(chunk.start, chunk.end)):
            text = article.text[span.start : span.end]
            if is_quotable(text, article.title):
                found.append(_Read(chunk, span, frozenset(words(text, group)), before))
            before = text
        self._read[chunk.id] = tuple(found)
        while len(self._read) > _KEPT_CHUNKS:
            self._read.popitem(last=False)
        return self._read[chunk.id]

    def _likeness(self, one: ExchangedWord) -> float:
        """How alike words are to those in whose place they stand, by the archive's embedder."""
        if not one.can_mean_the_same:
            return 0.0
        close = self._cosine(one.in_claim, one.in_proof)
        is_synonym = close >= _LEAST_OF_SYNONYMS and self._cosine(one.said, one.archive) >= _LEAST_SYNONYMS
        return 1.0 if is_synonym else close

    def _cosine(self, one: str, other: str) -> float:
        unknown = [text for text in (one, other) if text not in self._vectors]
        if unknown:
            if len(self._vectors) > _KEPT_VECTORS:
                self._vectors.clear()
                unknown = [one, other]
            self._vectors.update(zip(unknown, self._archive.embedder.embed_documents(unknown), strict=True))
        return float(np.asarray(self._vectors[one]) @ np.asarray(self._vectors[other]))

    def _cite(self, one: _Read) -> tuple[Citation, ...]:
        """The quote, as the catalogue has it now."""
        passage = Passage(one.chunk, 1, 1.0, window=(one.span.start, one.span.end))
        return tuple(verified(self._archive, [Citation(1, passage, _text(one), one.span.start, one.span.end)]))


_ORDER: dict[Verdict, int] = {"supported": 2, "otherwise": 1, "absent": 0}


def check_draft(checker: Checker, draft: Sequence[DraftSentence]) -> Iterator[CheckedDraftSentence]:
    """The verdict on each sentence of a draft, one after the other."""
    for sentence in draft:
        yield checker.check(sentence)


def _unknown(_one: ExchangedWord) -> float:
    """In a language that the embedder does not speak no two words are known to mean the same."""
    return LEAST_UNLIKE


def _marks(claim: DraftStatement, found: SentenceComparison | None) -> tuple[CheckedMark, ...]:
    def state(mark: Mark) -> State:
        if found is None:
            return "unconfirmed"
        return "differs" if mark in found.unconfirmed else "confirmed"

    return tuple(CheckedMark(mark, state(mark)) for mark in claim.marks)


def _text(one: _Read) -> str:
    return one.chunk.article.text[one.span.start : one.span.end]


def _around(one: _Read) -> Around:
    article = one.chunk.article
    text = f"{article.title} {article.source} {one.before}"
    return Around(
        words=frozenset(words(text, group_of(article.language))),
        text=text,
        article=article.text,
        published=article.dated.date() if article.dated else None,
        days=tuple(day for day, _, _ in days_in(f"{article.title} . {one.before}")),
    )
