"""Stretches of a sentence that may be the answer to a short question: names, numbers with their units, times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from clippings.chain.asked_kind import Asked, Kind

Shape = Literal["name", "title", "number", "money", "share", "time", "words"]

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[ -](?:hundred|thousand|million|billion|trillion|bn|m))?"
_SPELT = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
)
_TIMES = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b(?![\d,]*\d)"  # noqa: E501
    rf"|\b{_MONTH} (?:19|20)\d\d\b|\b(?:the )?(?:spring|summer|autumn|fall|winter) of (?:19|20)\d\d\b|\b(?:19|20)\d\ds?\b"  # noqa: E501
    r"|\d{4}년(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?|\d{1,2}월(?: ?\d{1,2}일)?"
    r"|(?:(?<!\d)\d{1,2}일 ?)?(?:오전|오후) ?\d{1,2}시(?: ?\d{1,2}분)?"
)
_MONEY = re.compile(
    rf"(?:US|A|C|NZ|HK)?[$£€¥₩] ?(?:{_DIGITS}){_SCALE}\b"
    rf"|\b(?:{_DIGITS}|{_SPELT}){_SCALE} (?:dollars|pounds|euros?|yen|won|rupees|yuan|cents|crowns|francs)\b"
    r"|\d[\d,.]*(?:조|억|만|천)*(?: ?\d[\d,.]*(?:억|만|천)+)* ?(?:원|달러|엔|유로)"
)
_SHARE = re.compile(
    rf"\b(?:{_DIGITS}|{_SPELT}) ?(?:%|percent\b|per cent\b|percentage points?\b)"
    r"|\b(?:half|a third|a quarter|two-thirds|three-quarters|one in \w+)\b|\d[\d,.]* ?(?:%|퍼센트|포인트)"
)
_NUMBERS = re.compile(
    rf"(?<![\w$£€.,-])(?:{_DIGITS}|{_SPELT}){_SCALE}(?:[- ](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|"
    r"miles?|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|inch(?:es)?|pounds|tons?|tonnes|degrees|mph|km|kg|times)\b)?(?![\w%]|[.,]\d)"
    r"|\d[\d,.]*(?:조|억|만|천)*(?: ?\d[\d,.]*(?:천|만)+)* ?"
    r"(?:명|년|개월|일|시간|분|초|세|살|대|개|회|번|배|km|kg|m|톤|기|척|표)"
)
_TITLES = re.compile(r"“([^”“]{2,60})”|\"([^\"]{2,60})\"|‘([^’‘]{3,60})’(?!\w)")
_NAMES = re.compile(
    r"(?<![\w’'])(?:[A-Z](?:\.[A-Z])+\.?|[A-ZÀ-ÖØ-Þ][\wÀ-ÿ’'-]*[\wÀ-ÿ])"
    r"(?:(?: | ?& ?|-)(?:(?:of the|of|de|van|von|al|bin|del|la|the|and the|for) )?(?:[A-ZÀ-ÖØ-Þ][\wÀ-ÿ’'-]*[\wÀ-ÿ]|[A-Z]\.|\d{1,4}(?![\d,.%])))*"  # noqa: E501
)
_POSSESSIVE = re.compile(r"['’]s?$")
NO_NAME = frozenset(
    "the a an this that these those it its he she they we you i his her their our my your in on at by for from to of "
    "and but or so if as when while after before since during although though however also then there here who what "
    "which where why how not no yes all some many most more one two three four five six seven eight nine ten both each "
    "every other another such monday tuesday wednesday thursday friday saturday sunday january february march april may "  # noqa: E501
    "june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr "  # noqa: E501
    "around nearly almost roughly approximately "
    "according meanwhile still now just last next first second only even with without over under about per via today "
    "yesterday tomorrow despite because until unlike like can could will would should may might did does do is are was "
    "were has have had been be get got here's it's that's there's he's she's i'm we're they're let's related read more "
    "photo image getty images ap reuters contributing watch video news advertisement updated".split()
)

SHAPES: dict[Kind, frozenset[Shape]] = {
    "person": frozenset({"name"}),
    "place": frozenset({"name"}),
    "name": frozenset({"name", "title"}),
    "number": frozenset({"number", "share", "money"}),
    "money": frozenset({"money"}),
    "share": frozenset({"share"}),
    "time": frozenset({"time"}),
}
"""Which shapes can answer which kind."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text == sentence[start:end]`."""

    text: str
    start: int
    end: int
    shape: Shape


def stretches(sentence: str, asked: Asked) -> list[Stretch]:
    """What in a sentence has the shape of what is asked for, in order."""
    shapes = SHAPES.get(asked.kind, frozenset())
    found: list[Stretch] = []
    if "time" in shapes:
        wants_year = "year" in asked.type_words.lower() or "decade" in asked.type_words.lower()
        for match in _TIMES.finditer(sentence):
            year = re.search(r"(?:19|20)\d\ds?$", match[0])
            start = match.start() + year.start() if wants_year and year else match.start()
            found.append(Stretch(sentence[start : match.end()], start, match.end(), "time"))
    patterns: tuple[tuple[Shape, re.Pattern[str]], ...] = (("money", _MONEY), ("share", _SHARE), ("number", _NUMBERS))
    for shape, pattern in patterns:
        if shape in shapes:
            found.extend(
                Stretch(match[0], match.start(), match.end(), shape)
                for match in pattern.finditer(sentence)
                if not _overlaps(match.start(), match.end(), found)
            )
    if "title" in shapes:
        found.extend(_titles(sentence))
    if "name" in shapes:
        found.extend(_names(sentence))
    return sorted(found, key=lambda one: one.start)


def _overlaps(start: int, end: int, found: list[Stretch]) -> bool:
    return any(start < one.end and one.start < end for one in found)


def _titles(sentence: str) -> list[Stretch]:
    """Quoted names of works: every longer word with a capital."""
    found = []
    for match in _TITLES.finditer(sentence):
        at = next(group for group in (1, 2, 3) if match[group])
        text = match[at].rstrip(",.")
        words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
        if text and (text[0].isupper() or text[0].isdigit()) and all(word[0].isupper() for word in words):
            found.append(Stretch(text, match.start(at), match.start(at) + len(text), "title"))
    return found


def _names(sentence: str) -> list[Stretch]:
    found = []
    for match in _NAMES.finditer(sentence):
        start, text = match.start(), match[0]
        while text and text.split()[0].lower().rstrip(".") in NO_NAME:
            first = text.split()[0]
            rest = text[len(first) :].lstrip(" -&")
            start += len(text) - len(rest)
            text = rest
        text = _POSSESSIVE.sub("", text)
        # "Biden’s Inflation Reduction Act": the owner and what is owned are two
        parts = re.split(r"(?<=[’']s) ", text)
        at = start
        for part in parts:
            bare = _POSSESSIVE.sub("", part)
            if len(bare) > 1 and bare.lower() not in NO_NAME and bare[0].isupper():
                found.append(Stretch(bare, at, at + len(bare), "name"))
            at += len(part) + 1
    return found
