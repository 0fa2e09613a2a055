"""How long does reading take?   python benchmarks/reading.py HOME QUESTIONS.jsonl [--limit N]

Each question (`question`, and `asked_on` or none) is searched once; then its sentences are chosen with the reader and
by words alone. Prints the milliseconds of both and of what reading adds, and how many chunks were read. Needs a quiet
machine.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from clippings.chain.evidence import selection as evidence
from clippings.chain.reading.reader import packaged_reader
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.settings import Settings
from clippings.core.time_window import end_of
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

_PASSAGES = 24
_UNCOUNTED = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=200)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines()]
    rows = [row for row in rows if "question" in row][: options.limit]
    reader = packaged_reader()
    with_reader, by_words, chunks = [], [], []
    with Archive(Settings(home=options.home)) as archive:
        retriever = HybridRetriever(archive=archive)
        for row in rows:
            now = end_of(row["asked_on"]) if "asked_on" in row else datetime.now(UTC)
            found = search_passages(retriever, Question(row["question"], now, as_of=now), _PASSAGES)
            question, passages = found.question, found.passages
            by_words.append(_ms(lambda: evidence.select(archive, question, passages)))  # noqa: B023 - called at once
            with_reader.append(_ms(lambda: evidence.select(archive, question, passages, reader)))  # noqa: B023
            chunks.append(len(evidence.select(archive, question, passages, reader).read))
    added = [one - other for one, other in zip(with_reader, by_words, strict=True)]
    told = {"with_reader_ms": with_reader, "by_words_ms": by_words, "added_ms": added}
    report = {name: _percentiles(values[_UNCOUNTED:]) for name, values in told.items()}
    print(json.dumps({"questions": len(rows), "chunks_read": round(float(np.mean(chunks)), 1), **report}, indent=2))


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1_000


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    return {"p50": round(float(np.percentile(values, 50)), 1), "p95": round(float(np.percentile(values, 95)), 1)}


if __name__ == "__main__":
    main()
