"""How good are the answers on the sample archive?   python benchmarks/answers.py [--split dev|test] [--verbose]

Questions: `sample_questions.jsonl`, half for development, half for the test; they concern different articles.
Reports hit@5 (an article that holds the answer is among the first five passages), whether the answer quotes a sentence
that holds it, and how well the chain knows when not to answer. Nothing is fitted here: `confidence.py` and
`sentences.py` do that.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.core.types import Answer, Question, Reject
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

_HERE = Path(__file__).parent


class _Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...

    def rejected(self, reject: Reject) -> None:
        print(reject, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--home", type=Path, help="keep the archive here between runs")
    parser.add_argument("--embedding-model")
    options = parser.parse_args()
    lines = (_HERE / "sample_questions.jsonl").read_text("utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["split"] == options.split]
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(home=options.home or Path(scratch), embedding_model=options.embedding_model)
        with Archive(settings) as archive:
            ingest(archive, [str(_HERE.parent / "sample_archive")], _Quiet())
            asker = Asker(archive)
            _report(asker, cases, options.verbose)


def _holds(case: dict, answer: Answer) -> bool:
    return any(
        citation.passage.article.url in case["urls"] and any(part in citation.quote for part in case["contains"])
        for citation in answer.citations
    )


def _report(asker: Asker, cases: list[dict], verbose: bool) -> None:
    hits = right = answered = refused = 0
    total_ms = []
    answerable = [case for case in cases if case["answerable"]]
    for case in cases:
        question = Question(case["question"], datetime.now(UTC))
        answer = asker.ask(question)
        total_ms.append(answer.timings_ms["total"])
        if not case["answerable"]:
            refused += answer.abstained
            if verbose and not answer.abstained:
                print(f"ANSWERED {answer.confidence:.2f} {case['question']}\n         {answer.text}")
            continue
        first = asker.retriever.retrieve(question, 5).passages
        hit = any(passage.article.url in case["urls"] for passage in first)
        holds = _holds(case, answer)
        hits, right, answered = hits + hit, right + holds, answered + (not answer.abstained)
        if verbose and not holds:
            found = "hit" if hit else "MISS"
            print(f"WRONG {found} {answer.confidence:.2f} {case['question']} {case['contains']}\n      {answer.text}")
    n, m = len(answerable), len(cases) - len(answerable)
    abstentions = (n - answered) + refused
    print(
        json.dumps(
            {
                "answerable": n,
                "hit@5": round(hits / n, 3),
                "answered": round(answered / n, 3),
                "holds_the_answer": round(right / n, 3),
                "unanswerable": m,
                "abstention_recall": round(refused / m, 3),
                "abstention_precision": round(refused / max(1, abstentions), 3),
                "p50_ms": sorted(total_ms)[len(total_ms) // 2],
            }
        )
    )


if __name__ == "__main__":
    main()
