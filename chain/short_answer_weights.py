"""Which candidate is the short answer: weights, learned from the questions of 2022 by `benchmarks/short_answers.py`."""

from clippings.chain.asked_kind import KINDS, Kind

FEATURES = (
    "best",  # log of the chance of the best sentence that has it
    "share",  # of all sentences' chances, those that have it
    "is_first",
    "coverage",  # of the question's words, in its best sentence
    "articles",  # how many articles have it, up to 4
    "headline",
    "near",  # how densely the question's words stand around it
    "near_type",  # "actor" stands next to it, where an actor is asked for
    "has_type",  # "Hurricane" is in it, where a hurricane is asked for
    "words",
    "one_word",
    "shares_words",  # with the question
    "alone",  # 1 / candidates in its best sentence
    "position",  # in its sentence, 0 to 1
    "title",
    "acronym",
)

WEIGHTS: dict[str, float] = {
    "best": 1.031,
    "share": 4.333,
    "is_first": 0.162,
    "coverage": -0.989,
    "articles": 0.1,
    "headline": 1.792,
    "near": 0.859,
    "near_type": 0.465,
    "has_type": 1.992,
    "words": 0.067,
    "one_word": -0.651,
    "shares_words": -0.836,
    "alone": 1.298,
    "position": -0.64,
    "title": 1.02,
    "acronym": -1.44,
}
INTERCEPT: dict[Kind, float] = dict.fromkeys(KINDS, -2.3) | {
    "person": -2.365,
    "place": -2.197,
    "number": -1.8,
    "money": -0.772,
    "share": -1.709,
    "time": -1.223,
    "name": -2.379,
}

LEAST_CHANCE = 0.17
"""In five folds of 2022, candidates from 0.20 on are given for half of the questions, with a token F1 of 0.52; from
0.15 on for 0.6 of them, with 0.45 (docs/decisions/041)."""
