"""What makes a sentence answer: weights, learned from the questions of 2022 by `benchmarks/sentences.py`."""

FEATURES = (
    "window",  # log-odds of the window around it, as the ranker has them
    "chunk",  # of the best window of its chunk
    "rank",  # 1 / rank of its window
    "words",  # share of the question's words in it
    "words_headline",
    "words_sentence_or_headline",
    "words_before",  # in it, the sentence before or the headline
    "stretches",  # things of the shape that is asked for and that the question does not name, up to 6
    "has_stretch",
    "depth",  # log(1 + characters before it / 400)
    "length",  # characters / 200
    "cosine",  # of the question and its chunk
    "in_window",
)

WEIGHTS = dict(
    zip(
        FEATURES,
        (0.1, 1.112, 0.834, 2.461, -0.142, 1.588, 0.163, 1.198, 2.248, -0.239, 0.529, 1.506, 0.01),
        strict=True,
    )
)
"""By a softmax over the sentences of a question, regularised; in five folds of 2022 the best 80 words hold the gold
choice for 0.47 of the questions, the best windows cut to 80 words for 0.43 (docs/decisions/040)."""

MEANING = 6.0
"""Of the cosine to the sentence, beyond what the best sentences have on average. On 270 questions of 2022, 0 to 12
compared: with 80 words it changes nothing (0.48), with 50 it helps a little (0.39 to 0.41); the sentence under its
headline never helps. It is kept for questions in other words than the article's."""

INTERCEPT, SLOPE = -3.258, 0.402
"""From the weighted sum to the chance that the sentence holds the answer."""
