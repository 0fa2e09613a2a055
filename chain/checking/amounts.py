"""The numbers of a sentence by what they are worth: "1.2 million", "1,200,000" and "1.2m" are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = {
    word: value
    for value, words in enumerate(
        "one two/twice three/third four/fourth five/fifth six/sixth seven/seventh eight/eighth nine/ninth ten/tenth "
        "eleven/eleventh twelve/twelfth/dozen thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        start=1,
    )
    for word in words.split("/")
}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12,
}  # fmt: skip
_PLACES = frozenset("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
_WORDS = "|".join(sorted((*_ONES, *_TENS), key=len, reverse=True))
_NUMBER = re.compile(
    rf"""
    (?P<money>[$€£¥₩]\ ?)?
    (?:(?<![\w.,-])|(?<=\s-)|(?<=[$€£¥₩])|(?<=[$€£¥₩]\ )|(?<=(?-i:[a-z])-)|(?<=\d-))
    (?:(?P<clock>\d{{1,2}}:\d\d)
      |(?P<digits>\d++(?:,\d{{3}})*(?:\.\d++)?+)(?P<place>(?:st|nd|rd|th)\b)?(?!-?(?-i:[A-Z])\b|-(?-i:[A-Z]))
      |\b(?P<tens>{"|".join(_TENS)})(?:[-\ ](?P<units>{"|".join(list(_ONES)[:20])}))?\b
      |\b(?P<word>{_WORDS})\b)
    (?:[-\ ]?(?P<scale>(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b|천|만|억|조|[mk](?=\b)))?
    (?P<share>\ ?(?:%|per\ ?cent\b|percent\b|퍼센트|프로))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(from|to|by) (?:about |around |nearly |almost |some )?$", re.IGNORECASE)
_NOUN = re.compile(r"[ -]?([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Amount:
    """What a number is worth, and of what it is told."""

    value: float | str
    """Times of day as they are written."""
    unit: str = ""
    """`%`, the sign of a currency, `th` of a place in an order, or nothing."""
    noun: str = ""
    """The word after it, in small letters."""
    before: str = ""
    """The word before it where that is from, to or by: "to 5%" is not "by 5%"."""

    def is_as_far_as(self, other: Amount) -> bool:
        """Whether neither is said to be where something begins and the other where it ends, or how far it went."""
        return not self.before or not other.before or self.before == other.before

    def is_met_by(self, other: Amount) -> bool:
        """Whether another sentence's number says this one."""
        if "th" in (self.unit, other.unit) and self.unit != other.unit:
            return False
        return self.value == other.value and (not self.unit or not other.unit or self.unit == other.unit)


def amounts_in(text: str) -> Iterator[tuple[Amount, int, int]]:
    """Each number of a text, with its offsets; "one" only where it counts hundreds and more."""
    for match in _NUMBER.finditer(text):
        if match["clock"]:
            yield Amount(match["clock"]), match.start(), match.end()
            continue
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 1.0
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
        elif match["tens"]:
            value = float(_TENS[match["tens"].lower()] + _ONES.get((match["units"] or "").lower(), 0))
        else:
            value = float(_ONES[match["word"].lower()])
            if value == 1 and scale == 1:
                continue
        unit = "%" if match["share"] else (match["money"] or "").strip()
        if match["place"] or (match["word"] or "").lower() in _PLACES:
            unit = "th"
        noun, before = _NOUN.match(text, match.end()), _BEFORE.search(text, 0, match.start())
        amount = Amount(
            round(value * scale, 6), unit, noun[1].lower() if noun else "", before[1].lower() if before else ""
        )
        yield amount, match.start(), match.end()
