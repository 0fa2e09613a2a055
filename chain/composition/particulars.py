"""The particulars of a question: names, places, years, months, days and counts, and others of their kind in a text."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from babel import Locale

from clippings.chain.text.names import without_possessive
from clippings.chain.verification.support import ASKING

Kind = Literal["country", "state", "name", "year", "month", "weekday", "count"]

_YEAR = re.compile(r"(?<![\d.,$€£¥-])(?:19|20)\d\d(?![\ds-]|[.,]\d|['’]s\b)")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December|(?<=[a-z] )May)\b"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_COUNT = re.compile(
    r"(?<![\d.,$€£¥\w-])(?P<count>\d{1,3}(?:,\d{3})+|\d{1,3})(?! (?:million|billion|percent|per))"
    r" (?P<of>[a-z]+(?: [a-z]+)?)\b"
)
"""With the two words behind it, one of which says what is counted: "18,000 dairy cows"."""

_NAME = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ](?:[\w’-]|'(?!s\b))*\w(?: [A-ZÀ-ÖØ-Þ](?:[\w’-]|'(?!s\b))*\w)*")
_SPOKEN = re.compile(r"[aeiouyà-öø-ÿ]", re.IGNORECASE)
_DATED = re.compile(r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\w*")

_STATES = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois "
    "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri "
    "Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin "
    "Wyoming".split()
) | {
    "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Rhode Island",
    "South Carolina", "South Dakota", "West Virginia",
}  # fmt: skip
_ALSO_COUNTRIES = frozenset(
    "America Britain England Scotland Wales Korea Turkey Burma Holland USA UK "
    "American British English Scottish Welsh Irish Dutch French German Greek Danish Finnish Swedish Norwegian Polish "
    "Spanish Swiss Thai Turkish Japanese Chinese Korean Russian Ukrainian Canadian Mexican Brazilian Italian Indian "
    "Iranian Israeli Australian Austrian Belgian Egyptian Portuguese Filipino Vietnamese Hungarian".split()
) | {"North Korea", "South Korea", "Hong Kong"}
_NO_COUNTRIES = ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
"""Unions of them and codes for tests, among Unicode's."""

_TOLD_BY_OTHER_NAMES = frozenset(
    "us u.s u.s. usa america american americans uk u.k britain british briton britons washington kremlin moscow london "
    "kyiv beijing brussels ottawa pentagon hollywood gop tory tories scotus covid covid-19 christmas halloween easter "
    "thanksgiving ramadan ceo".split()
) | {"white house", "labor day", "new year", "capitol hill", "wall street", "united states", "united kingdom"}
"""In lower case: what news writes in other words, or leaves out. Of 8,265 questions to articles that answer them these
are the most that the article has no word of (docs/decisions/090)."""

_SAME_START = 4
"""Letters that make two words forms of one name: Japan and Japanese, Philly and Philadelphia."""

_SHORT_FOR = 3
"""Letters of a name that may be short for a longer one: the Fed and the Federal Reserve."""


@dataclass(frozen=True, slots=True)
class Particular:
    """One of a question; `of` is what a count counts."""

    text: str
    kind: Kind
    of: str = ""


def particulars(question: str, known_names: Collection[str]) -> list[Particular]:
    """What a question takes for granted.

    Args:
        question: In English.
        known_names: In lower case. A word in capitals alone that is none of these and cannot be spoken may be anything.
    """
    found = [Particular(one[0], "year") for one in _YEAR.finditer(question)]
    found += [Particular(one["count"], "count", one["of"]) for one in _COUNT.finditer(question)]
    found += [Particular(one[0], "month") for one in _MONTH.finditer(question)]
    found += [Particular(one[0], "weekday") for one in _WEEKDAY.finditer(question)]
    found += [Particular(name, _kind_of(name)) for name in _names(question, known_names)]
    return list(dict.fromkeys(found))


