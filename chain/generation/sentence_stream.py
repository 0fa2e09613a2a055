"""Sentences of a stream as each is complete: of text by its full stops and numbers, of JSON by the next one's begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clippings.chain.verification.verifier import without_numbers
from clippings.core.sentences import Span, sentences


def of_text(pieces: Iterable[str], language: str) -> Iterator[str]:
    """Whole sentences with their numbers in brackets; a sentence is whole when the next one has begun.

    Args:
        pieces: The text in parts.
        language: ISO 639-1 code of what is written.
    """
    written, given = "", 0
    for piece in pieces:
        written += piece
        spans = _with_trailing_numbers(written, language)
        for span in spans[given:-1]:
            yield written[span.start : span.end]
        given = max(given, len(spans) - 1)
    for span in _with_trailing_numbers(written, language)[given:]:
        yield written[span.start : span.end]


def of_json(answers: Iterable[Any]) -> Iterator[str]:
    """Whole sentences, their numbers put behind them in brackets.

    Args:
        answers: Ever more of one object of the schema `prompts.SENTENCES`; the last one is whole.
    """
    given, last = 0, list[str]()
    for answer in answers:
        last = _sentences(answer)
        yield from last[given:-1]
        given = max(given, len(last) - 1)
    yield from last[given:]


def _sentences(answer: Any) -> list[str]:
    listed = answer.get("sentences") if isinstance(answer, dict) else None
    found = []
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict) or not isinstance(one.get("text"), str):
            continue
        numbers = one.get("excerpts")
        numbers = numbers if isinstance(numbers, list) else []
        marks = "".join(f"[{number}]" for number in numbers if isinstance(number, int) and not isinstance(number, bool))
        found.append(f"{without_numbers(one['text'])} {marks}".strip())
    return found


def _with_trailing_numbers(written: str, language: str) -> list[Span]:
    """Sentences, where numbers that a splitter left to the next sentence belong to the one before."""
    spans: list[Span] = []
    for span in sentences(written, language):
        if spans and not without_numbers(written[span.start : span.end]):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans
