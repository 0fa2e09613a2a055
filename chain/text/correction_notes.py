"""Notes that correct what an article said before: they are never the answer."""

from __future__ import annotations

import re

_CORRECTION = re.compile(
    r"^\W*(?:corrections?|clarifications?|editor['’]s notes?)\b"
    r"|\b(?:earlier|previous|original) versions? (?:of this (?:article|story|report)\b|(?:misst|misid|misspel"
    r"|incorrect|wrong))"
    r"|\b(?:this|our) (?:article|story|report) (?:was|has been) (?:amended|corrected|updated)\b"
    r"|\b(?:this|our) (?:article|story|report|headline|caption) (?:originally|initially|previously|incorrectly"
    r"|mistakenly"
    r"|wrongly|erroneously) (?:said|stated|gave|reported|listed|named|identified|misst\w+|put|had)\b"
    r"|^\W*(?:an?|our) (?:article|story|caption|headline|column) (?:on|about|in|of"
    r"|published)\b[^.]*\b(?:misstated|misspelled|"
    r"misidentified|(?:incorrectly|mistakenly|wrongly|erroneously) \w+)\b"
    r"|^\W*(?:정정|바로잡습니다|바로 ?잡습니다)|정정(?:보도|합니다)|바로 ?잡습니다"
    r"|(?:기사|보도)[^.]*(?:사실과 달라|오보|잘못 (?:보도|표기|전))",
    re.IGNORECASE,
)
"""A note on what was printed before: it says what was wrong, next to what is right."""
_CORRECTED = re.compile(r"^\W*(?:corrections?|clarifications?)\b|정정|바로 ?잡", re.IGNORECASE)
_OF_AN_ARTICLE = re.compile(r"\b(?:article|story|report|column|headline|caption)\b|기사|보도", re.IGNORECASE)


def corrects(text: str, headline: str = "") -> bool:
    """Whether a text is a note on what its article, or an earlier one, said before.

    Args:
        text: A sentence or a few.
        headline: Of its article. Under "Correction" a sentence about an article is a note.
    """
    return bool(_CORRECTION.search(text)) or bool(_CORRECTED.search(headline) and _OF_AN_ARTICLE.search(text))
