"""RealTime QA (Kasai et al., NeurIPS 2023): news-quiz questions, the day on which each was asked, and its choices."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from clippings.core.errors import WrongUsage
from clippings.core.time_window import end_of
from clippings.core.types import Question

_T = TypeVar("_T")

DEPTHS = (1, 5, 10)
CHARACTERS_PER_RANK = 800
ARTICLES, QUESTIONS = "articles.jsonl.gz", "questions.jsonl"


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One question. What is searched for is `question` alone: its text and its day, never the choices."""

    id: str
    text: str
    asked_on: str
    choices: tuple[str, ...]
    answer: int

    @property
    def year(self) -> str:
        return self.asked_on[:4]

    @property
    def gold(self) -> str:
        return normalised(self.choices[self.answer])

    @property
    def day(self) -> datetime:
        """The end of the day on which it was asked."""
        return end_of(self.asked_on)

    @property
    def question(self) -> Question:
        return Question(self.text, asked_at=self.day, as_of=self.day)


def read(folder: Path, limit: int | None = None) -> list[QuizQuestion]:
    """The questions of a folder; with a limit, so many of them, spread evenly over the whole time.

    Raises:
        WrongUsage: The folder does not hold RealTime QA.
    """
    try:
        lines = (folder / QUESTIONS).read_text("utf-8").splitlines()
        found = [_parsed(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUsage(
            f"{folder} does not hold RealTime QA ({type(error).__name__}: {error}).",
            f"It has {QUESTIONS} (id, question, choices, answer, asked_on) and {ARTICLES}.",
        ) from error
    if not found or not (folder / ARTICLES).is_file():
        raise WrongUsage(f"{folder} has no questions or no {ARTICLES}.", "Name the folder that holds both.")
    return found if limit is None else spread(found, limit)


def spread(cases: Sequence[_T], limit: int) -> list[_T]:
    """So many of them, spread evenly over the whole time."""
    if limit >= len(cases):
        return list(cases)
    return [cases[at * len(cases) // limit] for at in range(limit)]


def _parsed(line: dict[str, object]) -> QuizQuestion:
    choices, answer = line["choices"], line["answer"]
    if not isinstance(choices, list) or not isinstance(answer, int) or not 0 <= answer < len(choices):
        raise ValueError(f"the answer of {line.get('id')!r} is not one of its choices")
    return QuizQuestion(
        str(line["id"]), str(line["question"]), str(line["asked_on"]), tuple(str(choice) for choice in choices), answer
    )


def normalised(text: str) -> str:
    """Lower case, and everything but letters and digits to single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def hits(gold: str, texts: Sequence[str], depths: Sequence[int] = DEPTHS) -> dict[int, bool]:
    """hit@k: whether the gold choice stands in the first k times 800 characters of the ranked passages, one after the
    other. So longer passages gain nothing.

    Args:
        gold: Normalised; never a hit when nothing is left of it.
        texts: Of the passages, best first.
        depths: The ks.
    """
    joined = "\n".join(texts)
    return {k: bool(gold) and gold in normalised(joined[: k * CHARACTERS_PER_RANK]) for k in depths}


def holds_as_words(gold: str, text: str) -> bool:
    """Whether a text holds the gold choice as whole words: "4" does not stand in "2014"."""
    return bool(gold) and f" {gold} " in f" {normalised(text)} "
