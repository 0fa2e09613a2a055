"""Names of days and months as people type them, `march 15`, `on tuesday`, with the capitals that they should have."""

from __future__ import annotations

import re

_ALWAYS_NAMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|september|october|november"
    r"|december)\b"
)
_BESIDE_A_NUMBER = re.compile(
    r"\b(?:(?:march|august|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.? ['’]?\d)"
    r"|(?<=\d )(?:march|may|august|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    r"|(?<=\d(?:st|nd|rd|th) )(?:march|may|august)\b)"
)
_AFTER_A_PREPOSITION = re.compile(
    r"\b(?P<before>(?:in|on|since|until|before|after|during|early|late|mid|last|this|from|between|of) )"
    r"(?P<month>march|may|august)(?=['’]?[?.,!]|$| \d| ['’]\d| (?:last|this) year\b| (?:and|to|until) )"
)


def with_capitals(text: str) -> str:
    """The same text, as long, with capitals where names of days and months lack them."""
    for pattern in (_ALWAYS_NAMES, _BESIDE_A_NUMBER):
        text = pattern.sub(lambda match: match[0].capitalize(), text)
    return _AFTER_A_PREPOSITION.sub(lambda match: match["before"] + match["month"].capitalize(), text)
