"""What a question counts, and the numbers that a text gives for just that: "37" of "the death toll has risen to 37",
not of "37 miles away"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from clippings.chain.supersession.values import digits_of_word
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%$€£₩]|[.;:()–—,]")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ENDS = frozenset(".;:()–—")
_RIGHT, _LEFT = 6, 14
"""Words around a number that may say what it counts."""

_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12,
}  # fmt: skip
_ROUGHLY = frozenset("more than least over about around nearly almost some approximately up as many roughly".split())
_ANYBODY = frozenset(
    "people persons men women other others more were was have has been had are is being that those confirmed feared of "
    "in the a at to by so far total".split()
)
"""What may stand between a number and what it counts."""

_FATES: tuple[tuple[str, frozenset[str]], ...] = (
    ("died", frozenset("dead die dies died dying death deaths kill kills killed killing toll fatalities lives perished "
                       "victims claimed".split())),
    ("hurt", frozenset("hurt injured injuring injuries wounded wounding".split())),
    ("missing", frozenset("missing unaccounted".split())),
    ("arrested", frozenset("arrested arrests detained".split())),
    ("displaced", frozenset("displaced homeless evacuated".split())),
    ("infected", frozenset("cases infected infections".split())),
)  # fmt: skip
"""Words for one fate; whoever counts one in a question wants the same one counted in an answer."""

_KOREAN_FATES: tuple[tuple[str, str, str], ...] = (
    ("died", r"사망|숨지|숨졌|숨진|죽", r"사망|숨|죽"),
    ("hurt", r"부상|다치|다쳤|다친", r"부상|다치|다쳤|다친"),
    ("missing", r"실종", r"실종"),
    ("infected", r"확진|감염", r"확진|감염"),
    ("arrested", r"체포|구속", r"체포|구속"),
)
"""A fate, as questions name it and as it stands near a number."""
_KOREAN_COUNT = re.compile(
    r"(?P<n>\d[\d,]*(?:\.\d+)?)(?P<scale>조|억|만|천)?\s?(?:여)?(?P<unit>명|건|원|%|퍼센트|달러)"
)

_HOW_MANY = re.compile(
    r"\bhow many\s+(?P<what>(?:[\w’'-]+\s+){0,4}?[\w’'-]+)"
    r"(?=\s+(?:is|are|was|were|have|has|had|did|do|does|will|can|could|would|of|on|in|at|take|took|die|died)\b|\s*\?|$)",
    re.I,
)
_MONEY = re.compile(r"\bhow much\b|\b(?:cost|costs|price|prices|fee|fare|salary|wage|paid?|pay|worth|fine)\b|얼마|가격|요금", re.I)  # fmt: skip # noqa: E501
_SHARE = re.compile(r"\b(?:rate|rates|percent|per cent|percentage|share|inflation|unemployment|turnout)\b|율|금리|비율", re.I)  # fmt: skip # noqa: E501
_PERCENT = frozenset("% percent percentage point points basis".split())
_CURRENCY = frozenset("$ € £ ₩ dollars dollar euros pounds won yen cents".split())
_ROUND_UP = 1.1
"""How much more than it says a rough number may stand for."""


@dataclass(frozen=True, slots=True)
class AskedValues:
    """What a question counts."""

    what: str
    """A fate ("died"), "money", "share", or "things"."""
    words: frozenset[str] = frozenset()
    """Of "things", what is counted."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number that a text gives."""

    number: float
    is_rough: bool
    """Whether it is only said about how much: "more than 150"."""
    start: int
    end: int

    def is_told_by(self, others: Collection[Value]) -> bool:
        """Whether one of these is the same number, or the exact one of which this says only about how much: "more than
        1,100" of 1,136."""
        return any(
            self.number == other.number or (self.is_rough and self.number <= other.number <= self.number * _ROUND_UP)
            for other in others
        )


def asked_of(question: str, language: str) -> AskedValues | None:
    """What a question counts; None where it asks for no number.

    Args:
        question: As it was asked.
        language: An ISO 639-1 code.
    """
    if language == "ko":
        if not re.search(r"몇|얼마|%|율", question):
            return None
        for fate, asked, _ in _KOREAN_FATES:
            if re.search(asked, question):
                return AskedValues(fate)
    counted = _HOW_MANY.search(question)
    said = {word.lower() for word in _TOKEN.findall(question)}
    if counted:
        for fate, words in _FATES:
            if said & words and not (fate == "infected" and not said & {"cases", "infected", "infections"}):
                return AskedValues(fate)
        what = set(terms(counted["what"], group_of(language))) - {"peopl", "person"}
        return AskedValues("things", frozenset(what)) if what else None
    if _SHARE.search(question):
        return AskedValues("share")
    return AskedValues("money") if _MONEY.search(question) else None


