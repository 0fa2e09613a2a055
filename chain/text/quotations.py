"""Words in quotation marks: they must occur as they stand."""

from __future__ import annotations

import re

_MOST, _LONGEST = 3, 200
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|(?<!\w)\"([^\"]+)\"(?!\w)|‘([^‘’]{3,})’(?!\w)"
)
_HAS_A_WORD = re.compile(r"[^\W_]{2}")
_SPACES = re.compile(r"\s+")
_STRAIGHT = {"‘": "'", "’": "'", "“": '"', "”": '"'}


def quoted_phrases(text: str) -> tuple[str, ...]:
    """What stands in double quotation marks, in the order of the question; at most three."""
    found = [next(group for group in match.groups() if group).strip(" \t\n,.?!") for match in _QUOTED.finditer(text)]
    return tuple(dict.fromkeys(each for each in found if len(each) <= _LONGEST and _HAS_A_WORD.search(each)))[:_MOST]


def without_quoted(text: str) -> str:
    """The text with spaces in place of what is quoted, so that no date is read out of a title."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def says(text: str, phrase: str) -> bool:
    """Whether a text has a phrase, whatever the capitals, the spaces and the shape of the quotation marks."""
    return _plain(phrase) in _plain(text)


def _plain(text: str) -> str:
    for curly, straight in _STRAIGHT.items():  # a tenth of the time that `translate` takes for an article
        text = text.replace(curly, straight)
    return _SPACES.sub(" ", text).casefold()
