"""What a feed carries of an article: all of it, or its beginning with a way to the rest."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_SHORTEST_ARTICLE_CHARACTERS = 400
_SHORTEST_SUMMARISED_CHARACTERS = 150
_LONGER_THAN_ITS_SUMMARY = 1.5
_LONGEST_END_CHARACTERS = 600
_ELLIPSIS = r"(?:…|\.{3})"
_READ_ON = (
    "continue reading|read (?:more|on|the (?:full|whole|rest|article|story))|weiterlesen|mehr lesen|lire la suite"
    "|leer más|seguir leyendo|leia mais|continuar lendo|leggi (?:tutto|di più)|continua a leggere|lees (?:meer|verder)"
    "|läs (?:mer|vidare)|les mer|læs (?:mere|videre)|lue lisää|czytaj (?:dalej|więcej)|читать (?:далее|дальше)"
    "|devamını oku|続きを読む|阅读(?:更多|全文)|閱讀(?:更多|全文)|더 ?보기|계속 ?읽기"
)
_BREAKS_OFF = re.compile(
    rf"{_ELLIPSIS}\W*$|(?:^|{_ELLIPSIS}|[.!?。])\W*(?:{_READ_ON})(?!\w)[^.!?:]{{0,120}}$", re.IGNORECASE
)
_LEFT_OUT = re.compile(rf"\[\s*{_ELLIPSIS}\s*\]$")
_CREDIT = "appeared first on"
_BLOCK = re.compile(r"</?(?:p|br|div|li|h[1-6]|blockquote|figure|figcaption|table|tr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def is_whole(text: str) -> bool:
    """Whether a text is as long as an article, and does not break off: "[…]", "Continue reading".

    The line before the last counts too, since WordPress puts one of its own under an excerpt.
    """
    seen = visible(text)
    return len(seen) >= _SHORTEST_ARTICLE_CHARACTERS and not _breaks_off(seen)


def is_summarised(text: str, others: Sequence[str]) -> bool:
    """Whether a short text is all of its article, because the entry has a summary of it besides that is shorter.

    Args:
        text: The longest of an entry.
        others: All texts of the entry.
    """
    seen = visible(text)
    summaries = [summary for summary in map(visible, others) if summary and summary != seen]
    is_short = len(seen) < _SHORTEST_SUMMARISED_CHARACTERS
    if not summaries or is_short or _breaks_off(seen) or any(map(is_excerpt, others)):
        return False
    return max(map(len, summaries)) * _LONGER_THAN_ITS_SUMMARY <= len(seen)


def _breaks_off(seen: str) -> bool:
    """Whether the end of what a reader sees says that there is more."""
    ends = [line.strip() for line in seen[-_LONGEST_END_CHARACTERS:].splitlines() if line.strip()][-2:]
    return bool(ends) and bool(_BREAKS_OFF.search(ends[-1]) or any(_LEFT_OUT.search(end) for end in ends))


def is_excerpt(summary: str) -> bool:
    """Whether a summary says that it is WordPress's: its articles end with the same words, but are no summaries."""
    return _CREDIT in summary


def visible(text: str) -> str:
    """What a reader sees of a piece of HTML, each block on a line."""
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n", text))).strip()
