"""Learn which of the words that the reader marks may be shown as the answer.

    python -m training.reader.short_answers ARCHIVE chain/models QUESTIONS.jsonl ...

Each file of QUESTIONS is a quiz of RealTime QA (the text of the right choice should be marked); the year 2023 is left
out, since it is reported on. So are asked the held-out questions of `asked.jsonl.gz` whose short answers are known. The
intercept is set so that `RIGHT` of what reaches the threshold is right, in folds that were not learned from.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.progress import track

from clippings.chain.evidence import selection as evidence
from clippings.chain.query.question_type import FACTS, classify
from clippings.chain.reading.answerability import answerability
from clippings.chain.reading.encoder import shared_encoder
from clippings.chain.reading.reader import Reader
from clippings.chain.reading.short_answer import LEAST_CHANCE, likeliest_words
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.settings import Settings
from clippings.core.time_window import end_of
from clippings.core.types import Question
from clippings.evaluation.realtimeqa.questions import normalised
from clippings.evaluation.short_answers import token_f1
from clippings.vectorstore.archive import Archive
from training.reader import asked
from training.reader.weigh import Floats, fit, log_odds, write_model

RIGHT = 0.75
_SAME = 0.5
"""Token F1 from which words count as the right ones: a quiz says "University of Idaho", an article "Idaho"."""

_FOLDS = 5
_PASSAGES = 24
_REPORTED = "2023"
_PENALTY = 0.3


@dataclass(frozen=True, slots=True)
class _Row:
    question: str
    asked_at: datetime
    answers: tuple[str, ...]
    """Any of these is right; none where a few words answer nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=500, help="quiz questions")
    given = parser.parse_args()
    table: list[dict[str, float]] = []
    right: list[bool] = []
    with Archive(Settings(home=given.archive)) as archive:
        rows = [*_of_quiz(given.questions, given.most), *_asked(archive)]
        retriever, reader = HybridRetriever(archive=archive), Reader(shared_encoder())
        types = functools.partial(classify, reader=reader)
        for row in track(rows, "Short answers"):
            found = search_passages(
                retriever, Question(row.question, row.asked_at, as_of=row.asked_at), _PASSAGES, types
            )
            told = evidence.select(archive, found.question, found.passages, reader)
            if not told.read:
                continue
            likely = answerability(found.question, told.evidence, told.read)
            best = likeliest_words(found.question.text, told.evidence, told.read, found.query.chance_of(*FACTS), likely)
            if best is not None:
                marked, features = best
                table.append(features)
                right.append(any(_is_same(marked.text, answer) for answer in row.answers))
    names = list(table[0])
    values, is_right = np.array([[row[name] for name in names] for row in table]), np.array(right)
    model, report = _learned(values, is_right)
    write_model(given.target / "short_answer.json", model, names, report, "training.reader.short_answers")


def _is_same(words: str, answer: str) -> bool:
    """Also where the words have the answer with its unit: "270 electoral votes" for "270"."""
    return token_f1(words, answer) >= _SAME or set(normalised(answer).split()) <= set(normalised(words).split())


def _of_quiz(files: list[Path], most: int) -> list[_Row]:
    rows = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    rows = [row for row in rows if not row["asked_on"].startswith(_REPORTED)]
    chosen = random.Random(0).sample(rows, min(most, len(rows)))
    return [_Row(row["question"], end_of(row["asked_on"]), (row["choices"][row["answer"]],)) for row in chosen]


def _asked(archive: Archive) -> Iterator[_Row]:
    articles = {one.url: one for one in archive.catalogue.all_articles()}
    for row in asked.rows():
        if row["held_out"] and "short" in row:
            answers = {
                articles[url].text[start:end]
                for number, (start, end) in row["short"]
                if (url := row["passages"][number]["url"]) in articles
            }
            yield _Row(row["q"], end_of(row["asked_on"]), tuple(sorted(answers)))


def _learned(
    values: Floats, right: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[list[object], dict[str, object]]:
    """The regression, and how it does in folds that it was not learned from."""
    number = np.arange(len(right))
    np.random.default_rng(0).shuffle(number)
    judged = np.zeros(len(right))
    for fold in range(_FOLDS):
        held_out = number % _FOLDS == fold
        judged[held_out] = log_odds(fit(values[~held_out], right[~held_out], _PENALTY), values[held_out])
    order = np.argsort(-judged)
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(shares >= RIGHT)
    given = int(enough.max()) + 1 if len(enough) else 1
    least = float(judged[order[given - 1]])
    model = fit(values, right, _PENALTY)
    model[1] += math.log(LEAST_CHANCE / (1 - LEAST_CHANCE)) - least
    report = {
        "questions": len(right),
        "right_of_all": round(float(right.mean()), 3),
        "given": given,
        "right_of_given": round(float(shares[given - 1]), 3),
    }
    return model, report


if __name__ == "__main__":
    main()
