"""Learn how to weigh reader and retrieval, and when to decline, from what `training.reader.observe` saw.

    python -m training.reader.weigh observed.pickle chain/models

Of a sentence, how much better it answers than the others of its question (`evidence.json`): a softmax over the
sentences of a question, as in the training of the reader itself, then put on the scale of a probability; both by the
questions of which every sentence was judged. Of a question, whether anything answers it (`answerability.json`): a
logistic regression, whose intercept is set so that `DECLINED` of the
answerable lie below the threshold under which the archive "does not say".
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from clippings.chain.evidence import relations
from clippings.chain.evidence.confidence import THRESHOLD
from clippings.chain.reading.answerability import features
from clippings.chain.verification.support import capitalised_names
from clippings.core.types import Evidence
from training.reader.observed import UNANSWERABLE, Observed

_FOLDS = 5
_HANDED_ON = 28
DECLINED = 0.14
_ANSWERED, _NEAR_MISS = "answered", "near_miss"
_SMALL = {_ANSWERED: "answered_in_a_small_archive", _NEAR_MISS: "near_miss_in_a_small_archive"}
_WHOLE = (_ANSWERED, _NEAR_MISS, *_SMALL.values())
_BESIDE = 20
"""Sentences of other articles, the least likely, that stand beside the article that a question is about in a small
archive."""

_WITHOUT, _WITHOUT_NAMES = "without_its_article", "without_its_names"
_FEWEST_LEFT = 8
SEEN = (
    "sentence_read",
    "chunk_read",
    "window",
    "chunk",
    "rank",
    "words",
    "words_headline",
    "words_sentence_or_headline",
    "words_before",
    "depth",
    "length",
    "in_window",
    *relations.NAMES,
)
"""Not the cosine: the archive that is asked here has no vectors; its part stands in the chances of window and chunk."""
Floats = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("observed", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    observed: list[Observed] = pickle.loads(given.observed.read_bytes())
    observed = [one for one in observed if one.sentences]
    random.Random(0).shuffle(observed)
    question = np.array([number for number, one in enumerate(observed) for _ in one.sentences])
    rows = np.array([[said.row[name] for name in SEEN] for one in observed for said in one.sentences])
    right = np.array([said.is_right for one in observed for said in one.sentences])
    own = np.array([said.is_own for one in observed for said in one.sentences])
    useful = np.isin(question, question[right])
    is_whole = np.array([one.is_whole for one in observed])[question]
    scores = np.zeros(len(question))
    for fold in range(_FOLDS):
        held_out = question % _FOLDS == fold
        learned = is_whole & useful & ~held_out
        weights = _listwise(rows[learned], right[learned], question[learned])
        scores[held_out] = rows[held_out] @ weights
    scale = LogisticRegression(C=100.0).fit(scores[is_whole & useful, None], right[is_whole & useful])
    slope, intercept = float(scale.coef_[0, 0]), float(scale.intercept_[0])
    scores = slope * scores + intercept
    learned = is_whole & useful
    whole = [slope * _listwise(rows[learned], right[learned], question[learned]), intercept]
    report = {
        "questions": len(observed),
        **{
            name: {
                "questions": len(np.unique(question[of])),
                "reader_alone": _figures(rows[of, 0], question[of], right[of], own[of]),
                "together": _figures(scores[of], question[of], right[of], own[of]),
            }
            for name, of in (("one_article_judged", ~is_whole), ("all_judged", is_whole))
        },
    }
    write_model(given.target / "evidence.json", whole, SEEN, report)

    names, table, kinds, number = _asked(observed, question, scores)
    answerable = np.isin(kinds, (_ANSWERED, _SMALL[_ANSWERED]))
    asked_whole = np.array([one.is_whole for one in observed])[number]
    judged = np.zeros(len(kinds))
    for fold in range(_FOLDS):
        held_out = number % _FOLDS == fold
        judged[held_out] = log_odds(fit(table[~held_out], answerable[~held_out], 0.3), table[held_out])
    declining = float(np.quantile(judged[answerable], DECLINED))
    model = fit(table, answerable, 0.3)
    model[1] += math.log(THRESHOLD / (1 - THRESHOLD)) - declining
    report = {"questions": len(observed), "declined": DECLINED}
    report["declined_near_miss_all_judged"] = round(
        float((judged[(kinds == _NEAR_MISS) & asked_whole] < declining).mean()), 3
    )
    for kind in (_ANSWERED, _SMALL[_ANSWERED]):
        report[f"declined_{kind}"] = round(float((judged[kinds == kind] < declining).mean()), 3)
    for kind in (_NEAR_MISS, _SMALL[_NEAR_MISS], _WITHOUT, _WITHOUT_NAMES):
        report |= {
            f"auroc_{kind}": _auroc(judged[answerable], judged[kinds == kind]),
            f"declined_{kind}": round(float((judged[kinds == kind] < declining).mean()), 3),
        }
    write_model(given.target / "answerability.json", model, names, report)


def _listwise(rows: Floats, right: NDArray[np.bool_], question: NDArray[np.int64], penalty: float = 3e-3) -> Floats:
    """Weights, on the features' own scale, that make each right sentence likely to be drawn, with chance `exp(score)`
    among all of its question."""
    spread = rows.std(0) + 1e-9
    scaled = rows / spread
    lists = [np.flatnonzero(question == number) for number in np.unique(question)]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for own in lists:
            values = scaled[own] @ weights
            drawn, wanted = softmax(values), right[own] / right[own].sum()
            total += float(logsumexp(values) - wanted @ values)
            slope += scaled[own].T @ (drawn - wanted)
        return total / len(lists) + penalty * float(weights @ weights), slope / len(lists) + 2 * penalty * weights

    found: Floats = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x / spread
    return found


def fit(rows: Floats, right: NDArray[np.bool_], penalty: float = 1.0) -> list[object]:
    """[weights, intercept] on the features' own scale."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    fitted = LogisticRegression(C=penalty, max_iter=3_000).fit((rows - mean) / spread, right)
    weights = fitted.coef_[0] / spread
    return [weights, float(fitted.intercept_[0] - weights @ mean)]


