"""Questions that are answered rightly, with one name, number, year, month or day exchanged for another of its kind."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_KINDS_FILE = Path(__file__).parent / "kinds.toml"
MONTHS = ("January February March April June July August September October November December").split()
"""Without May, which is a word too."""

_YEAR = re.compile(r"(?<![\d.,$€£¥])(?:19|20)\d\d(?![\d.,]\d)")
_NUMBER = re.compile(r"(?<![\d.,\w-])\d{1,3}(?:,\d{3})*(?![\d\w+-]|[.,]\d)")
_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]*[a-zA-Z](?: [A-Z][\w’'-]*[a-zA-Z])*")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENERS = frozenset(
    "Why When Where Who What Which How Was Were Is Are Did Does Do Has Have Can So On By From In Turn The That".split()
)
_IN = re.compile(r"\b(?:in|at|near|from) (?:the )?$")
_TRIES = 40


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with one thing changed into what the articles that answer it do not have."""

    question: str
    was: str
    put: str
    kind: str


def exchanges(question: str, told: str, chance: random.Random) -> Iterator[Exchange]:
    """One for each name, number, year, month and day of a question that its articles tell of.

    Args:
        question: In English.
        told: Headlines and texts of the articles that answer it.
        chance: The same gives the same.
    """
    folded = told.casefold()
    for was, span, kind in _particulars(question):
        if not kind or was.casefold() not in folded or not _asks_for_something_of_it(question, was):
            continue
        for _ in range(_TRIES):
            put = _other(was, kind, chance)
            if put is not None and not any(part.casefold() in folded for part in re.findall(r"\w+", put)):
                yield Exchange(f"{question[: span[0]]}{put}{question[span[1] :]}", was, put, kind)
                break


def _particulars(question: str) -> Iterator[tuple[str, tuple[int, int], str]]:
    for pattern, kind in ((_YEAR, "year"), (_NUMBER, "number")):
        for match in pattern.finditer(question):
            yield match[0], match.span(), kind
    for match in _NAME.finditer(question):
        words, start = match[0], match.start()
        if words.split()[0] in _OPENERS:
            opener, _, words = words.partition(" ")
            start += len(opener) + 1
        words = _POSSESSIVE.sub("", words)
        if words:
            yield words, (start, start + len(words)), _kind_of(words, question[:start])


def _kind_of(name: str, before: str) -> str:
    """The list that has it; else a city or a person, by what it looks like and stands behind; empty for a thing."""
    for kind, names in _kinds().items():
        if name in names or (kind == "person" and any(name == full.split()[-1] for full in names)):
            return kind
    if _IN.search(before):
        return "city"
    return "" if name.isupper() or before.endswith("the ") else "person"


@cache
def _kinds() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(_KINDS_FILE.read_text("utf-8"))
    return found | {"month": MONTHS}


def _asks_for_something_of_it(question: str, name: str) -> bool:
    """Whether something is said of a name: of "What happened to Pluto?" another name makes another question, and
    nothing false."""
    left = set(re.findall(r"[\w’'-]+", question.replace(name, " ").casefold()))
    return bool(left - set(_kinds()["says_nothing"]))


def _other(was: str, kind: str, chance: random.Random) -> str | None:
    if kind == "year":
        return other_year(was, chance)
    if kind == "number":
        return other_number(was, chance)
    names: Sequence[str] = _kinds()[kind]
    if kind == "person":
        names = [name if " " in was else name.split()[-1] for name in names]
    found = chance.choice(names)
    return None if found == was else found


def other_year(was: str, chance: random.Random) -> str:
    """A year two or three away."""
    return str(int(was) + chance.choice((-3, -2, 2, 3)))


def other_number(was: str, chance: random.Random) -> str:
    """A greater number, written as this one is."""
    value = int(was.replace(",", ""))
    put = value + chance.randint(2, 9) + (value // 3 if chance.random() < 0.5 else 0)
    return f"{put:,}" if "," in was else str(put)
