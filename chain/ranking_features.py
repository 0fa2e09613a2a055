"""What the ranker sees of a window: its words, its article, its age, and whether it looks like an answer.

All features are general: they know the question, the passage and the day, and are about 0 to 1 in size. Words are
weighted by rarity (inverse document frequency), so that "the share of the question's words" means their information.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clippings.chain.fusion import scaled_bm25
from clippings.chain.recency import Focus
from clippings.chain.windows import Window, sentences_of, windows
from clippings.core.types import Article, Chunk
from clippings.vectorstore.tokenizers import group_of, terms, words

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
_WORD = re.compile(r"[^\W_]+")
_STARTS_A_SENTENCE = re.compile(r"^\W*\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that one of the indexes found."""

    chunk: Chunk
    bm25: float | None = None
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A window of a candidate, and its row in the matrix of features."""

    candidate: Candidate
    window: Window
    row: int


Rarity = Callable[[Sequence[str], str], dict[str, float]]
"""From words and their group of languages to their inverse document frequencies: `LexicalIndex.rarity`."""


def features(
    question: str, candidates: Sequence[Candidate], focus: Focus, rarity: Rarity
) -> tuple[list[Scored], NDArray[np.float64]]:
    """Every window of every candidate, with its features.

    Returns:
        The windows, and a matrix (n_windows, len(FEATURES)) with a row for each, in the same order.
    """
    asked = {group: _Asked(question, group, rarity) for group in {_group(one) for one in candidates}}
    articles = _articles(candidates, asked, focus)
    best = max((one.bm25 or 0.0 for one in candidates), default=0.0)
    kinds = (bool(_WHO.search(question)), bool(_WHERE.search(question)), bool(_HOW_MANY.search(question)))
    scored: list[Scored] = []
    rows: list[list[float]] = []
    for one in candidates:
        of_article = articles[one.chunk.article.id]
        for window, row in _rows(one, of_article, asked[_group(one)], best, kinds):
            scored.append(Scored(one, window, len(rows)))
            rows.append(row)
    return scored, np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _group(candidate: Candidate) -> str:
    return group_of(candidate.chunk.article.language)


class _Asked:
    """The question's words as one group of languages spells them."""

    def __init__(self, question: str, group: str, rarity: Rarity) -> None:
        in_order = terms(question, group)
        weights = rarity(in_order, group)
        self.group = group
        self.column = {word: column for column, word in enumerate(weights)}
        self.weights = np.array(list(weights.values()), dtype=np.float64)
        self.total = float(self.weights.sum()) or 1.0
        self.rarity = float(self.weights.sum())
        self.pairs = {
            (one, other): min(weights[one], weights[other]) for one, other in pairwise(in_order) if one != other
        }
        self.pairs_total = sum(self.pairs.values()) or 1.0
        self.said = set(words(question, group)) | {word.lower() for word in _WORD.findall(question)}

    def has(self, found: Sequence[str]) -> NDArray[np.bool_]:
        """Which of the question's words these are, (n_words,)."""
        row = np.zeros(len(self.column), dtype=np.bool_)
        for word in found:
            if (column := self.column.get(word)) is not None:
                row[column] = True
        return row

    def pair_share(self, found: Sequence[str]) -> float:
        """The share of the question's neighbours that follow each other here, with only other words between."""
        kept = [word for word in found if word in self.column]
        met = set(pairwise(kept))
        return sum(weight for pair, weight in self.pairs.items() if pair in met) / self.pairs_total

    def share(self, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The share of the question's information, for rows of `has`."""
        shares: NDArray[np.float64] = rows @ self.weights / self.total
        return shares

    def share_of_text(self, text: str) -> float:
        """The share of the question's words that some word of a long text begins with, without analysing it."""
        lowered = f" {text.lower()}"
        inside = "" if self.group in {"ko", "bigrams"} else " "
        return (
            sum(
                float(weight)
                for word, weight in zip(self.column, self.weights, strict=True)
                if inside + word in lowered
            )
            / self.total
        )


@dataclass(frozen=True, slots=True)
class _OfArticle:
    headline: NDArray[np.bool_]
    words_article: float
    bm25: float
    chunks: float
    cosine: float
    days: float


def _articles(candidates: Sequence[Candidate], asked: dict[str, _Asked], focus: Focus) -> dict[int, _OfArticle]:
    by_article: dict[int, list[Candidate]] = {}
    for one in candidates:
        by_article.setdefault(one.chunk.article.id, []).append(one)
    found = {}
    for article_id, ones in by_article.items():
        article: Article = ones[0].chunk.article
        group = asked[_group(ones[0])]
        found[article_id] = _OfArticle(
            headline=group.has(words(article.title, group.group)),
            words_article=group.share_of_text(article.text),
            bm25=max(one.bm25 or 0.0 for one in ones),
            chunks=math.log1p(len(ones)),
            cosine=max(one.cosine or 0.0 for one in ones),
            days=focus.days_to(article),
        )
    return found


def _rows(
    one: Candidate, of_article: _OfArticle, asked: _Asked, best_bm25: float, kinds: tuple[bool, bool, bool]
) -> list[tuple[Window, list[float]]]:
    text = one.chunk.article.text
    spans = sentences_of(one.chunk)
    if not spans:
        return []
    quotes = [text[span.start : span.end] for span in spans]
    said = [words(quote, asked.group) for quote in quotes]
    has = np.stack([asked.has(found) for found in said])
    pairs = [asked.pair_share(found) for found in said]
    names = [_names(quote) - asked.said for quote in quotes]
    numbers = [sum(any(c.isdigit() for c in word) for word in _WORD.findall(quote)) for quote in quotes]
    single = asked.share(has)
    chunk_bm25, article_bm25 = (
        share for _, share in scaled_bm25([(0, one.bm25 or 0.0), (1, of_article.bm25)], asked.rarity)
    )
    words_headline = float(asked.share(of_article.headline))
    words_chunk = float(asked.share(_any(has)))
    days = of_article.days
    found = []
    for window in windows(spans):
        first, after = window.first, window.last + 1
        inside = _any(has[first:after])
        named = min(len(set().union(*names[first:after])), _MOST_NAMES)
        counted = min(sum(numbers[first:after]), _MOST_NUMBERS)
        who, where, how_many = kinds
        row = [
            float(asked.share(inside)),
            float(single[first:after].max()),
            float(asked.share(_any(has[max(0, first - 1) : after + 1]))),
            words_headline,
            float(asked.share(inside | of_article.headline)),
            words_chunk,
            of_article.words_article,
            max(pairs[first:after]),
            max(pairs),
            chunk_bm25,
            (one.bm25 or 0.0) / best_bm25 if best_bm25 else 0.0,
            article_bm25,
            of_article.chunks,
            one.cosine or 0.0,
            of_article.cosine,
            math.exp(-days / _WEEK),
            math.exp(-days / _FORTNIGHT),
            math.exp(-days / _TWO_MONTHS),
            math.log1p(days),
            math.log1p(window.span.start / 400),
            (window.span.end - window.span.start) / 400,
            float(named),
            float(counted),
            float(named * who),
            float(named * where),
            float(counted * how_many),
        ]
        found.append((window, row))
    return found


def _any(rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.logical_or.reduce(rows, axis=0)
    return found


def _names(sentence: str) -> set[str]:
    """Capitalised words, but not one that only begins the sentence."""
    rest = _STARTS_A_SENTENCE.sub("", sentence, count=1)
    return {word.lower() for word in _WORD.findall(rest) if word[0].isupper()}
