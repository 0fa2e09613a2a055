"""What is known of a stretch of an article that tells what a person said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from clippings.core.sentences import Span, sentences

QUOTED = "\ue000"
"""Stands for each character of a quotation, marks included, where only the words around it count."""

_MARKS = {"“": "”", "「": "」", "『": "』", "„": "“", "«": "»"}
_MARK = re.compile('[“”„「」『』«»"]')


@dataclass(frozen=True, slots=True)
class Utterance:
    """Whole sentences that tell one speaker's words: `article.text[start:end]`."""

    start: int
    end: int
    is_direct: bool
    """Whether some of it stands in quotation marks."""
    pronoun: str = ""
    """What stands for the speaker, in lower case, where the name does not."""


class Unit(NamedTuple):
    """One sentence, or as many as a quotation runs through."""

    span: Span
    bare: str
    """As long as the text, `QUOTED` for what is quoted."""


def units(text: str, language: str, paragraph: Span) -> list[Unit]:
    """The sentences of a paragraph, joined where a quotation runs on over their ends."""
    bare = without_quoted(text[paragraph.start : paragraph.end])
    found: list[Span] = []
    for span in sentences(text, language, paragraph):
        at = span.start - paragraph.start
        runs_on = found and at > 0 and all(one == QUOTED for one in bare[found[-1].end - paragraph.start - 1 : at + 1])
        if runs_on and not _closes(text, found[-1], span):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return [Unit(span, bare[span.start - paragraph.start : span.end - paragraph.start]) for span in found]


def without_quoted(paragraph: str) -> str:
    """A paragraph, each character of its quotations replaced; one that is not closed runs to the end."""
    bare, closing, opened = paragraph, "", 0
    for match in _MARK.finditer(paragraph):
        at, mark = match.start(), match[0]
        if closing:
            if mark == closing:
                bare = _blanked(bare, opened, at + 1)
                closing = ""
        elif mark in _MARKS or (mark == '"' and not _is_inch(paragraph, at)):
            closing, opened = _MARKS.get(mark, '"'), at
        elif mark == "”":  # what a paragraph before it opened
            bare = _blanked(bare, 0, at + 1)
    return _blanked(bare, opened, len(bare)) if closing else bare


def _blanked(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{QUOTED * (end - start)}{text[end:]}"


def _is_inch(paragraph: str, at: int) -> bool:
    return at > 0 and paragraph[at - 1].isdigit()


def _closes(text: str, before: Span, after: Span) -> bool:
    """Whether one quotation ends with a sentence and another begins with the next: “…” “…”."""
    return text[before.end - 1] in '”"」』»' and text[after.start] in '“"「『«'
