"""What is ingested and what is asked while `benchmarks/load.py` measures: made-up news, or real ones."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from clippings.core.types import Question
from tests.e2e.made_up_news import articles

BEFORE = 2_000
"""So many made-up articles are there at the start."""

_PLACES = ("Aldersea", "Brackwater", "Coldharbour", "Dunmere", "Eastmarch", "Fairholm", "Greywick", "Hartlow")
_WHO = ("ferry council", "school board", "fishing fleet", "orchestra", "power company", "library", "railway", "dairy")
_DID = ("reopen", "postpone", "double", "sell", "rebuild", "insure", "inspect", "paint", "measure")
_AT_ONCE = 100


class News:
    """What is ingested while people ask, and what they ask.

    Args:
        folder: Where files of made-up articles are written.
        articles: A file of real articles, JSON Lines.
        questions: JSON Lines with `question`.
    """

    def __init__(self, folder: Path, articles: Path | None, questions: Path | None) -> None:
        self._folder = folder
        self._lines = _lines(articles) if articles else []
        self._questions = [str(json.loads(line)["question"]) for line in _lines(questions)] if questions else []

    @property
    def about(self) -> str:
        return f"{len(self._lines):,} real articles" if self._lines else "made-up articles, without end"

    def question(self, random: Random) -> Question:
        text = f"What did the {random.choice(_PLACES)} {random.choice(_WHO)} {random.choice(_DID)}?"
        if self._questions:
            text = random.choice(self._questions)
        return Question(text, datetime(2024, 1, 1, tzinfo=UTC))

    def files(self) -> Iterator[Path]:
        """One file after the other: all real articles in one, or made-up ones without end."""
        file = self._folder / "more.jsonl"
        if self._lines:
            file.write_text("\n".join(self._lines), "utf-8")
            yield file
            return
        for at in itertools.count(BEFORE, _AT_ONCE):
            write(file, range(at, at + _AT_ONCE))
            yield file


def _lines(file: Path) -> list[str]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as content:
        return [line for line in content if line.strip()]


def write(file: Path, numbers: range) -> None:
    file.write_text("".join(json.dumps(one) + "\n" for one in articles(numbers)))
