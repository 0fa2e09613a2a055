"""Run the questions of RealTime QA on one searcher: hits, ranks, choices and times."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.types import Question
from clippings.evaluation.choices import ChoiceEvidence, Rarity, evidence, pick, supports
from clippings.evaluation.realtimeqa.questions import CHARACTERS_PER_RANK, DEPTHS, QuizQuestion, hits, holds_as_words
from clippings.vectorstore.archive import Archive

PASSAGES = 40
"""Enough that the first 8,000 characters are full: a passage is 400 characters at most, often less."""

_FOR_A_CHOICE = 15

Searcher = Callable[[Question], Sequence[str]]
"""From a question to the texts of its passages, best first."""

Finder = Callable[[Question, int], Sequence[ChoiceEvidence]]
"""The same with what a choice needs; and how many passages at most."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    case: QuizQuestion
    hits: dict[int, bool]
    as_words: bool
    """The gold choice in the first 8,000 characters as whole words: a stricter hit@10."""
    relevant: tuple[bool, ...]
    """For each of the first passages, whether it holds the gold choice as whole words."""
    ms: float
    chosen_rightly: bool | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """All questions on one searcher, and what it costs to have it."""

    outcomes: Sequence[Outcome]
    note: str = ""
    """What holds for all of them: an index that is behind, say."""
    ingest_s: float | None = None
    """From the articles to a searcher that has all of them; None where nobody measured it."""
    memory_mb: float | None = None
    """What a process of its own holds in memory after some searches; None where nobody measured it."""
    sampled_choices: Sequence[bool] = ()
    """Choice accuracy on the sample of questions that all in a table share: whether each choice was right."""


def run(cases: Sequence[QuizQuestion], search: Searcher, advance: Callable[[int], None]) -> list[Outcome]:
    """Search for every question and time it; nothing looks at the choices before the texts are there."""
    if cases:
        search(cases[0].question)  # what the first search loads is not its time
    outcomes = []
    for case in cases:
        started = time.perf_counter()
        texts = list(search(case.question))
        ms = (time.perf_counter() - started) * 1000
        shown = "\n".join(texts)[: DEPTHS[-1] * CHARACTERS_PER_RANK]
        outcomes.append(
            Outcome(
                case,
                hits(case.gold, texts),
                holds_as_words(case.gold, shown),
                tuple(holds_as_words(case.gold, text) for text in texts[:20]),
                ms,
            )
        )
        advance(1)
    return outcomes


def choose(cases: Sequence[QuizQuestion], found: Finder, rarity: Rarity, advance: Callable[[int], None]) -> list[bool]:
    """Choice accuracy: for each question, whether the choice that retrieval supports most is the right one.

    Args:
        cases: The questions.
        found: From a question to what was found for it: for the question alone, and for it together with each choice.
        rarity: `LexicalIndex.rarity`.
        advance: Is told of each question that is done.
    """
    right = []
    for case in cases:
        asked = case.question
        by_question = found(asked, PASSAGES)
        by_choice = [
            found(Question(f"{case.text} {choice}", asked.asked_at, as_of=asked.as_of), _FOR_A_CHOICE)
            for choice in case.choices
        ]
        values = supports(case.choices, by_question, by_choice, rarity)
        right.append(pick(case.text, values) == case.answer)
        advance(1)
    return right


def finder(retriever: HybridRetriever) -> Finder:
    """What this project finds."""
    return lambda question, k: evidence(search_passages(retriever, question, k).passages)


def ingest_seconds(archive: Archive) -> float | None:
    """What the one ingest took that brought all articles of an archive, vectors included; None after several."""
    runs = [run for run in archive.catalogue.runs(1_000) if run.counts.get("added")]
    if len(runs) != 1 or runs[0].finished_at is None:
        return None
    return float(runs[0].counts["seconds"])


def percentiles(ms: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 of times in milliseconds."""
    if not ms:
        return {}
    return {f"p{at}": round(float(np.percentile(ms, at)), 1) for at in (50, 95, 99)}
