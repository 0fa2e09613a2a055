"""A failed case in plain text: what was asked and expected, what was answered, from what, and what lay nearest."""

from __future__ import annotations

from collections.abc import Iterator

from clippings.evaluation.clippings_judged import JudgedClipping
from clippings.evaluation.results import CaseResult, TurnResult

_NEAREST = 3
_EXCERPT_CHARACTERS = 160


def failure_text(result: CaseResult) -> str:
    """The turns that failed, one after the other; those before them in a conversation by their answers alone."""
    lines: list[str] = []
    for turn in result.turns:
        lines.append(f"Question: {turn.question}")
        lines.extend(_failed(turn) if turn.failures or turn.error else [f"Answer:   {turn.answer}", ""])
    return _harmless("\n".join(lines))


def _failed(turn: TurnResult) -> Iterator[str]:
    if turn.error:
        yield f"It could not be answered: {turn.error}"
        return
    for failure in turn.failures:
        yield f"Expected: {failure.expectation}: {failure.expected}"
        yield f"Found:    {failure.found} [{failure.criterion}]"
    sure = "" if turn.confidence is None else f"confidence {turn.confidence:.2f}, "
    yield f"Answer:   {turn.answer} ({sure}{turn.mode})"
    yield "Citations:" if turn.citations else "Citations: none"
    for citation in turn.citations:
        yield f"  [{citation.number}] {_named(citation)}"
    yield "Nearest passages:" if turn.passages else "Nearest passages: none"
    for passage in turn.passages[:_NEAREST]:
        yield f"  {passage.number}. {_named(passage)}"
        yield f"     {' '.join(passage.text.split())[:_EXCERPT_CHARACTERS]}"
    for note in turn.notes:
        yield f"Note: {note}"


def _named(clipping: JudgedClipping) -> str:
    published = (clipping.published_on or clipping.published_at or "date unknown").split("T")[0]
    where = ", ".join(filter(None, (clipping.source, published)))
    return f"{clipping.title} ({where})" + (f" {clipping.url}" if clipping.url != clipping.title else "")


def _harmless(text: str) -> str:
    """Without control characters: an article's text must not steer a terminal."""
    return "".join(character for character in text if character.isprintable() or character == "\n")
