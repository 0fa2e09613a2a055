"""Who does what, and who says so: whether two sentences with the same names tell it of different ones."""

from __future__ import annotations

import re

from clippings.chain.checking.statements import DraftStatement

_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got)\b.*\bby\b")
_PREPOSITION = re.compile(
    r"\b(?:in|at|on|from|to|of|for|by|with|near|after|before|since|until|under|over|between|and|or|as|than|like)"
    r"(?: the| a| an| his| her| its| their)?\s*$",
    re.IGNORECASE,
)
_SAYS = r"(?:said|says|stated|told|informed|added|wrote|announced|reported|according to)"
_SAID_BEFORE, _SAYS_AFTER = re.compile(rf"\b{_SAYS}\b[^,.]*$"), re.compile(rf"[^,.]{{0,40}}?\b{_SAYS}\b")
_VERB_AFTER = re.compile(r",?\s+(?:said|says|stated|told|added|wrote|argued|warned|claimed)\b")
_VERB_BEFORE = re.compile(
    r"(?:[,”\"]\s*(?:said|says|added|wrote)|\baccording to)\s+(?:[\w.’'-]+\s+){0,4}$", re.IGNORECASE
)
_MOST_BEFORE_A_SUBJECT = 4


def has_another_subject(claim: DraftStatement, proof: DraftStatement) -> bool:
    """Whether the two tell of the same names, and each begins with another of them: "France won, beating Argentina".

    A name after a preposition is where or when; of a passive sentence and an active one nothing is said.
    """
    mine, theirs = _subject(claim), _subject(proof)
    if (
        not mine
        or not theirs
        or mine == theirs
        or bool(_PASSIVE.search(claim.text)) != bool(_PASSIVE.search(proof.text))
    ):
        return False
    return _tells_of(claim, theirs) and _tells_of(proof, mine)


def has_another_speaker(claim: DraftStatement, proof: DraftStatement) -> bool:
    """Whether both name who says something, and name nobody in common."""
    mine, theirs = _speakers(claim), _speakers(proof)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _speakers(statement: DraftStatement) -> set[str]:
    return {
        mark.text.split()[-1].casefold()
        for mark in statement.of_kind("name")
        if _VERB_AFTER.match(statement.text, mark.end) or _VERB_BEFORE.search(statement.text[: mark.start])
    }


def _subject(statement: DraftStatement) -> str:
    """The last word of the name that a sentence begins with, unless it is where, when, or who says the rest."""
    for mark in statement.of_kind("name"):
        before, after = statement.text[: mark.start], statement.text[mark.end :]
        if len(before.split()) > _MOST_BEFORE_A_SUBJECT:
            return ""
        if not _PREPOSITION.search(before) and not _SAID_BEFORE.search(before) and not _SAYS_AFTER.match(after):
            return mark.text.split()[-1].casefold()
    return ""


def _tells_of(statement: DraftStatement, name: str) -> bool:
    return any(mark.text.split()[-1].casefold() == name for mark in statement.of_kind("name"))
