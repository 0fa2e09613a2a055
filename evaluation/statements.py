"""An answer as the statements that it makes, each with the citations that it names for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain.verification.verifier import numbers_cited, without_numbers
from clippings.core.sentences import sentences
from clippings.core.types import Answer, Citation


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer."""

    text: str
    """Without its citation marks."""
    cites: tuple[int, ...]
    """Numbers of citations that the answer has."""


def statements(answer: Answer) -> list[Statement]:
    """The sentences of an answer, in order; none of one that abstains.

    Marks that stand after a full stop belong to the sentence before them. A sentence without marks that stands to the
    letter in a quote cites that quote: a quote of two sentences carries its number at its end.
    """
    if answer.abstained:
        return []
    marked: list[str] = []
    for span in sentences(answer.text, answer.language):
        piece = answer.text[span.start : span.end]
        leading = piece[: len(piece) - len(_without_leading_marks(piece))]
        if marked and leading:
            marked[-1] += f" {leading}"
            piece = piece[len(leading) :]
        if _has_words(piece):
            marked.append(piece)
    return [_statement(piece, answer.citations) for piece in marked]


def _statement(piece: str, citations: Sequence[Citation]) -> Statement:
    text = without_numbers(piece)
    known = {citation.number for citation in citations}
    named = tuple(number for number in numbers_cited(piece) if number in known)
    if named or numbers_cited(piece):
        return Statement(text, named)
    quoted = (citation.number for citation in citations if text in " ".join(citation.quote.split()))
    return Statement(text, tuple(quoted))


def _without_leading_marks(piece: str) -> str:
    rest = piece.lstrip()
    while rest.startswith("[") and rest[1 : (end := rest.find("]"))].isdigit():
        rest = rest[end + 1 :].lstrip()
    return rest


def _has_words(piece: str) -> bool:
    return any(character.isalnum() for character in without_numbers(piece))
