"""How quick is a search in a warm process?   python benchmarks/search_latency.py HOME QUESTIONS.jsonl [--limit N]

HOME is an archive with vectors, QUESTIONS are JSON Lines with `question` and, where it is known, `asked_on`: the day as
of which it is asked (RealTime QA's questions.jsonl, say). Each question is searched for twice, without limits and
within the 30 days before it is asked, in turns, so that whatever else the machine does falls on both. Other programs
on the machine make the wall time worthless and the CPU time worse: measure on a quiet one.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track

from clippings.chain.ranking.features import RankingFeatures
from clippings.chain.retrieval import retriever as retrieving
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.settings import Settings
from clippings.core.time_window import end_of
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

_WINDOW = timedelta(days=30)
_PASSAGES = 10
_FIRST = 3
"""Questions that are not counted: they load the model and the indexes."""


class Clock:
    """Wall and CPU time in milliseconds, by name."""

    def __init__(self) -> None:
        self.wall: dict[str, list[float]] = {}
        self.cpu: dict[str, list[float]] = {}

    @contextmanager
    def measuring(self, name: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall.setdefault(name, []).append((time.perf_counter() - wall) * 1000)
            self.cpu.setdefault(name, []).append((time.process_time() - cpu) * 1000)

    def around(self, owner: Any, method: str, name: str) -> None:
        """Measure every call of a function from now on."""
        call: Callable[..., Any] = getattr(owner, method)

        def measured(*arguments: Any, **named: Any) -> Any:
            with self.measuring(name):
                return call(*arguments, **named)

        setattr(owner, method, measured)

    def clear(self) -> None:
        self.wall.clear()
        self.cpu.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="so many questions, spread evenly over the file")
    options = parser.parse_args()
    questions = read_questions(options.questions, options.limit)
    with Archive(Settings(home=options.home)) as archive:
        status = archive.status()
        print(f"{status.articles:,} articles, {status.chunks:,} chunks, {status.embedded_chunks:,} embedded")
        whole, stages, notes = measure(archive, questions)
    print(f"{len(questions)} questions\n")
    print(table(whole, stages))
    for note in sorted(notes):
        print(f"\n{note}")


def read_questions(file: Path, limit: int) -> list[Question]:
    """So many questions of a file, spread evenly over it."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    step = max(1.0, len(lines) / limit)
    chosen = [lines[int(at * step)] for at in range(min(limit, len(lines)))]
    days = [end_of(line["asked_on"]) if "asked_on" in line else datetime.now(UTC) for line in chosen]
    return [Question(line["question"], day, as_of=day) for line, day in zip(chosen, days, strict=True)]


def measure(archive: Archive, questions: list[Question]) -> tuple[Clock, Clock, set[str]]:
    """Search for each question without and with a window.

    Returns:
        The times of whole searches, those of their stages, and what the searches noted.
    """
    whole, stages, notes = Clock(), Clock(), set[str]()
    retriever = HybridRetriever(archive=archive)
    for question in questions[:_FIRST]:
        search_passages(retriever, question, _PASSAGES)
    gc.freeze()  # as the bot does once it is warm
    stages.around(archive.lexical, "follow", "follow the catalogue")
    stages.around(archive.lexical, "search", "by words (tantivy), each")
    stages.around(archive, "embed_question", "embed the question")
    stages.around(archive.vectors, "search", "nearest by meaning (Chroma)")
    stages.around(archive.vectors, "similarities", "vectors by id (Chroma)")
    stages.around(archive, "chunks", "chunks and articles (SQL)")
    stages.around(archive.catalogue, "stories", "other tellings (SQL)")
    stages.around(retrieving, "RankingFeatures", "articles and words")
    stages.around(retrieving, "worth_reading", "chunks at a glance")
    stages.around(RankingFeatures, "of_windows", "features of the windows")
    stages.around(retrieving, "chosen_across", "choose the windows")
    for question in track(questions, "searching", console=Console(stderr=True)):
        assert question.as_of is not None
        with whole.measuring("without a window"):
            found = search_passages(retriever, question, _PASSAGES)
        notes.update(found.notes)
        with whole.measuring("with a window of 30 days"):
            search_passages(retriever, replace(question, since=question.as_of - _WINDOW), _PASSAGES)
    return whole, stages, notes


def table(whole: Clock, stages: Clock) -> str:
    """Markdown: percentiles of both clocks, and the ratio of window to none."""
    lines = ["| ms | CPU p50 | p95 | p99 | wall p50 | p95 | p99 |", "| --- | --- | --- | --- | --- | --- | --- |"]
    lines += [_row(clock, name) for clock in (whole, stages) for name in clock.wall]
    bare, limited = (np.percentile(values, 95) for values in whole.cpu.values())
    lines += ["", f"With a window, p95 of the CPU time is {limited / bare:.2f} times that without."]
    return "\n".join(lines)


def _row(clock: Clock, name: str) -> str:
    figures = [
        f"{value:.1f}" for values in (clock.cpu, clock.wall) for value in np.percentile(values[name], [50, 95, 99])
    ]
    return f"| {name} | {' | '.join(figures)} |"


if __name__ == "__main__":
    main()
