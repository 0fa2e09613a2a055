"""The value that no longer holds, beside the one that does: "raised fares from 1.50 to 1.80 dollars"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.chain.supersession.values import names_in_sentence
from clippings.chain.text.names import CAPITAL
from clippings.core.types import Evidence

PUT_OFF = r"put off|postpon\w+|delay\w*|pushed back|reschedul\w+|called off|cancel\w*|scrap(?:s|ped)|shelve[sd]"
_BEFORE = re.compile(
    r"\b(?:from|instead of|rather than|compared (?:with|to)|succeed(?:s|ed|ing)|replac(?:es|ed|ing))"
    r" (?:about |around |some |nearly |roughly |the |an? |former |mayor |president )*$",
    re.IGNORECASE,
)
_ONLY_A_START = re.compile(r"\bfrom (?:about |around |some |nearly |roughly |the |an? )*$", re.IGNORECASE)
_TO = re.compile(r"^[^.;:]{0,40}?\bto\b|^[^.;:]{0,12}$|^[^\w]*$")
_PLANNED_FOR = re.compile(
    r"\b(?:planned|scheduled|slated|set|due|meant|originally)(?: (?:for|to (?:open|begin|start)(?: on)?|on))? $",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(rf"\b(?:{PUT_OFF})\b", re.IGNORECASE)
_ASKS_FOR_OLD = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|original(?:ly)?|old|used to|at first|before(?=\??$)|before (?:the|it"
    r"|that|they) )\b"
    r"|이전|원래|기존|예전|종전|당초|애초",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"from [^.;]{1,40}? to ", re.IGNORECASE)
_FROM_BEHIND = re.compile(
    r"\b(?:to|at) [^.;]{1,50}\bfrom (?:about |around |some |nearly |roughly |the |an? )*$", re.IGNORECASE
)
"""Of a sentence before a value: "cut to 38 hours a week from"."""
_BEHIND = re.compile(
    r",? (?:(?:up |down )?from|instead of|rather than|compared with|compared to|and not)\b", re.IGNORECASE
)
_TELLS_BOTH = re.compile(
    r"\b(?:from [^.;]{1,40}? to|to [^.;]{1,40}? from|(?:up|down) from|instead of|rather than|compared (?:with|to)) "
    r"|에서 [^.]{1,30}?(?:으로|로) ",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"(?:, [^,.]{1,60},)? (?:has |had |have |was |is )?(?:abruptly |suddenly )?(?:resign\w*|step(?:s|ped)? down"
    r"|stood down|"
    r"stepping down|quit|ousted|sacked|fired|dismissed|removed|retired|retiring|died|leaves|left)\b"
)
_UP_TO = re.compile(r"[^.;]{1,40}? to (?=\S)")
_NAME = rf"{CAPITAL}[\w-]+(?: {CAPITAL}[\w-]+){{0,3}}"
_BEFORE_WHOM = (
    re.compile(rf"\b(?:before|prior to|predecessor (?:of|to)) (?P<who>{_NAME})['’]?s?\??$"),
    re.compile(rf"\b(?:did|does|has) (?P<who>{_NAME}) (?:succeed|replace|take over from|follow)"),
    re.compile(rf"(?P<who>{_NAME})['’]s? predecessor"),
    re.compile(
        r"(?P<who>[가-힣]{2,4}) (?:(?:시장|대통령|총리|장관|회장|대표|감독|구청장|지사|의장) )?(?:이전|전)(?:에|의) "
    ),
)
_FORMER_NAME = re.compile(
    r"\b(?:succeed(?:s|ed|ing)?|replac(?:es?|ed|ing)|tak(?:es?|ing) over from|took over from|in place of"
    r"|follow(?:s|ed|ing)"
    rf"|predecessor,?|outgoing \w+,?|former \w+,?) {CAPITAL}[\w-]+(?: {CAPITAL}[\w-]+)*"
    r"|[가-힣]{2,4} 전 [가-힣]+|전임 ?[가-힣]* [가-힣]{2,4}|[가-힣]{2,4}의? 후임"
)
_NAME_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT, _LEAST_SHARE_OF_BEST = 12, 0.3
_KOREAN_TO = re.compile(r"^\s*(?:에서|보다)\s+[^.]{0,30}?(?:으로|로)(?:\s|$)")
_ASKS = re.compile(
    r"\b(?:from|before|former(?:ly)?|previous(?:ly)?|original(?:ly)?|old|used to|earlier|until|predecessor|"
    r"succeed\w*|replac\w*)\b|이전|원래|전에|기존|에서",
    re.IGNORECASE,
)


def is_former(sentence: str, start: int, end: int) -> bool:
    """Whether `sentence[start:end]` is told as what was before: after "from" with a "to" behind it, after "instead of",
    "succeeding" and the like, after "planned for" where that was put off; in Korean before 에서 with a 로 behind it.

    Args:
        sentence: In English or Korean.
        start, end: Of a number, time, name or place.
    """
    before, after = sentence[:start], sentence[end:]
    if _KOREAN_TO.match(after):
        return True
    if _PLANNED_FOR.search(before) and _CALLED_OFF.search(sentence):
        return True
    if not _BEFORE.search(before):
        return False
    return not _ONLY_A_START.search(before) or bool(_TO.match(after)) or bool(_FROM_BEHIND.search(before))


def asks_for_former(question: str) -> bool:
    """Whether a question is about what was before."""
    return bool(_ASKS.search(question))


def asks_for_old_value(question: str) -> bool:
    """Whether it asks for the value or the plan itself that no longer holds: "What was the old fee?"."""
    return bool(_ASKS_FOR_OLD.search(question))


def leaves(sentence: str, end: int) -> bool:
    """Whether the name that ends here is said to leave an office: "Emil Hart resigned"."""
    return bool(_LEAVES.match(sentence[end:]))


def tells_both(sentence: str) -> bool:
    """Whether a sentence has a value that holds and one that does not: "95 beds, down from 120"."""
    return bool(_TELLS_BOTH.search(sentence))


def newer_part(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Of `sentence[start:end]` the value that holds now: 187 of "112 to 187" where "from" stands before it or in it, 95
    of "95, down from 120"."""
    words = sentence[start:end]
    found = _FROM_TO.match(words) or (_ONLY_A_START.search(sentence[:start]) and _UP_TO.match(words)) or None
    behind = _BEHIND.search(words)
    if behind is not None and behind.start() > (found.end() if found else 0):
        end = start + behind.start()
    return (start + found.end() if found else start), end


