"""A sentence as it is compared: its informative words, its numbers, its names and its days."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clippings.chain.checking.amounts import Amount, amounts_in
from clippings.chain.checking.days import Day, days_in
from clippings.chain.verification.support import ASKING
from clippings.core.languages import of_question
from clippings.vectorstore.lexical.tokenizers import BIGRAMS, KOREAN, group_of, korean_names, terms

MarkKind = Literal["number", "name", "day"]

_NAME = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][\w&’'.-]*(?: [A-ZÀ-ÖØ-Þ][\w&’'.-]*)*")
_NO_NAMES = ASKING | frozenset("only fewer less many few all every each both none nobody nearly almost just".split())
_POSSESSIVE = re.compile(r"(?:['’]s?|[.,’'-]+)$")
_WORD = re.compile(r"[^\W_]+")
_KEPT = 4_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A number, a name or a day at `text[start:end]` of its sentence."""

    kind: MarkKind
    text: str
    start: int
    end: int
    value: Amount | Day | None = None


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence, read."""

    text: str
    language: str
    words: tuple[str, ...]
    """Informative words in order as the index spells them, without those of numbers and days."""
    places: tuple[int, ...]
    """Of each, where the word that it is made of starts; unknown, and -1, in scripts without spaces and in Korean."""
    marks: tuple[Mark, ...]

    def of_kind(self, kind: MarkKind) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == kind]


@functools.lru_cache(maxsize=_KEPT)
def read_statement(text: str, language: str = "") -> DraftStatement:
    """Read a sentence.

    Args:
        text: The sentence.
        language: ISO 639-1; told from its letters when empty.
    """
    language = language or of_question(text)
    group = group_of(language)
    marks = [Mark("day", text[start:end], start, end, day) for day, start, end in days_in(text)]
    marks += [
        Mark("number", text[start:end], start, end, amount)
        for amount, start, end in amounts_in(text)
        if not any(start < mark.end and mark.start < end for mark in marks)
    ]
    marks += [
        Mark("name", text[start:end], start, end)
        for start, end in (korean_names(text) if group == KOREAN else _names(text))
        if not any(start < mark.end and mark.start < end for mark in marks)
    ]
    aside = [(mark.start, mark.end) for mark in marks if mark.kind != "name"]
    found = [(word, at) for word, at in _words(text, group) if not any(start <= at < end for start, end in aside)]
    marks.sort(key=lambda mark: mark.start)
    return DraftStatement(text, language, tuple(word for word, _ in found), tuple(at for _, at in found), tuple(marks))


def spelling_of(word: str, language: str) -> list[str]:
    """The informative words in a word, as the index spells them."""
    return list(_of_word(word, group_of(language)))


def _words(text: str, group: str) -> Iterator[tuple[str, int]]:
    if group in (KOREAN, BIGRAMS):
        yield from ((word, -1) for word in terms(text, group) if not word.isdecimal())
        return
    for match in _WORD.finditer(text):
        yield from ((word, match.start()) for word in _of_word(match[0], group))


@functools.lru_cache(maxsize=50_000)
def _of_word(word: str, group: str) -> tuple[str, ...]:
    return tuple(terms(word, group))


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Words with capitals in a row; what opens a sentence only where it is no word that sentences open with."""
    for match in _NAME.finditer(text):
        start, words = match.start(), match[0].split(" ")
        while words and _POSSESSIVE.sub("", words[0]).lower() in _NO_NAMES and not _is_acronym(words[0]):
            start += len(words[0]) + 1
            words = words[1:]
        if words:
            end = start + len(_POSSESSIVE.sub("", " ".join(words)))
            if end > start:
                yield start, end


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()
