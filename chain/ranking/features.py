"""What the ranker sees of a window: its words, its article, its age, and whether it looks like an answer.

All features are general: they know the question, the passage and the day, and are about 0 to 1 in size. Words are
weighted by rarity (inverse document frequency), so that "the share of the question's words" means their information.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clippings.chain.ranking.chunk_reading import ChunkWords, read
from clippings.chain.ranking.fusion import scaled_bm25
from clippings.chain.ranking.query_terms import Met, QuestionWords, Rarity
from clippings.chain.ranking.windows import Window
from clippings.chain.temporal.focus import Focus
from clippings.core.sentences import Span
from clippings.core.types import Article, Chunk
from clippings.vectorstore.lexical.tokenizers import group_of, words

FEATURES = (
    "words_window",  # share of the question's words in the window
    "words_sentence",  # in its best sentence
    "words_near",  # in the window and a sentence to each side
    "words_headline",
    "words_window_or_headline",
    "words_chunk",
    "words_article",
    "pairs_window",  # share of the question's neighbouring words that are neighbours here
    "pairs_chunk",
    "bm25",  # of the chunk, as a share of what the question could score
    "bm25_of_best",  # of the chunk, as a share of the best chunk's
    "article_bm25",  # of the article's best chunk
    "article_chunks",  # how many chunks of the article were found, as log(1 + n)
    "cosine",  # of question and chunk; 0 where it is not known
    "article_cosine",  # of the article's nearest chunk
    "within_a_week",  # exp(-days / 7) from the time that the question is about
    "within_a_fortnight",
    "within_two_months",
    "days",  # log(1 + days)
    "depth",  # log(1 + characters before it / 400): news says the important things first
    "length",
    "names",  # capitalised words that the question does not have, up to 8
    "numbers",  # words with digits, up to 5
    "names_for_who",
    "names_for_where",
    "numbers_for_how_many",
)
"""The columns, in order."""

NEEDS_COSINE = ("cosine", "article_cosine")
"""Left out where the embedder does not speak the language, or vectors are not at hand."""

_WEEK, _FORTNIGHT, _TWO_MONTHS = 7.0, 14.0, 60.0
_MOST_NAMES, _MOST_NUMBERS = 8, 5

_WHO = re.compile(r"\b(who|whose|whom)\b|누가|누구", re.IGNORECASE)
_WHERE = re.compile(
    r"\bwhere\b|\b(which|what) (\w+ )?(countr|cit|state|nation|continent|province|region|town)"
    r"|어디|어느 (나라|도시|지역)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\bhow (many|much|long|old|far|tall|big|large|often|fast|high)\b|\bwhen\b"
    r"|\b(which|what) (percent|percentage|year|age|number|share|fraction|amount|date|day)|몇|얼마|언제",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ChunkCandidate:
    """A chunk that one of the indexes found."""

    chunk: Chunk
    bm25: float | None = None
    cosine: float | None = None
    closeness: float | None = None
    """Of one in another language than the question's: see `AcrossLanguages.closeness`."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A window of a candidate, and its row in the matrix of features."""

    candidate: ChunkCandidate
    window: Window
    row: int


