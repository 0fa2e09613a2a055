"""Learn which words are the short answer.   python benchmarks/short_answers.py REALTIMEQA_DIR --home HOME [--every N]

Every candidate of the best sentences for each question of 2022 that asks for a few words; right is a token F1 of a half
against the gold choice. Prints weights for `chain/short_answer_weights.py`, and in five folds, for several shares of
all questions, the chance from which so many are answered and their token F1. HOME holds the ingested articles of
RealTime QA, as `clippings benchmark realtimeqa` keeps them.
"""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray
from quiz_of_2022 import FOLDS, options, searched
from sklearn.linear_model import LogisticRegression

from clippings.chain import evidence
from clippings.chain.asked_kind import KINDS, SHORT, asked_kind
from clippings.chain.short_answer import SENTENCES, candidates
from clippings.chain.short_answer_weights import FEATURES
from clippings.evaluation.short_answers import token_f1

_RIGHT_FROM_F1 = 0.5
_SHARES = (0.25, 0.4, 0.5, 0.6, 0.7)
_KINDS = [kind for kind in KINDS if kind in SHORT]


def main() -> None:
    chosen = options(__doc__)
    features, f1, question = [], [], []
    asked_for = 0
    for one in searched(chosen.folder, chosen.home, chosen.every):
        asked_for += 1
        text = one.found.question.text
        asked = asked_kind(text)
        if asked.kind not in SHORT:
            continue
        found = evidence.select(one.archive, text, one.found.passages).evidence
        for candidate, row in candidates(text, asked, found[:SENTENCES]):
            features.append([*(row[name] for name in FEATURES), *(float(asked.kind == kind) for kind in _KINDS)])
            f1.append(token_f1(candidate.stretch.text, one.case.choices[one.case.answer]))
            question.append(one.number)
    x, scores, numbers = np.array(features), np.array(f1), np.array(question)
    right = scores >= _RIGHT_FROM_F1
    chance = np.zeros(len(right))
    for fold in range(FOLDS):
        held_out = numbers % FOLDS == fold
        chance[held_out] = _model(x[~held_out], right[~held_out]).predict_proba(x[held_out])[:, 1]
    model = _model(x, right)
    of_features, of_kinds = np.split(model.coef_[0], [len(FEATURES)])
    print(
        json.dumps(
            {
                "questions": asked_for,
                "candidates": len(right),
                "five_folds": _shares(chance, scores, numbers, asked_for),
                "weights": {name: round(float(value), 3) for name, value in zip(FEATURES, of_features, strict=True)},
                "intercept": {
                    kind: round(float(value + model.intercept_[0]), 3)
                    for kind, value in zip(_KINDS, of_kinds, strict=True)
                },
            },
            indent=2,
        )
    )


def _model(x: NDArray[np.float64], right: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=1_000).fit(x, right)


def _shares(
    chance: NDArray[np.float64], f1: NDArray[np.float64], question: NDArray[np.int64], asked_for: int
) -> list[dict[str, float]]:
    """For each share of the questions, from which chance so many are answered, and how well."""
    best = np.array([max(np.flatnonzero(question == number), key=lambda at: chance[at]) for number in set(question)])
    best = best[np.argsort(-chance[best])]
    told = []
    for share in _SHARES:
        taken = best[: int(share * asked_for)]
        told.append(
            {
                "given": round(len(taken) / asked_for, 3),
                "from_chance": round(float(chance[taken[-1]]), 3),
                "token_f1": round(float(f1[taken].mean()), 3),
            }
        )
    return told


if __name__ == "__main__":
    main()
