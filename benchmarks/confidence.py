"""Fit the confidence.   python benchmarks/confidence.py REALTIMEQA_DIR --home HOME [--every N]

Answered: questions of 2022 whose shown quotes hold the gold choice. Not answered: questions asked since August 2022, as
if it were 30 June 2022, when nothing of them was printed. To both come the development questions of the sample archive.
Prints weights for `chain/models/confidence.json`, the AUROC in five folds, and a threshold that declines a tenth
at most of what was answered. HOME holds the ingested articles of RealTime QA (as `clippings benchmark` keeps them).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from clippings.chain.evidence import confidence
from clippings.chain.evidence import korean_short_answer as short_answer
from clippings.chain.evidence import selection as evidence
from clippings.chain.generation import extractive
from clippings.chain.generation.opening import lead
from clippings.chain.models.linear_model import LinearModel
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.settings import Settings
from clippings.core.time_window import end_of
from clippings.core.types import Question, Reject
from clippings.evaluation.realtimeqa import questions as quiz
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

_HERE = Path(__file__).parent
_BEFORE, _SINCE = "2022-06-30", "2022-08-10"
_MOST_DECLINED = 0.10
Row = tuple[list[float], bool, float, str]
"""Features, whether it is answered, weight, where from."""

FEATURES = tuple(LinearModel.load("confidence").weights)


class _Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...

    def rejected(self, reject: Reject) -> None: ...


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="only every nth question")
    options = parser.parse_args()
    rows = [*_quiz(options.folder, options.home, options.every), *_sample()]
    _fit(rows)


def _row(retriever: HybridRetriever, question: Question) -> tuple[list[float], str] | None:
    retrieved = search_passages(retriever, question, 24)
    found = evidence.select(retriever.archive, retrieved.question, retrieved.passages).evidence
    if not found:
        return None
    short = short_answer.locate(retrieved.question.text, found)
    seen = confidence.features(retrieved.question, found, short)
    first = lead(retrieved.question.text, found, short, None)
    shown = extractive.choose(found, first, around=retrieved.query.around).shown
    return [seen[name] for name in FEATURES], " ".join(one.quote for one in shown)


def _quiz(folder: Path, home: Path, every: int) -> Iterator[Row]:
    cases = [case for case in quiz.read(folder) if case.year == "2022"][::every]
    with Archive(Settings(home=home)) as archive:
        retriever = HybridRetriever(archive=archive)
        for case in cases:
            told = _row(retriever, case.question)
            if told and case.gold in quiz.normalised(told[1]):
                yield told[0], True, 1.0, "quiz"
            if case.asked_on >= _SINCE:
                told = _row(retriever, replace(case.question, as_of=end_of(_BEFORE)))
                if told:
                    yield told[0], False, 1.0, "quiz"


def _sample() -> Iterator[Row]:
    lines = (_HERE / "sample_questions.jsonl").read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as scratch, Archive(Settings(home=Path(scratch))) as archive:
        ingest(archive, [str(_HERE.parent / "sample_archive")], _Quiet())
        retriever = HybridRetriever(archive=archive)
        for case in map(json.loads, lines):
            if case["split"] == "dev" and (told := _row(retriever, Question(case["question"], datetime.now(UTC)))):
                yield told[0], bool(case["answerable"]), 2.0, "sample"


def _fit(rows: list[Row]) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    x = np.array([row[0] for row in rows])
    y = np.array([row[1] for row in rows])
    weight = np.array([row[2] for row in rows])
    of_quiz = np.array([row[3] == "quiz" for row in rows])
    weight = weight * np.where(y, 0.5 / (weight * y).sum(), 0.5 / (weight * ~y).sum()) * len(y)
    folds = np.arange(len(y)) % 5
    guessed = np.zeros(len(y))
    for fold in range(5):
        model = LogisticRegression(C=1.0, max_iter=1_000)
        model.fit(x[folds != fold], y[folds != fold], sample_weight=weight[folds != fold])
        guessed[folds == fold] = model.predict_proba(x[folds == fold])[:, 1]
    model = LogisticRegression(C=1.0, max_iter=1_000).fit(x, y, sample_weight=weight)
    threshold = float(np.quantile(guessed[y & of_quiz], _MOST_DECLINED))
    print(
        json.dumps(
            {
                "answered": int(y.sum()),
                "not_answered": int((~y).sum()),
                "auroc_quiz": round(roc_auc_score(y[of_quiz], guessed[of_quiz]), 4),
                "auroc_sample": round(roc_auc_score(y[~of_quiz], guessed[~of_quiz]), 4),
                "intercept": round(float(model.intercept_[0]), 3),
                "weights": {name: round(float(value), 3) for name, value in zip(FEATURES, model.coef_[0], strict=True)},
                "threshold": round(threshold, 3),
                "declined_of_not_answered_quiz": round(float((guessed[~y & of_quiz] < threshold).mean()), 3),
                "declined_of_not_answered_sample": round(float((guessed[~y & ~of_quiz] < threshold).mean()), 3),
                "declined_of_answered_sample": round(float((guessed[y & ~of_quiz] < threshold).mean()), 3),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
