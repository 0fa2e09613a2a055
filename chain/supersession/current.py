"""Questions about what is so now, "who is the mayor?", and which sentence tells it where an older one does too."""

from __future__ import annotations

import re
from collections.abc import Callable

from clippings.chain.supersession.former import asks_for_former
from clippings.chain.supersession.values import names_in_sentence, numbers
from clippings.core.types import Evidence

TakesOver = Callable[[str, Evidence, Evidence], bool]

_LEAST_SHARE_OF_SCORE, _OF_A_KOREAN_CHANGE = 0.4, (0.2, 0.6)
_LEAST_SHARE_OF_COVERAGE, _OF_A_CHANGE = 0.9, 0.75
"""What a newer sentence needs, of the older one's, to say as well what was asked; less coverage where it says that
somebody takes over, in words of its own. Korean sentences' chances, by words alone, and coverage fall off faster: the
shares of score and coverage of those that say who takes over."""

_WHO_NOW = re.compile(
    r"^(?:and |so |but )?(?:who(?: is|['’]s| are) (?:now |currently )?(?:the|[A-Z][\w-]+(?: [A-Z][\w-]+)*['’]s?)\b"
    r"|who (?:now |currently )?(?:leads|runs|owns|heads|chairs|coaches|governs|manages|holds|edits|captains)\b)"
    r"|누구(?:인가|입니까|야|예요|인지|지\b)|누가 [^?]*(?:맡고|이끌고) 있",
    re.IGNORECASE,
)
_HOW_MANY_NOW = re.compile(
    r"^(?:and |so |but )?how (?:many|much|old|high|tall|long|big|large|often|far|fast)\b.*?\b(?:is|are|does|do"
    r"|has|have|"
    r"costs?)\b|^what(?: is|['’]s| are) the (?:[\w-]+ ){0,4}?(?:price|fare|fee|rate|toll|cost|tax|limit|number"
    r"|population"
    r"|wage|salary|charge|share|size|rent|age)s?\b|(?:몇|얼마)[^?]*(?:인가|입니까|야|예요|이지|하나|되나)\b",
    re.IGNORECASE,
)
_SAYS_NOW = re.compile(r"\b(?:current(?:ly)?|now|today|these days|nowadays|at present)\b|현재|지금|현직", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:was|were|did|had|died|won|killed)\b|[었았였했됐]나|[었았였했됐]는|[었았였했됐]습니까", re.IGNORECASE
)
_TAKES_OFFICE = re.compile(
    r"\b(?:sworn in|elected|appointed|named|hired|succe(?:ed|ss)\w*|takes? over|took over|took office|takes? office|"
    r"became|becomes|replac(?:es|ed|ing)|inaugurated|promoted|steps? down|stepped down|resign\w*|new|acting|interim)\b"
    r"|취임|선출|임명|당선|신임|후임|선임|사임|물러",
    re.IGNORECASE,
)


def asks_about_now(question: str) -> bool:
    """Whether a question is about who or how many it is at present, in English or Korean."""
    if _THEN.search(question) or asks_for_former(question):
        return False
    return any(pattern.search(question) for pattern in (_WHO_NOW, _HOW_MANY_NOW, _SAYS_NOW))


def takes_over(question: str, newer: Evidence, older: Evidence) -> bool:
    """Whether a later sentence answers a question about now as well as an older one does, and otherwise.

    Args:
        question: About now.
        newer, older: Of articles of different days.
    """
    takes_office = bool(_TAKES_OFFICE.search(newer.quote))
    least_score, least = _LEAST_SHARE_OF_SCORE, _OF_A_CHANGE if takes_office else _LEAST_SHARE_OF_COVERAGE
    if takes_office and newer.passage.article.language == "ko":
        least_score, least = _OF_A_KOREAN_CHANGE
    if (
        newer.passage.article.language != older.passage.article.language
        or newer.score < least_score * older.score
        or newer.coverage < least * older.coverage
    ):
        return False
    mine, theirs = newer.quote, older.quote
    if _HOW_MANY_NOW.search(question):
        return bool(numbers(mine) and numbers(theirs)) and numbers(mine) != numbers(theirs)
    if newer.passage.article.language == "ko":
        return takes_office
    names = names_in_sentence(mine) - names_in_sentence(question)
    if not names or names <= names_in_sentence(theirs):
        return False
    return takes_office or bool(_SAYS_NOW.search(question)) or not names & names_in_sentence(theirs)
