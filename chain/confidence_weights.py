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

WEIGHTS: dict[str, float] = dict.fromkeys(FEATURES, 0.5)
INTERCEPT = -1.0

THRESHOLD = 0.5
"""Answers less likely than this are not given."""