def holder_after(question: str) -> frozenset[str]:
    """The words of the name before whom somebody else is asked for: "Who was mayor before Ravi Castell?", "Whom did
    Castell replace?"; empty where nobody is."""
    found = next((match for pattern in _BEFORE_WHOM if (match := pattern.search(question))), None)
    return frozenset(word.casefold() for word in _NAME_WORD.findall(found["who"])) if found else frozenset()


def with_the_former_first(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same sentences; where a question asks who was before somebody, one that names the other leads.

    Args:
        question: In English or Korean.
        evidence: Best first.
    """
    holder = holder_after(question)
    if not holder or not evidence or _names_the_former(evidence[0].quote, holder):
        return list(evidence)
    for one in evidence[1:_LOOKED_AT]:
        if one.score < _LEAST_SHARE_OF_BEST * evidence[0].score:
            continue
        if _names_the_former(one.quote, holder) or _is_of_the_former(one, evidence[0], question, holder):
            return [one, *(other for other in evidence if other is not one)]
    return list(evidence)


def _names_the_former(sentence: str, holder: frozenset[str]) -> bool:
    found = _FORMER_NAME.search(sentence)
    return found is not None and holder.isdisjoint(word.casefold() for word in _NAME_WORD.findall(found[0]))


def _is_of_the_former(one: Evidence, best: Evidence, question: str, holder: frozenset[str]) -> bool:
    """Whether a sentence is older than the best one, names somebody else, and not who came later."""
    mine, theirs = one.passage.article.published_at, best.passage.article.published_at
    if mine is None or theirs is None or mine >= theirs:
        return False
    if not holder.isdisjoint(word.casefold() for word in _NAME_WORD.findall(one.quote)):
        return False
    return one.passage.article.language == "ko" or bool(names_in_sentence(one.quote) - names_in_sentence(question))
