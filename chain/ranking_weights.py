"""The numbers of the ranker: made by `python benchmarks/ranking.py HOME QUESTIONS --write` from the
questions of 2022 alone (docs/decisions/022)."""

from __future__ import annotations

WITH_COSINE: dict[str, float] = {
    "words_window": 3.7889,
    "words_sentence": -0.0128,
    "words_near": -0.8201,
    "words_headline": 2.0032,
    "words_window_or_headline": 2.5850,
    "words_chunk": 0.9265,
    "words_article": 1.3745,
    "pairs_window": 1.7648,
    "pairs_chunk": 0.1549,
    "bm25": 0.2344,
    "bm25_of_best": 0.1940,
    "article_bm25": -0.5628,
    "article_chunks": -0.5380,
    "cosine": 3.2518,
    "article_cosine": 0.8532,
    "within_a_week": 0.8854,
    "within_a_fortnight": 1.0958,
    "within_two_months": 0.8268,
    "days": -0.0335,
    "depth": -0.3155,
    "length": -0.7962,
    "names": 0.1388,
    "numbers": 0.0437,
    "names_for_who": 0.2691,
    "names_for_where": 0.1907,
    "numbers_for_how_many": 0.6852,
}
CHANCE_WITH_COSINE = (-4.9132, 0.3612)
"""Intercept and slope: the log-odds that a window of some score is a right one, on unseen folds."""

WITHOUT_COSINE: dict[str, float] = {
    "words_window": 3.8710,
    "words_sentence": 0.0251,
    "words_near": -0.5446,
    "words_headline": 3.4326,
    "words_window_or_headline": 2.8639,
    "words_chunk": 1.8528,
    "words_article": 2.0670,
    "pairs_window": 1.1875,
    "pairs_chunk": 0.5982,
    "bm25": -0.1184,
    "bm25_of_best": 0.0193,
    "article_bm25": -0.4038,
    "article_chunks": -0.4315,
    "within_a_week": 1.1005,
    "within_a_fortnight": 1.1928,
    "within_two_months": 0.4850,
    "days": -0.0198,
    "depth": -0.3418,
    "length": -0.7658,
    "names": 0.1143,
    "numbers": 0.0498,
    "names_for_who": 0.2770,
    "names_for_where": 0.1911,
    "numbers_for_how_many": 0.7171,
}
CHANCE_WITHOUT_COSINE = (-4.5618, 0.3490)
"""Intercept and slope: the log-odds that a window of some score is a right one, on unseen folds."""
