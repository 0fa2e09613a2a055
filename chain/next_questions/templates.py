"""Questions that a sentence answers by itself, made from its words by templates.

Where the subject of a sentence is what is asked for, English and Korean keep the order of words ("More than 200
researchers took part." - "How many researchers took part?"), so no grammar is needed. What needs some is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clippings.chain.text.names import CAPITAL

_MOST_WORDS = 30
_FEWEST_WORDS = 4

_OPENS_A_CLAUSE = "(?:After|Also|And|As|At|Before|But|By|During|For|From|If|In|On|Since|Then|Until|When|While|With)"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER = r"(?:[$€£]\s?)?\d[\d,]*(?:\.\d+)?(?:\s(?:thousand|million|billion|trillion))?"
_ABOUT = r"(?:(?:Nearly|Almost|About|Around|Some|Over|At least|Up to|More than|Fewer than|Less than|Only|Just)\s)?"
_PAST = (
    r"(?:[a-z]+ed|said|told|won|took|became|wrote|led|made|found|gave|lost|met|began|set|bought|sold|sent|built|came|went|"
    r"were|was|are|is|have|has|had|will|fell|rose|grew|ran|left|held|kept|saw|died|directs|leads)"
)
_NAME = (
    r"(?:(?:President|Prime Minister|Dr|Professor|Sir)\s)?"
    rf"{CAPITAL}[\w'’.-]+(?:\s(?:{CAPITAL}[\w'’.-]+|de|van|von|bin|al)){{1,3}}"
)
_OFFICE = (
    r"(?:director|head|chief|minister|governor|president|administrator|leader|captain|professor|founder|chairman|"
    r"chairwoman|chair|coach|secretary|spokesman|spokeswoman|mayor|commissioner|analyst|author|manager|driver|diver)"
)
_POINTS_AWAY = re.compile(
    r"\b(?:it|he|she|they|this|that one|them|him|these|those|his|her|their|its|here|there|then|we|our|I|you)\b", re.I
)
"""Words that only the sentences before explain."""

_HOW_MANY = re.compile(
    rf"^{_ABOUT}(?P<answer>{_NUMBER})\s(?P<noun>(?:[A-Za-z-]+\s){{0,2}}[a-z-]+s|people|children|men|women)\s"
    rf"(?P<rest>{_PAST}\s[^;:]+?)(?:,\s(?:and|but|an?|which|who|with|while)\b.*)?\.$"
)
_WHO = re.compile(rf"^(?P<answer>{_NAME})(?:, [^,]{{3,60}},| of [^,]{{3,60}},)? (?P<rest>{_PAST}\s[^;:]+?)\.$")
_WHO_IS = re.compile(rf"(?P<name>{_NAME}), (?P<answer>[^,.;]{{0,40}}\b{_OFFICE}\b[^,.;]{{0,40}}), {_PAST}\b")
_HOW_BIG = re.compile(
    rf"^(?P<subject>The [a-z][\w\s-]{{2,40}}?) (?P<be>is|was) (?:about |nearly |almost )?(?P<answer>{_NUMBER} [a-z]+) "
    r"(?P<size>tall|long|wide|high|deep|old)\b"
)
_DATE = rf"(?P<answer>\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?)\b"
_DONE = r"(?P<done>[a-z]+(?:ed|en|wn|ld|nt|de)\b[^,;:]{0,60}?)"
_WHEN_WAS = re.compile(
    rf"^(?P<subject>(?:The|A|An|{CAPITAL})[^,;:]{{2,60}}?) (?P<be>was|were|had been) {_DONE} "
    rf"on (?:[A-Z][a-z]+day, )?{_DATE}"
)
_WHEN = re.compile(
    rf"^(?!{_OPENS_A_CLAUSE}\b)(?P<clause>(?:The\s[a-z]|{CAPITAL})[^,;:]{{3,70}}? {_PAST}\s[^,;:]{{3,80}}?) "
    rf"on (?:[A-Z][a-z]+day, )?{_DATE}"
)

_KO_UNIT = "(?:명|원|개|기|대|곳|건|톤|달러|엔|%|퍼센트|km|kg|m|분|시간)"
_KO_NUMBER = rf"\d[\d,.]*(?:천|만|억|조)?(?:\s?\d+(?:만|억))?\s?(?:여\s?)?{_KO_UNIT}"
_KO_TITLE = "(?:장관|차관|대통령|총리|회장|대표|교수|의원|위원장|사장|총재|연구원|팀장|실장|소장)"
_KO_PAST = "".join(chr(0xAC00 + 28 * at + 20) for at in range(19 * 21))
"""Every syllable that ends in ㅆ, as verbs of the past do before their ending."""

_KO_WHO = re.compile(
    rf"^(?P<answer>[가-힣]{{2,4}}\s(?:[가-힣\w]+\s){{0,2}}{_KO_TITLE})(?:은|는|이|가)\s(?P<rest>.+[{_KO_PAST}]다)\.$"
)
_KO_HOW_MUCH = re.compile(
    rf"(?P<subject>(?:[가-힣\w]+\s){{0,3}}[가-힣]+(?:은|는))\s(?:약\s|모두\s)?(?P<answer>{_KO_NUMBER})(?:이다|였다|이었다|다)\b"
)
_KO_DATE = re.compile(r"(?P<answer>(?:\d{4}년 )?\d{1,2}월 \d{1,2}일)(?:에|,)?\s")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question and the words of the sentence that answer it."""

    kind: str
    question: str
    answer: str


