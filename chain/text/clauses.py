"""The clauses of a sentence, and which clause of a proof a clause of a claim speaks of."""

from __future__ import annotations

import re

from clippings.vectorstore.lexical.tokenizers import terms

_BOUNDARY = re.compile(
    r"(?<!\d),|,(?!\d)|[;:—–]|\s-\s|\b(?:but|while|although|though|whereas)\b|\band\b(?=\s+(?:\w+\s+){1,4}?"
    r"(?:was|were|is|are|has|had|have|will|would|can|could|may|\w+ed)\b)|"
    r"(?<=고) (?=\S+[은는이가] )|(?<=지만) |(?<=으나) ",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
"""A stretch with fewer informative words belongs to the clause before it: a date, an aside, one of a list."""

_LEAST_SHARED = 2


def clauses(sentence: str) -> list[str]:
    """A sentence cut where a new statement begins; asides and lists stay with what they belong to."""
    parts: list[str] = []
    for piece in (piece for piece in _BOUNDARY.split(sentence) if piece and piece.strip()):
        if parts and (len(piece.split()) < _FEWEST_WORDS or len(parts[-1].split()) < _FEWEST_WORDS):
            parts[-1] = f"{parts[-1]},{piece}"
        else:
            parts.append(piece)
    return [part.strip() for part in parts]


def nearest(clause: str, proof: str, group: str) -> str | None:
    """The clause of the proof that shares the most informative words with this one; None where hardly any are shared.

    Args:
        clause: Of a claim.
        proof: One or more sentences.
        group: How words are made; see `vectorstore.lexical.tokenizers`.
    """
    mine = set(terms(clause, group))
    best, shared = None, 0
    for part in clauses(proof):
        common = len(mine & set(terms(part, group)))
        if common > shared:
            best, shared = part, common
    return best if shared >= min(_LEAST_SHARED, max(1, len(mine) - 1)) else None
