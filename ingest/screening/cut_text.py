"""Texts that whoever sent them cut off: what news APIs give without a contract."""

from __future__ import annotations

import re

_END = re.compile(
    r"[\[(]\s*\+?\s*\d[\d,. ]{0,12}\s*(?:more\s)?(?:chars?|characters?|words?|자|文字)\s*[\])]\W{0,20}$"
    r"|\[\s*(?:(?:content |text )?truncated|…|\.{3})\s*\]\W{0,20}$|\(truncated\)\W{0,20}$"
    r"|only available in (?:paid|premium|professional|corporate) plans?\W{0,20}$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\W*(?:only available in (?:paid|premium|professional|corporate)[\w ]{0,40}plans?"
    r"|upgrade (?:your )?plan to[^.]{0,80})\W*",
    re.IGNORECASE,
)
_LOOKED_AT_CHARACTERS = 120


def cut_mark(text: str, may_be_cut: bool = False) -> str:
    """What at the end of a text says that more of it was cut off ("[+2219 chars]"); "" when nothing does.

    Args:
        text: As it was sent.
        may_be_cut: Whether whoever sent it cuts off texts, so that an ellipsis alone says so.
    """
    end = text[-_LOOKED_AT_CHARACTERS:].rstrip()
    cut = _END.search(end)
    if cut:
        return cut.group().strip()
    if may_be_cut and end.endswith(("…", "...")):
        return end[-20:]
    return text.strip() if len(text) <= _LOOKED_AT_CHARACTERS and _INSTEAD.fullmatch(text) else ""
