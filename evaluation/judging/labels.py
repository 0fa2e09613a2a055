"""Answers that a person judged: what a judge is held against. `judge_labels.jsonl` has them, about the sample archive.

Each line is one answer with the excerpts that it cites, and whether it is faithful to them and complete. They were
written to be told apart: a number, name, date, cause or denial that the excerpts do not have, a half answer, an answer
to something else, and the right ones beside them. None is an answer of this program.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

_FILE = "judge_labels.jsonl"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote as a judge is given it."""

    number: int
    headline: str
    source: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer and what a person says of it."""

    id: str
    question: str
    answer: str
    excerpts: tuple[Excerpt, ...]
    faithful: bool
    complete: bool


def read() -> list[Labelled]:
    """The labelled answers."""
    lines = files("clippings.evaluation").joinpath(_FILE).read_text("utf-8").splitlines()
    return [
        Labelled(
            id=one["id"],
            question=one["question"],
            answer=one["answer"],
            excerpts=tuple(Excerpt(number=number, **quoted) for number, quoted in enumerate(one["excerpts"], start=1)),
            faithful=one["faithful"],
            complete=one["complete"],
        )
        for one in map(json.loads, lines)
    ]