def counting_words(asked: AskedValues | None, group: str) -> set[str]:
    """The words of a question that say what is counted, not of what story, as the index spells them."""
    if asked is None or asked.what in {"money", "share", "things"}:
        return set()
    english = " ".join(dict(_FATES)[asked.what]) if asked.what in dict(_FATES) else ""
    korean = " ".join(stems.replace("|", " ") for fate, stems, _ in _KOREAN_FATES if fate == asked.what)
    return set(terms(f"people persons number {english}" if group != "ko" else f"사람 명 수 {korean}", group))


def values_of(asked: AskedValues, text: str, language: str) -> list[Value]:
    """The numbers that a text gives for what was asked, in its order."""
    return _korean_values(asked, text) if language == "ko" else _english_values(asked, text, language)


def _english_values(asked: AskedValues, text: str, language: str) -> list[Value]:
    tokens = list(_TOKEN.finditer(text))
    found: list[Value] = []
    for at, token in enumerate(tokens):
        word = token[0].lower()
        digits = word if _DIGITS.fullmatch(word) else digits_of_word(word)
        if digits is None:
            continue
        number, end, after = float(digits.replace(",", "")), token.end(), at + 1
        if after < len(tokens) and (scale := _SCALES.get(tokens[after][0].lower())):
            number, end, after = number * scale, tokens[after].end(), after + 1
        if _is_counted(asked, [one[0].lower() for one in tokens], at, after, language):
            before = {one[0].lower() for one in tokens[max(0, at - 3) : at]}
            found.append(Value(number, bool(before & _ROUGHLY), token.start(), end))
    return found


def _is_counted(asked: AskedValues, words: Sequence[str], at: int, after: int, language: str) -> bool:
    right = [] if words[after : after + 1] == [","] else _until_an_end(words[after : after + _RIGHT])
    left = _until_an_end(words[max(0, at - _LEFT) : at][::-1])
    if asked.what == "money":
        return bool(set(words[max(0, at - 1) : at]) & _CURRENCY or set(right[:2]) & _CURRENCY)
    if asked.what == "share":
        return bool(set(right[:2]) & _PERCENT)
    counted = dict(_FATES).get(asked.what)
    if counted is None:
        near = set(terms(" ".join(right[:4]), group_of(language)))
        return bool(near & asked.words)
    if right and right[0] in _MEASURES:
        return False
    nearest = next((word for word in left if word not in _ANYBODY | _ROUGHLY), "")
    if nearest in counted:
        return True
    others = {word for fate, those in _FATES if fate != asked.what for word in those}
    for word in right:
        if word in counted:
            return True
        if word in others:
            return False
    is_a_thing = bool(right) and right[0] not in _ANYBODY and right[0].isalpha() and right[0] not in _VERBS_AFTER
    return not is_a_thing and any(word in counted for word in left)


_MEASURES = frozenset(
    "miles mile km kilometers kilometres meters metres feet foot yards acres years year days day hours hour minutes "
    "weeks months percent % times o'clock am pm".split()
)
_VERBS_AFTER = frozenset("on as for with and after when during across since from while including many mostly".split())


def _until_an_end(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if word in _ENDS or _DIGITS.fullmatch(word):
            break
        if word != ",":
            found.append(word)
    return found


def _korean_values(asked: AskedValues, text: str) -> list[Value]:
    near = {fate: stems for fate, _, stems in _KOREAN_FATES}.get(asked.what)
    units = {"money": {"원", "달러"}, "share": {"%", "퍼센트"}}.get(asked.what, {"명", "건"})
    found: list[Value] = []
    for match in _KOREAN_COUNT.finditer(text):
        if match["unit"] not in units:
            continue
        around = text[max(0, match.start() - 12) : match.end() + 14]
        if near and not re.search(near, around):
            continue
        number = float(match["n"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
        found.append(Value(number, "여" in match[0] or "약 " in around, match.start(), match.end()))
    return found
