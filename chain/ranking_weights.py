"""The numbers of the ranker: made by `python benchmarks/ranking.py HOME QUESTIONS --write` from the questions of
2022 alone (docs/decisions/022). The archive had no vectors: there are no weights with cosines yet."""

from __future__ import annotations

WITHOUT_COSINE: dict[str, float] = {
    "words_window": 4.1850,
    "words_sentence": -0.1119,
    "words_near": -0.9950,
    "words_headline": 1.9005,
    "words_window_or_headline": 2.7366,
    "words_chunk": 0.7101,
    "words_article": 1.7165,
    "pairs_window": 1.5559,
    "pairs_chunk": 0.0855,
    "bm25": -0.7275,
    "bm25_of_best": 3.5557,
    "article_bm25": -0.7651,
    "article_chunks": -0.5616,
    "within_a_week": 0.5485,
    "within_a_fortnight": 1.6223,
    "within_two_months": 0.6486,
    "days": -0.0241,
    "depth": -0.2802,
    "length": -1.0058,
    "names": 0.1053,
    "numbers": 0.0517,
    "names_for_who": 0.2668,
    "names_for_where": 0.1984,
    "numbers_for_how_many": 0.7508,
}
CHANCE_WITHOUT_COSINE = (-4.7793, 0.3925)
"""Intercept and slope: the log-odds that a window of some score is a right one, on unseen folds."""

WITH_COSINE: dict[str, float] = {
    "words_window": 4.1850,
    "words_sentence": -0.1119,
    "words_near": -0.9950,
    "words_headline": 1.9005,
    "words_window_or_headline": 2.7366,
    "words_chunk": 0.7101,
    "words_article": 1.7165,
    "pairs_window": 1.5559,
    "pairs_chunk": 0.0855,
    "bm25": -0.7275,
    "bm25_of_best": 3.5557,
    "article_bm25": -0.7651,
    "article_chunks": -0.5616,
    "cosine": 3.0,
    "article_cosine": 1.0,
    "within_a_week": 0.5485,
    "within_a_fortnight": 1.6223,
    "within_two_months": 0.6486,
    "days": -0.0241,
    "depth": -0.2802,
    "length": -1.0058,
    "names": 0.1053,
    "numbers": 0.0517,
    "names_for_who": 0.2668,
    "names_for_where": 0.1984,
    "numbers_for_how_many": 0.7508,
}
CHANCE_WITH_COSINE = (-4.7793, 0.3925)
"""Intercept and slope: the log-odds that a window of some score is a right one, on unseen folds."""
