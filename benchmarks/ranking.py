"""Learn the ranker's weights from questions with known answers.

    python benchmarks/ranking.py HOME QUESTIONS.jsonl [--year 2022] [--write]

HOME is an archive that holds the articles of RealTime QA (`clippings benchmark realtimeqa` keeps one). A window counts
as right when it holds the gold choice as whole words. Only the questions of one year are used, so that others stay
unseen; how well the weights do on questions that they have not seen is told by five folds of that year, each a stretch
of weeks. `--write` replaces `chain/models/ranking_*.json`.

The model is a softmax over the windows of a question: the weights make it likely that a window drawn with chance
`exp(score)` is a right one (listwise, as ListNet; Cao et al. 2007). Features are scaled by their spread for the
penalty alone; what is written are weights of the features as they are.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression

from clippings.chain.ranking.features import FEATURES, NEEDS_COSINE, RankingFeatures, Scored
from clippings.chain.ranking.ranker import choose
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.temporal.focus import focus_of
from clippings.core.settings import Settings
from clippings.core.time_window import end_of
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

_MODELS = Path(__file__).parent.parent / "chain" / "models"
_PENALTY = 3e-3
_HELD = {"cosine": 8.0}
"""Not learned: quiz questions share their words with the articles that they are about, and people's do less, so a quiz
says too little about meaning. Held here, it costs the quiz nothing that can be measured (docs/decisions/022)."""

_FOLDS = 5
_DEPTHS = (1, 5, 10)
_CHARACTERS = 800


@dataclass(frozen=True, slots=True)
class _Case:
    windows: list[Scored]
    rows: NDArray[np.float64]  # (n_windows, n_features)
    right: NDArray[np.bool_]  # (n_windows,)
    gold: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--year", default="2022")
    parser.add_argument("--write", action="store_true", help="replace chain/models/ranking_*.json")
    options = parser.parse_args()
    lines = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines()]
    lines = [line for line in lines if line["asked_on"].startswith(options.year)]
    with Archive(Settings(home=options.home)) as archive:
        retriever = HybridRetriever(archive=archive)
        cases = [_case(retriever, line) for line in lines]
    with_cosine = bool(any(case.rows[:, FEATURES.index("cosine")].any() for case in cases if len(case.rows)))
    kinds = ["with_cosine", "without_cosine"] if with_cosine else ["without_cosine"]
    for kind in kinds:
        columns = [i for i, name in enumerate(FEATURES) if kind == "with_cosine" or name not in NEEDS_COSINE]
        folds = np.array_split(np.arange(len(cases)), _FOLDS)
        hits, values, labels = [], [], []
        for fold in folds:
            weights = _fit([case for i, case in enumerate(cases) if i not in set(fold.tolist())], columns)
            for case in (cases[i] for i in fold):
                hits.append(_hits(case, weights))
                if len(case.rows):
                    values.append(case.rows @ weights)
                    labels.append(case.right)
        chance = LogisticRegression(C=100.0).fit(np.concatenate(values)[:, None], np.concatenate(labels))
        weights = _fit(cases, columns)
        told = ", ".join(f"hit@{k} {mean:.3f}" for k, mean in zip(_DEPTHS, np.mean(hits, axis=0), strict=True))
        print(f"{kind}: {len(cases)} questions of {options.year}, unseen folds: {told}")
        model = {
            "weights": {FEATURES[i]: round(float(weights[i]), 4) for i in columns},
            "intercept": round(float(chance.intercept_[0]), 4),
            "slope": round(float(chance.coef_[0, 0]), 4),
            "learned_by": "benchmarks/ranking.py",
            "trained_on": f"quiz of {options.year}",
            "on": f"{datetime.now(UTC):%Y-%m-%d}",
        }
        print(json.dumps(model, indent=1))
        if options.write:
            (_MODELS / f"ranking_{kind}.json").write_text(json.dumps(model, indent=1) + "\n", "utf-8")


def _case(retriever: HybridRetriever, line: dict) -> _Case:
    as_of = end_of(line["asked_on"])
    question = Question(line["question"], as_of, as_of=as_of)
    candidates, _ = retriever.candidates(question)
    seen = RankingFeatures(question.text, candidates, focus_of(question), retriever.archive.lexical.rarity)
    windows, rows = seen.of_windows(candidates)
    gold = _normalised(line["choices"][line["answer"]])
    right = [bool(gold) and f" {gold} " in f" {_normalised(_text(one))} " for one in windows]
    return _Case(windows, rows, np.array(right, dtype=np.bool_), gold)


def _normalised(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def _text(one: Scored) -> str:
    return one.candidate.chunk.article.text[one.window.span.start : one.window.span.end]


def _fit(cases: list[_Case], columns: list[int]) -> NDArray[np.float64]:
    """The weights of all features, (n_features,); 0 for those that are not among `columns`."""
    useful = [case for case in cases if case.right.any()]
    held = np.array([_HELD.get(name, 0.0) if i in columns else 0.0 for i, name in enumerate(FEATURES)])
    columns = [i for i in columns if FEATURES[i] not in _HELD]
    rows = [case.rows[:, columns] for case in useful]
    spread = np.concatenate(rows).std(axis=0) + 1e-9

    def loss(scaled: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros_like(scaled)
        for case, row in zip(useful, rows, strict=True):
            values = case.rows @ held + row @ (scaled / spread)
            total += float(logsumexp(values) - logsumexp(values[case.right]))
            drawn, wanted = softmax(values), np.zeros_like(values)
            wanted[case.right] = softmax(values[case.right])
            slope += row.T @ (drawn - wanted) / spread
        return total / len(useful) + _PENALTY * float(scaled @ scaled), slope / len(useful) + 2 * _PENALTY * scaled

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights = held.copy()
    weights[columns] = found.x / spread
    return weights


def _hits(case: _Case, weights: NDArray[np.float64]) -> list[bool]:
    if not len(case.rows) or not case.gold:
        return [False] * len(_DEPTHS)
    text = "\n".join(_text(one) for one, _ in choose(case.windows, case.rows @ weights, 60))
    return [f" {case.gold} " in f" {_normalised(text[: k * _CHARACTERS])} " for k in _DEPTHS]


if __name__ == "__main__":
    main()
