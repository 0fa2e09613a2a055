"""Which weight should the vectors have beside BM25 (0: words alone, 1: vectors alone)?

    python benchmarks/fusion.py HOME QUESTIONS.jsonl [--year 2022]

HOME is an archive that holds the articles of RealTime QA; a question counts as hit when the normalised gold choice
occurs in one of the first k passages. Only the questions of one year are used, so that others stay unseen.
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.fusion import convex_combination, scaled_bm25
from clippings.core.settings import Settings
from clippings.core.time_window import end_of
from clippings.vectorstore.archive import Archive

_DEPTHS = (1, 3, 5, 10)
_WEIGHTS = (0.0, 0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 1.0)


def _normalised(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--year", default="2022")
    parser.add_argument("--limit", type=int, default=400)
    options = parser.parse_args()
    cases = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines()]
    cases = [case for case in cases if case["asked_on"].startswith(options.year)][: options.limit]
    hits = {weight: dict.fromkeys(_DEPTHS, 0) for weight in _WEIGHTS}
    with Archive(Settings(home=options.home)) as archive:
        for case in cases:
            until = end_of(case["asked_on"]).astimezone(UTC)
            lexical = archive.search_lexical(case["question"], 50, None, until, ())
            nearest = archive.search_vectors(case["question"], 200)
            rarity = archive.lexical.question_rarity(case["question"])
            chunks = archive.chunks([i for i, _ in (*lexical, *nearest)])
            nearest = [pair for pair in nearest if _not_later(chunks[pair[0]].article.published_at, until)][:50]
            gold = _normalised(case["choices"][case["answer"]])
            holds = {i: f" {gold} " in f" {_normalised(chunk.text)} " for i, chunk in chunks.items()}
            for weight in hits:
                weights = {"lexical": 1.0 - weight, "vectors": weight}
                rankings = {"lexical": scaled_bm25(lexical, rarity), "vectors": nearest}
                rankings = {name: ranking for name, ranking in rankings.items() if weights[name]}
                order = [i for i, _ in convex_combination(rankings, weights)]
                for k in _DEPTHS:
                    hits[weight][k] += any(holds[i] for i in order[:k])
    print(f"{len(cases)} questions of {options.year}")
    print("| vector weight |" + "".join(f" hit@{k} |" for k in _DEPTHS))
    print("| --- |" + " --- |" * len(_DEPTHS))
    for weight, found in hits.items():
        print(f"| {weight} |" + "".join(f" {found[k] / len(cases):.3f} |" for k in _DEPTHS))


def _not_later(published: datetime | None, until: datetime) -> bool:
    return published is not None and published <= until


if __name__ == "__main__":
    main()