def proposals(sentence: str, language: str, headline: str) -> list[Proposed]:
    """The questions that a sentence answers by itself; none for most sentences.

    Args:
        sentence: As it stands in an article.
        language: `en` or `ko`; nothing is made of others.
        headline: Of its article, for questions that need to say what they are about.
    """
    sentence = " ".join(sentence.split())
    made = _korean(sentence, headline) if language == "ko" else _english(sentence) if language == "en" else ()
    return [one for one in made if _is_one(one)]


def _english(sentence: str) -> Iterator[Proposed]:
    if (found := _HOW_MANY.match(sentence)) and not _POINTS_AWAY.search(found["rest"]):
        yield Proposed("how many", f"How many {found['noun']} {found['rest']}?", found["answer"])
    elif (found := _WHO.match(sentence)) and not _POINTS_AWAY.search(found["rest"]):
        yield Proposed("who", f"Who {found['rest']}?", found["answer"])
    if (found := _WHO_IS.search(sentence)) and not _POINTS_AWAY.search(found["answer"]):
        yield Proposed("who", f"Who is {found['name']}?", found["answer"])
    if found := _HOW_BIG.match(sentence):
        subject = _lowered(found["subject"])
        yield Proposed("how many", f"How {found['size']} {found['be']} {subject}?", found["answer"])
    if (found := _WHEN_WAS.match(sentence)) and not _POINTS_AWAY.search(f"{found['subject']} {found['done']}"):
        be, _, been = found["be"].partition(" ")
        words = [be, _lowered(found["subject"]), been, found["done"]]
        yield Proposed("when", f"When {' '.join(filter(None, words))}?", found["answer"])
    elif (found := _WHEN.match(sentence)) and not _POINTS_AWAY.search(found["clause"]):
        yield Proposed("when", f"When was it that {_lowered(found['clause'])}?", found["answer"])


def _korean(sentence: str, headline: str) -> Iterator[Proposed]:
    if found := _KO_WHO.match(sentence):
        yield Proposed("who", f"누가 {found['rest'].removesuffix('다')}나?", found["answer"])
    if found := _KO_HOW_MUCH.search(sentence):
        yield Proposed("how many", f"「{headline}」 기사에서 {found['subject']} 얼마인가?", found["answer"])
    if found := _KO_DATE.search(sentence):
        rest = f"{sentence[: found.start()]}{sentence[found.end() :]}".rstrip(".")
        yield Proposed("when", f"다음은 언제의 일인가? {rest}.", found["answer"])


def _lowered(subject: str) -> str:
    """ "The picture" within a sentence is "the picture"; a name stays as it is."""
    first, _, rest = subject.partition(" ")
    return f"{first.lower()} {rest}" if first in {"The", "A", "An"} else subject


def _is_one(proposed: Proposed) -> bool:
    words = proposed.question.split()
    fewest = _FEWEST_WORDS if proposed.question.isascii() else 2
    return fewest <= len(words) <= _MOST_WORDS and proposed.answer.casefold() not in proposed.question.casefold()