def log_odds(model: list[object], rows: Floats) -> Floats:
    """Of each row, by weights and intercept."""
    weights, intercept = model
    return rows @ weights + intercept  # type: ignore[operator, no-any-return]


def _asked(
    observed: list[Observed], question: NDArray[np.int64], scores: Floats
) -> tuple[list[str], Floats, NDArray[np.str_], NDArray[np.int64]]:
    """Each question as it was asked; as if it had been asked of a small archive, with one article that it is about and
    others that it is not; as if the archive did not have the article that answers it; and as if it had no article with
    any of its names.

    Returns:
        The features' names, a row for each, of what kind it is, and the question's number.
    """
    table: list[dict[str, float]] = []
    kinds: list[str] = []
    numbers: list[int] = []
    starts = np.searchsorted(question, np.arange(len(observed)))
    for number, one in enumerate(observed):
        found = [
            (
                Evidence(
                    said.passage, *said.span, 1 / (1 + math.exp(-scores[starts[number] + at])), None, said.coverage
                ),
                said.is_own,
            )
            for at, said in enumerate(one.sentences)
        ]
        found.sort(key=lambda each: -each[0].score)
        everything = [evidence for evidence, _ in found]
        others = [evidence for evidence, is_own in found if not is_own]
        is_answered = one.kind != UNANSWERABLE
        asked = [(_ANSWERED if is_answered else _NEAR_MISS, everything)]
        if is_answered:
            asked.append((_WITHOUT, others))
        about = next((evidence.passage.article.id for evidence, is_own in found if is_own), None)
        if about is not None:
            alone = [evidence for evidence in everything if evidence.passage.article.id == about]
            asked.append((_SMALL[asked[0][0]], [*alone, *others[-_BESIDE:]]))
        asked.append((_WITHOUT_NAMES, _without_names(one.question.text, others)))
        asked = [(kind, left) for kind, left in asked if kind in _WHOLE or len(left) >= _FEWEST_LEFT]
        for kind, left in asked:
            own = {evidence.passage.chunk.id for evidence in left}
            read = {chunk_id: chunk for chunk_id, chunk in one.read.items() if chunk_id in own}
            table.append(features(one.question, left[:_HANDED_ON], read))
            kinds.append(kind)
            numbers.append(number)
    names = list(table[0])
    return names, np.array([[row[name] for name in names] for row in table]), np.array(kinds), np.array(numbers)


def _without_names(question: str, found: list[Evidence]) -> list[Evidence]:
    names = capitalised_names(question)
    texts = {one.passage.article.id: one.passage.article for one in found}
    have = {key for key, one in texts.items() if any(name in f"{one.title} {one.text}" for name in names)}
    return [one for one in found if one.passage.article.id not in have] if names else []


def _figures(
    scores: Floats, question: NDArray[np.int64], right: NDArray[np.bool_], own: NDArray[np.bool_]
) -> dict[str, float]:
    first, among, article = [], [], []
    for number in np.unique(question[right]):
        at = np.flatnonzero(question == number)
        order = at[np.argsort(-scores[at])]
        first.append(right[order[0]])
        article.append(own[order[0]])
        among.append(right[order[:4]].sum() / right[at].sum())
    return {
        "best_sentence": round(float(np.mean(first)), 3),
        "wanted_among_four": round(float(np.mean(among)), 3),
        "best_is_of_the_article": round(float(np.mean(article)), 3),
    }


def _auroc(yes: Floats, no: Floats) -> float:
    return round(float(roc_auc_score(np.repeat([1, 0], [len(yes), len(no)]), np.concatenate([yes, no]))), 3)


def write_model(
    file: Path,
    model: list[object],
    names: list[str] | tuple[str, ...],
    report: dict[str, object],
    learned_by: str = "training.reader.weigh",
) -> None:
    """Write and print weights by their features' names, with how they were learned and what they reach."""
    weights, intercept = model
    kept = {
        "weights": {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)},  # type: ignore[call-overload]
        "intercept": round(float(intercept), 4),  # type: ignore[arg-type]
        "learned_by": learned_by,
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "figures": report,
    }
    file.write_text(json.dumps(kept, indent=1) + "\n")
    print(json.dumps(kept, indent=1))


if __name__ == "__main__":
    main()
