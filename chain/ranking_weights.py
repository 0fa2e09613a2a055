"""The numbers of the ranker: made by `python benchmarks/ranking.py HOME QUESTIONS --write` from the
questions of 2022 alone (docs/decisions/022)."""

from __future__ import annotations

WITH_COSINE: dict[str, float] = {
    "words_window": 3.0185,
    "words_sentence": 0.2119,
    "words_near": -0.6172,
    "words_headline": 1.8007,
    "words_window_or_headline": 2.7083,
    "words_chunk": 0.7860,
    "words_article": 1.6933,
    "pairs_window": 1.6620,
    "pairs_chunk": 0.2780,
    "bm25": 0.4799,
    "bm25_of_best": -0.4180,
    "article_bm25": -0.5503,
    "article_chunks": -0.3502,
    "cosine": 8.0000,
    "article_cosine": -3.3263,
    "within_a_week": 0.5948,
    "within_a_fortnight": 1.1279,
    "within_two_months": 0.7568,
    "days": -0.0836,
    "depth": -0.3579,
    "length": -0.8847,
    "names": 0.1432,
    "numbers": 0.0401,
    "names_for_who": 0.2286,
    "names_for_where": 0.1744,
    "numbers_for_how_many": 0.7236,
}
CHANCE_WITH_COSINE = (-4.6886, 0.3379)
"""Intercept and slope: the log-odds that a window of some score is a right one, on unseen folds."""

WITHOUT_COSINE: dict[str, float] = {
    "words_window": 3.2552,
    "words_sentence": 0.1390,
    "words_near": -0.2991,
    "words_headline": 3.6869,
    "words_window_or_headline": 3.0326,
    "words_chunk": 2.1071,
    "words_article": 2.1797,
    "pairs_window": 1.1244,
    "pairs_chunk": 0.8636,
    "bm25": 0.1654,
    "bm25_of_best": -0.5467,
    "article_bm25": -0.7406,
    "article_chunks": -0.3385,
    "within_a_week": 0.9041,
    "within_a_fortnight": 1.2862,
    "within_two_months": 0.4479,
    "days": -0.0389,
    "depth": -0.3642,
    "length": -0.7656,
    "names": 0.1163,
    "numbers": 0.0473,
    "names_for_who": 0.2339,
    "names_for_where": 0.1817,
    "numbers_for_how_many": 0.7582,
}
CHANCE_WITHOUT_COSINE = (-4.4545, 0.3415)
"""Intercept and slope: the log-odds that a window of some score is a right one, on unseen folds."""
