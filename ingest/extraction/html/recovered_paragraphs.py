"""Paragraphs of an article that an extractor left behind, found by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from clippings.ingest.extraction.html.dom_cleanup import link_share, text_of

_NO_LETTERS = re.compile(r"[\W_]+")
_LEVELS = 4
_LONG_CHARACTERS = 60
_KEY_LETTERS = 40
_END_LETTERS = 8
_LONGEST_REPAIR = 1.5
_LEAST_FOUND = 3
_MOST_LINKS = 0.4
_OUTSIDE = {"aside", "footer", "nav", "form", "figure", "figcaption", "blockquote", "header"}

Place = tuple[object, ...]


def restored(lines: Sequence[str], tree: Any) -> list[str]:
    """The lines with the long paragraphs that stand in the same place of the markup as the found ones, in page order.

    Papers break an article over several containers, for pictures and advertisements between; extractors take the first.
    A place is the tags and classes of a paragraph and of the four elements around it, within one `<article>`. Only the
    place where most of the found paragraphs stand counts, so comments and teasers stay out.
    """
    paragraphs = [(element, text) for element in tree.iter("p") if len(text := text_of(element)) >= _LONG_CHARACTERS]
    starts = [_letters(line)[:_KEY_LETTERS] for line in lines]
    whole = "".join(_letters(line) for line in lines)
    letters = [_letters(text) for _, text in paragraphs]
    places = Counter(
        _place(element) for (element, _), text in zip(paragraphs, letters, strict=True) if _is_in(text, whole)
    )
    if not places or (most := places.most_common(1)[0])[1] < _LEAST_FOUND:
        return list(lines)
    faithful = {
        own[:_KEY_LETTERS]: text
        for (element, text), own in zip(paragraphs, letters, strict=True)
        if element.find(".//br") is None
    }
    lines = [_with_lost_words(line, faithful.get(start)) for line, start in zip(lines, starts, strict=True)]
    position = {start: number for number, start in reversed(list(enumerate(starts)))}
    lost: dict[int, list[str]] = {}
    at = 0
    for (element, text), own in zip(paragraphs, letters, strict=True):
        if _is_in(own, whole):
            at = max(at, position.get(own[:_KEY_LETTERS], at - 1) + 1)
        elif _place(element) == most[0] and link_share(element) < _MOST_LINKS and not _outside(element):
            lost.setdefault(at, []).append(text)
            whole += own
    return [line for number in range(len(lines) + 1) for line in [*lost.get(number, ()), *lines[number : number + 1]]]


def in_page_order(lines: Sequence[str], tree: Any) -> list[str]:
    """The lines as they follow each other in the page, where each stands there once."""
    if len(lines) < 2:
        return list(lines)
    page = _letters(tree.text_content())
    keys = [_letters(line)[:_KEY_LETTERS] for line in lines]
    if any(len(key) < _KEY_LETTERS or page.count(key) != 1 for key in keys):
        return list(lines)
    return [line for _, line in sorted(zip(map(page.index, keys), lines, strict=True), key=itemgetter(0))]


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def _with_lost_words(line: str, paragraph: str | None) -> str:
    """The paragraph itself where an extractor cut a link out of the middle of its sentences."""
    if paragraph is None or not len(line) < len(paragraph) < _LONGEST_REPAIR * len(line):
        return line
    ends_alike = _letters(paragraph)[-_END_LETTERS:] == _letters(line)[-_END_LETTERS:]
    return paragraph if ends_alike else line


def _is_in(letters: str, whole: str) -> bool:
    """Whether a paragraph was found, be it in pieces or without a link in it."""
    middle = len(letters) // 2
    parts = (letters[:_KEY_LETTERS], letters[middle : middle + _KEY_LETTERS], letters[-_KEY_LETTERS:])
    return any(part in whole for part in parts)


def _place(element: Any) -> Place:
    around = [element, *list(element.iterancestors())[:_LEVELS]]
    return (
        *((ancestor.tag, ancestor.get("class")) for ancestor in around),
        next(element.iterancestors("article"), None),
    )


def _outside(element: Any) -> bool:
    return any(ancestor.tag in _OUTSIDE for ancestor in list(element.iterancestors())[:_LEVELS])
