"""Whether a sentence turns round who did what to whom: "France beat Argentina" for "Argentina beat France".

Only what can be told without a parser: two names around the same verb, or after the same pair of prepositions, in the
other order (measured in docs/decisions/045).
"""

from __future__ import annotations

import re

from clippings.chain.text.names import CAPITAL
from clippings.vectorstore.lexical.tokenizers import words

_NAME = rf"{CAPITAL}[\w&’'-]*(?: (?:of |the |de )?{CAPITAL}[\w&’'-]*)*"
_PAIR = re.compile(rf"(?P<left>{_NAME})(?P<between>(?: [a-z][\w’'-]*){{1,6}}?) (?P<right>{_NAME})")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got)\b.*\bby\b")
_ONE_PARTY = re.compile(r"\b(?:and|or|both|met|meets|with|nor|between)\b")
"""Between two names that may change places."""

_EMPTY = frozenset(
    words(
        "a an the of in on at to from by for with as was were is are be been being has have had will would may might "
        "can could should that which who its his her their it he she they not no also said says told s than then after "
        "before when while since until over into about against",
        "en",
    )
)
_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "beat beaten,take took taken,give gave given,pay paid,sell sold,buy bought,lead led,lend lent,send sent,"
        "win won,defeat defeated,hold held,fight fought,tell told,teach taught,bring brought,catch caught,"
        "choose chose chosen,drive drove driven,find found,hit hit,make made,meet met,"
        "overtake overtook overtaken,see saw seen,seek sought,"
        "shoot shot,strike struck,sue sued,write wrote written"
    ).split(",")
    for form in forms.split()
}

_DIRECTED = re.compile(rf"\b(from|to|against|over|by|into|for)(?: the)? ({_NAME})")


def turns_round(claim: str, proof: str) -> bool:
    """Whether two names stand around the same verb in the one order here and only in the other order there.

    Args:
        claim: One sentence.
        proof: What it cites.
    """
    mine, theirs = _done(claim), _done(proof)
    if any((right, verb, left) in theirs and (left, verb, right) not in theirs for left, verb, right in mine):
        return True
    here, there = _directions(claim), _directions(proof)
    return any(
        (preposition, other) in there and (counterpart, name) in there and (preposition, name) not in there
        for preposition, name in here
        for counterpart, other in here
        if preposition != counterpart and name != other
    )


def _done(text: str) -> set[tuple[str, str, str]]:
    """(who, verb, to whom) for each two names with a few words between them, a passive turned round."""
    found = set()
    at = 0
    while match := _PAIR.search(text, at):
        left, between, right = _last(match["left"]), match["between"], _last(match["right"])
        at = match.start("right")
        if left == right or _ONE_PARTY.search(between):
            continue
        if _PASSIVE.search(between):
            left, right = right, left
        stems = (_IRREGULAR.get(verb, verb) for verb in words(between, "en"))
        found |= {(left, verb, right) for verb in stems if verb and verb not in _EMPTY}
    return found


def _directions(text: str) -> set[tuple[str, str]]:
    return {(match[1], _last(match[2])) for match in _DIRECTED.finditer(text)}


def _last(name: str) -> str:
    """The word that a person or a country is called by."""
    return re.sub(r"['’]s?$", "", name.split()[-1]).casefold()
