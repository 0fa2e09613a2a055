"""Learn which sentence answers.   python benchmarks/sentences.py REALTIMEQA_DIR --home HOME [--every N]

A softmax over the sentences of each question of 2022 (those that hold the gold choice as whole words are right), by
L-BFGS on standardised features with an L2 penalty. Prints weights for `chain/models/evidence_by_words.json`, and in
five folds the share of questions whose gold choice stands in the best 80 words, beside the weights in use. HOME holds
the ingested articles of RealTime QA, as `clippings benchmark realtimeqa` keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from quiz_of_2022 import FOLDS, Searched, options, searched
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from clippings.chain.evidence.features import sentences
from clippings.chain.models.linear_model import LinearModel
from clippings.evaluation.realtimeqa.questions import holds_as_words, normalised

_SHOWN_WORDS = 80
_HANDED_ON = 28
_PENALTY = 1e-3
Floats = NDArray[np.float64]


class Rows:
    """The sentences of all questions, those of one question together.

    Attributes:
        features: (n_sentences, n_features)
        right: (n_sentences,) holds the gold choice as whole words.
        holds: (n_sentences,) holds it as `clippings benchmark realtimeqa --answers` counts.
        words: (n_sentences,) how many words it has.
        question: (n_sentences,) number of the question.
    """

    def __init__(self, questions: Iterable[Searched]) -> None:
        features, right, holds, words, question = [], [], [], [], []
        for asked in questions:
            for one in sentences(asked.archive, asked.found.question.text, asked.found.passages):
                text = one.passage.article.text[one.span.start : one.span.end]
                features.append([one.row[name] for name in FEATURES])
                right.append(holds_as_words(asked.case.gold, text))
                holds.append(bool(asked.case.gold) and asked.case.gold in normalised(text))
                words.append(len(text.split()))
                question.append(asked.number)
        self.features = np.array(features)
        self.right, self.holds = np.array(right), np.array(holds)
        self.words, self.question = np.array(words), np.array(question)


_IN_USE = LinearModel.load("evidence_by_words").weights
FEATURES = tuple(_IN_USE)


def main() -> None:
    chosen = options(__doc__)
    rows = Rows(searched(chosen.folder, chosen.home, chosen.every))
    in_use = np.array([_IN_USE[name] for name in FEATURES])
    shares = []
    for fold in range(FOLDS):
        held_out = rows.question % FOLDS == fold
        shares.append(_share(rows, rows.features @ _learned(rows, ~held_out), held_out))
    everything = np.ones(len(rows.question), dtype=bool)
    weights = _learned(rows, everything)
    intercept, slope = _calibrated(rows, rows.features @ weights)
    print(
        json.dumps(
            {
                "questions": len(set(rows.question)),
                "sentences": len(rows.question),
                "holds_in_80_words_five_folds": round(float(np.mean(shares)), 4),
                "holds_in_80_words_weights_in_use": round(_share(rows, rows.features @ in_use, everything), 4),
                "weights": {name: round(float(value), 3) for name, value in zip(FEATURES, weights, strict=True)},
                "intercept": round(intercept, 3),
                "slope": round(slope, 3),
            },
            indent=2,
        )
    )


def _learned(rows: Rows, of: NDArray[np.bool_]) -> Floats:
    """Weights (n_features,) that make right sentences likely among those of their question."""
    order = np.argsort(rows.question[of], kind="stable")
    features, right = rows.features[of][order], rows.right[of][order].astype(float)
    question = rows.question[of][order]
    spread = features.std(0) + 1e-9
    scaled = (features - features.mean(0)) / spread
    starts = np.flatnonzero(np.r_[True, np.diff(question) != 0])
    sizes = np.diff(np.r_[starts, len(question)])
    has_right = np.add.reduceat(right, starts) > 0

    def loss(weights: Floats) -> tuple[float, Floats]:
        value = scaled @ weights
        likely = np.exp(value - np.repeat(np.maximum.reduceat(value, starts), sizes))
        of_all, of_right = np.add.reduceat(likely, starts), np.add.reduceat(likely * right, starts)
        count = has_right.sum()
        lost = -(np.log(of_right[has_right]) - np.log(of_all[has_right])).sum() / count + _PENALTY * weights @ weights
        expected = likely / np.repeat(of_all, sizes)
        true = likely * right / np.repeat(np.where(has_right, of_right, 1.0), sizes)
        slope = scaled.T @ ((expected - true) * np.repeat(has_right, sizes)) / count + 2 * _PENALTY * weights
        return float(lost), slope

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return np.asarray(found / spread, dtype=np.float64)


def _share(rows: Rows, value: Floats, of: NDArray[np.bool_]) -> float:
    """Of these questions, those whose gold choice stands in the best sentences that fit into 80 words."""
    found = []
    for number in np.unique(rows.question[of]):
        left, holds = _SHOWN_WORDS, False
        for at in sorted(np.flatnonzero(rows.question == number), key=lambda at: -value[at]):
            if rows.words[at] <= left:
                left -= int(rows.words[at])
                holds |= bool(rows.holds[at])
        found.append(holds)
    return float(np.mean(found))


def _calibrated(rows: Rows, value: Floats) -> tuple[float, float]:
    """Intercept and slope from the weighted sum to the chance, over the sentences that are handed on."""
    best = np.concatenate(
        [
            sorted(np.flatnonzero(rows.question == number), key=lambda at: -value[at])[:_HANDED_ON]
            for number in np.unique(rows.question)
        ]
    ).astype(int)
    model = LogisticRegression(C=100.0).fit(value[best][:, None], rows.right[best])
    return float(model.intercept_[0]), float(model.coef_[0][0])


if __name__ == "__main__":
    main()
