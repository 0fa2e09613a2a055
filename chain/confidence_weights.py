"""Weights of `chain.confidence`, learned by `benchmarks/confidence.py`."""

FEATURES = (
    "best",  # log of the best sentence's chance / 3
    "passage",  # the best window's chance
    "margin",  # of the best sentence over the fifth
    "coverage",  # of the question's words, in the best of three sentences
    "similarity",  # cosine, the best of three
    "kind_is_there",  # a name where a name is asked for, a number, a time
    "names_near",  # share of the question's names near the best of three
    "names_unknown",  # share of them in no evidence at all
    "short",  # the chance of the short answer
    "days",  # log(1 + days) / 8 from the time that the question is about
    "recent",  # exp(-days / 14)
    "articles",  # different articles among the best eight sentences
)

WEIGHTS: dict[str, float] = {
    "best": 0.362,
    "passage": 2.098,
    "margin": 0.782,
    "coverage": 2.268,
    "similarity": 1.079,
    "kind_is_there": 0.503,
    "names_near": 0.56,
    "names_unknown": -0.709,
    "short": 1.281,
    "days": 1.914,
    "recent": 2.158,
    "articles": -2.219,
}
INTERCEPT = -4.057

THRESHOLD = 0.45
"""Answers less likely than this are not given. In five folds of 2022, 0.497 declines a tenth of the questions whose
quotes hold the gold choice, and 0.86 of those that are asked too early; a little lower, for questions on old news."""