class RankingFeatures:
    """What is seen of the chunks found for one question: of each at a glance, and of the windows of those read.

    Args:
        question: What is asked.
        candidates: All that was found. What is seen of an article depends on all of its chunks among them.
        focus: The time that the question is about.
        rarity: The rarity of words.
    """

    def __init__(self, question: str, candidates: Sequence[ChunkCandidate], focus: Focus, rarity: Rarity) -> None:
        self.candidates = candidates
        self._asked = {group: QuestionWords(question, group, rarity) for group in {_group(one) for one in candidates}}
        self._articles = _articles(candidates, self._asked, focus)
        self._best_bm25 = max((one.bm25 or 0.0 for one in candidates), default=0.0)
        self._kinds = (bool(_WHO.search(question)), bool(_WHERE.search(question)), bool(_HOW_MANY.search(question)))

    def at_a_glance(self) -> NDArray[np.float64]:
        """The features of every chunk as if it were one window, without reading its sentences: (n_chunks,
        len(FEATURES)). Neighbouring words, names and numbers are not looked for, and are 0."""
        return _matrix([self._glance(one) for one in self.candidates])

    def of_windows(self, candidates: Sequence[ChunkCandidate]) -> tuple[list[Scored], NDArray[np.float64]]:
        """Every window of these, some or all of the candidates, with its features.

        Returns:
            The windows, and a matrix (n_windows, len(FEATURES)) with a row for each, in the same order.
        """
        scored: list[Scored] = []
        rows: list[list[float]] = []
        for one in candidates:
            for window, row in self._windows(one):
                scored.append(Scored(one, window, len(rows)))
                rows.append(row)
        return scored, _matrix(rows)

    def _glance(self, one: ChunkCandidate) -> list[float]:
        asked, headline = self._asked[_group(one)], self._articles[one.chunk.article.id].headline
        words_chunk = asked.share_of_text(one.chunk.text)
        row = dict.fromkeys(FEATURES, 0.0) | self._of_chunk(one, words_chunk, 0.0)
        row |= dict.fromkeys(("words_window", "words_sentence", "words_near"), words_chunk)
        row["words_window_or_headline"] = max(words_chunk, asked.share(headline))
        row["depth"] = _depth(one.chunk.start)
        return list(row.values())

    def _windows(self, one: ChunkCandidate) -> list[tuple[Window, list[float]]]:
        chunk = read(one.chunk)
        if not chunk.spans:
            return []
        asked, headline = self._asked[_group(one)], self._articles[one.chunk.article.id].headline
        met = [asked.met(found) for found in chunk.words]
        of_chunk = self._of_chunk(one, asked.share(_bits(met)), max(sentence.pairs for sentence in met))
        found = []
        for first, last, start, end in chunk.spans:
            shown = Window(first, last, Span(one.chunk.start + start, one.chunk.start + end))
            row = of_chunk | _of_window(shown, chunk, met, asked, headline, self._kinds)
            found.append((shown, [row[name] for name in FEATURES]))
        return found

    def _of_chunk(self, one: ChunkCandidate, words_chunk: float, pairs_chunk: float) -> dict[str, float]:
        """What all windows of a chunk share."""
        asked, of_article = self._asked[_group(one)], self._articles[one.chunk.article.id]
        (_, chunk_bm25), (_, article_bm25) = scaled_bm25([(0, one.bm25 or 0.0), (1, of_article.bm25)], asked.rarity)
        days = of_article.days
        return {
            "words_headline": asked.share(of_article.headline),
            "words_chunk": words_chunk,
            "words_article": of_article.words_article,
            "pairs_chunk": pairs_chunk,
            "bm25": chunk_bm25,
            "bm25_of_best": (one.bm25 or 0.0) / self._best_bm25 if self._best_bm25 else 0.0,
            "article_bm25": article_bm25,
            "article_chunks": of_article.chunks,
            "cosine": one.cosine or 0.0,
            "article_cosine": of_article.cosine,
            "within_a_week": math.exp(-days / _WEEK),
            "within_a_fortnight": math.exp(-days / _FORTNIGHT),
            "within_two_months": math.exp(-days / _TWO_MONTHS),
            "days": math.log1p(days),
        }


def _matrix(rows: list[list[float]]) -> NDArray[np.float64]:
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _depth(characters_before: int) -> float:
    return math.log1p(characters_before / 400)


def _group(candidate: ChunkCandidate) -> str:
    return group_of(candidate.chunk.article.language)


@dataclass(frozen=True, slots=True)
class _OfArticle:
    headline: int
    words_article: float
    bm25: float
    chunks: float
    cosine: float
    days: float


def _articles(
    candidates: Sequence[ChunkCandidate], asked: dict[str, QuestionWords], focus: Focus
) -> dict[int, _OfArticle]:
    by_article: dict[int, list[ChunkCandidate]] = {}
    for one in candidates:
        by_article.setdefault(one.chunk.article.id, []).append(one)
    found = {}
    for article_id, ones in by_article.items():
        article: Article = ones[0].chunk.article
        group = asked[_group(ones[0])]
        found[article_id] = _OfArticle(
            headline=group.read(words(article.title, group.group))[0],
            words_article=group.share_of_text(article.text),
            bm25=max(one.bm25 or 0.0 for one in ones),
            chunks=math.log1p(len(ones)),
            cosine=max(one.cosine or 0.0 for one in ones),
            days=focus.days_to(article),
        )
    return found


def _of_window(
    window: Window,
    chunk: ChunkWords,
    met: Sequence[Met],
    asked: QuestionWords,
    headline: int,
    kinds: tuple[bool, bool, bool],
) -> dict[str, float]:
    who, where, how_many = kinds
    share = asked.share
    inside = met[window.first : window.last + 1]
    bits = _bits(inside)
    names, numbers = _names_and_numbers(chunk, window, asked.said)
    return {
        "words_window": share(bits),
        "words_sentence": max(sentence.share for sentence in inside),
        "words_near": share(_bits(met[max(0, window.first - 1) : window.last + 2])),
        "words_window_or_headline": share(bits | headline),
        "pairs_window": max(sentence.pairs for sentence in inside),
        "depth": _depth(window.span.start),
        "length": (window.span.end - window.span.start) / 400,
        "names": names,
        "numbers": numbers,
        "names_for_who": names * who,
        "names_for_where": names * where,
        "numbers_for_how_many": numbers * how_many,
    }


def _names_and_numbers(chunk: ChunkWords, window: Window, said: set[str]) -> tuple[int, int]:
    inside = slice(window.first, window.last + 1)
    names = set().union(*chunk.names[inside]) - said
    return min(len(names), _MOST_NAMES), min(sum(chunk.numbers[inside]), _MOST_NUMBERS)


def _bits(met: Sequence[Met]) -> int:
    bits = 0
    for sentence in met:
        bits |= sentence.bits
    return bits
