"""The questions of RealTime QA of 2022 with what was retrieved for them: what weights are learned from.

Questions of 2023 are for reporting alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import SearchResults, search_passages
from clippings.core.settings import Settings
from clippings.evaluation.realtimeqa import questions as quiz
from clippings.vectorstore.archive import Archive

PASSAGES = 24
"""As many as `chain.pipeline` reads."""

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Searched:
    """A question, and the archive and the passages to answer it from."""

    number: int
    case: quiz.QuizQuestion
    archive: Archive
    found: SearchResults


def options(description: str | None) -> argparse.Namespace:
    """`REALTIMEQA_DIR --home HOME [--every N]`"""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds articles.jsonl.gz and questions.jsonl")
    parser.add_argument("--home", type=Path, required=True, help="an archive that has the articles")
    parser.add_argument("--every", type=int, default=1, help="only every nth question")
    return parser.parse_args()


def searched(folder: Path, home: Path, every: int = 1) -> Iterator[Searched]:
    """Each question of 2022, asked as of its own day."""
    cases = [case for case in quiz.read(folder) if case.year == "2022"][::every]
    with Archive(Settings(home=home)) as archive:
        retriever = HybridRetriever(archive=archive)
        for number, case in enumerate(cases):
            yield Searched(number, case, archive, search_passages(retriever, case.question, PASSAGES))