def others_of_its_kind(one: Particular, text: str, question: str) -> list[str]:
    """What a text has in place of a particular: of the same kind, and not in the question.

    A name that is not known to be a place may stand for a place too, or for a person, a company or a ship: of these no
    list is whole.
    """
    if one.kind == "year":
        found = _YEAR.findall(text)
    elif one.kind == "month":
        found = _MONTH.findall(text)
    elif one.kind == "weekday":
        found = _WEEKDAY.findall(text)
    elif one.kind == "count":
        found = [other["count"] for other in _COUNT.finditer(text) if _count_the_same(other["of"], one.of)]
    else:
        found = [name for name in _names(text) if one.kind == "name" or _kind_of(name) == one.kind]
    if one.kind not in ("name", "country", "state"):
        return [other for other in dict.fromkeys(found) if other not in question]
    asked = folded_words(question)
    return [
        other
        for other in dict.fromkeys(found)
        if not any(same_start(word, mine) for word in folded_words(other) for mine in asked)
    ]


def is_told(one: Particular, text: str) -> bool:
    """Whether a text has a particular, or a word of it, in any form: "Japan" in "Japanese", "UAW" in "United Auto
    Workers"."""
    words = folded_words(text)
    if one.text.casefold() in _TOLD_BY_OTHER_NAMES:
        return True
    if one.kind in ("year", "count"):
        return one.text.replace(",", "") in {word.replace(",", "") for word in re.findall(r"\d[\d,]*", text)}
    if one.kind in ("month", "weekday"):
        return any(word.startswith(one.text[:3].casefold()) for word in words)
    if one.text.isupper() and len(one.text) > 1:
        initials = r"\W+(?:(?:of|the|and|for|on)\W+)?".join(rf"{letter}\w*" for letter in one.text if letter.isalpha())
        if re.search(rf"\b{initials}", text):
            return True
    if (
        one.kind == "country"
        and one.text.endswith(("ish", "iss"))
        and any(word.startswith(one.text[:3].casefold()) for word in words)
    ):
        return True  # Polish of Poland, Swiss of Switzerland
    return any(
        same_start(mine, word) or (len(mine) >= _SHORT_FOR and word.startswith(mine))
        for mine in folded_words(one.text)
        for word in words
    )


def same_start(one: str, other: str) -> bool:
    """Whether two words in small letters may be forms of one."""
    if one == other or one.removesuffix("s") == other.removesuffix("s"):
        return True
    return len(one) >= _SAME_START and len(other) >= _SAME_START and one[:_SAME_START] == other[:_SAME_START]


def _count_the_same(one: str, other: str) -> bool:
    return any(len(mine) >= _SAME_START and same_start(mine, word) for mine in one.split() for word in other.split())


@functools.lru_cache(maxsize=16)
def folded_words(text: str) -> frozenset[str]:
    """The words of a text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(word.removesuffix("'s") for word in re.findall(r"[^\W_][\w'.]*[^\W_]|[^\W_]", plain))


def _names(text: str, known: Collection[str] | None = None) -> Iterator[str]:
    opens = re.search(r"\w", text)
    for match in _NAME.finditer(text):
        words = [without_possessive(word) for word in match[0].split()]
        while words and words[0].casefold() in ASKING:
            words = words[1:]
        name = " ".join(words)
        if not words or _MONTH.search(f"in {name}") or _WEEKDAY.search(name) or _DATED.fullmatch(name):
            continue
        if len(words) == 1 and opens and match.start() == opens.start() and _kind_of(name) == "name":
            continue  # any word that opens a sentence has a capital
        if re.match(r"\.\w", text[match.end() :]) or (text[: match.start()].endswith(".") and len(name) < _SHORT_FOR):
            continue  # of "J.Lo" and "BA.2" half is no name
        if re.search(r"\d", name) or not (_SPOKEN.search(name) or (known is not None and name.casefold() in known)):
            continue
        yield name


@functools.cache
def _countries() -> frozenset[str]:
    return _ALSO_COUNTRIES | {
        name for code, name in Locale("en").territories.items() if code not in _NO_COUNTRIES and code.isalpha()
    }


def _kind_of(name: str) -> Kind:
    if name in _countries() and name != "Georgia":
        return "country"
    return "state" if name in _STATES else "name"
