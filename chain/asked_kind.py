"""What kind of answer a question asks for: a person, a place, a number, a time, another name, a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "place", "number", "money", "share", "time", "name", "reason", "other"]
KINDS: tuple[Kind, ...] = ("person", "place", "number", "money", "share", "time", "name", "reason", "other")

SHORT: frozenset[Kind] = frozenset({"person", "place", "number", "money", "share", "time", "name"})
"""Kinds whose answer is a few words."""

NAMED: frozenset[Kind] = frozenset({"person", "place", "name"})
"""Kinds whose answer is a name."""

_REASON = re.compile(r"\bwhy\b|\bfor what reason|\bwhat (?:made|caused|led)\b|왜|이유|원인", re.I)
_SHARE = re.compile(
    r"\b(?:percent|percentage|per cent|share|proportion|fraction)\b|몇\s?(?:퍼센트|%)|비율|몇 프로", re.I
)
_MONEY = re.compile(
    r"\bhow much\b(?! (?:longer|older|faster|taller|snow|rain|water|time|weight))"
    r"|\b(?:what|which) (?:amount|price|sum|cost|salary|fee|fine)\b|\bwhat (?:did|does|do|will|would) [^?]*\bcost\b"
    r"|(?<!무게는 )(?<!높이는 )(?<!길이는 )(?<!크기는 )(?<!나이는 )(?<!시간은 )(?<![율률]은 )(?<!인구는 )(?<!규모는 )"
    r"(?<!거리는 )(?<!속도는 )(?<!온도는 )(?<!기온은 )얼마|몇\s?(?:원|달러|엔)",
    re.I,
)
_NUMBER = re.compile(
    r"\bhow (?:many|long|old|far|tall|big|large|often|fast|high|heavy|deep|much)\b"
    r"|\b(?:what|which) (?:\w+ )?(?:number|age|score|rate|temperature|record)\b|몇|나이|무게|높이|길이|얼마"
    # "What was South Korea's fertility rate?", "What is the target range of …?": a number under its name
    r"|\bwhat (?:is|was|are|were) (?:[\w’'-]+ ){0,6}?(?:rate|rates|range|population|temperature|magnitude|toll|score|"
    r"height|length|weight|width|depth|speed|size|turnout|margin|total|average)(?=[?]| of | in | on | at | for )",
    re.I,
)
_SAYS_OR_DOES = re.compile(
    r"\bwhat (?:did|does|do|has|have|had|will|would) [^?]*?\b(?:say|said|think|do|done|mean|decide|decided|want|argue|"
    r"argued|warn|promise|promised|agree|agreed|report|reported|announce|announced|explain|explained|"
    r"happen|happened)\b|\bwhat (?:happened|happens)\b",
    re.I,
)
"""Asks for a statement or an event: no name answers it."""

_TIME = re.compile(
    # the first word that asks decides: "How many died when it fell?" asks for a number
    r"^(?:(?!\b(?:who|whom|how|what|which|where|why)\b).)*\bwhen\b(?=[^,]*\?)"
    r"|\b(?:what|which|on what|in what|in which|from) (?:year|date|day|month|decade|century|time)\b"
    r"|\bfrom when\b|\bsince when\b|언제|몇\s?(?:년|월|일|시)",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:who|whom|whose)\b(?=[^,]*\?|\s\w+)"
    r"|\b(?:which|what|this|these) (?:[\w’'.&-]+ ){0,4}?(?:actor|actress|singer|rapper|star|athlete|player|president|"
    r"leader|politician|celebrity|artist|author|director|coach|musician|comedian|queen|king|minister|senator|judge|"
    r"billionaire|designer|golfer|driver|quarterback|mp|person|man|woman|ceo|journalist|member)s?\b"
    r"|누가|누구",
    re.I,
)
_PLACE = re.compile(
    r"\bwhere\b"
    r"|\b(?:which|what|this) (?:[\w’'.&-]+ ){0,3}?(?:country|countries|city|cities|state|nation|continent|province|"
    r"region|town|island|county|capital|ocean|sea|river|lake|park|location|destination)\b"
    r"|어디|어느\s?(?:나라|도시|지역|곳)",
    re.I,
)
_NAME = re.compile(r"\b(?:which|what|name|called|titled|named)\b|무엇|어떤|어느|이름", re.I)
_ASKS_TWICE = re.compile(
    r"\b(?:who|when|where|why|how|what|which)\b.*\b(?:and|or),? (?:(?:for|in|on|at|by|to|from|with|of|since) )?"
    r"(?:who|whom|whose|when|where|why|how|what|which)\b"
    r"|\b(?:difference|differences|compare|compared|comparison|respectively)\b|차이|비교"
    r"|(누가|누구|언제|어디|무엇|왜|어떻게|얼마).*(?!\1)(?:누가|누구|언제|어디|무엇|왜|어떻게|얼마)",
    re.I | re.S,
)
_ENDS_TYPE = frozenset(
    "is was are were did do does has have had will would can could should may might must to of in on at for from by "
    "with as that who which and or the a an been be just recently also now this".split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind, and the words that name it: "actor" for "Which actor …?", "" where there are none."""

    kind: Kind
    type_words: str = ""


def asked_kind(question: str) -> Asked:
    """What a question asks for, read off its words alone; English and Korean."""
    named = _type_words(question)
    tests: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("reason", _REASON),
        ("share", _SHARE),
        ("time", _TIME),
        ("money", _MONEY),
        ("number", _NUMBER),
        ("other", _SAYS_OR_DOES),  # "What did Finland's president say?" asks for no person
        ("person", _PERSON),
        ("place", _PLACE),
        ("name", _NAME),
    )
    return Asked(next((kind for kind, pattern in tests if pattern.search(question)), "other"), named)


def asks_for_several(question: str) -> bool:
    """Whether one sentence can hardly answer it: it asks twice, or for a comparison."""
    return bool(_ASKS_TWICE.search(question))


def _type_words(question: str) -> str:
    """The words after "which" or "what", up to a verb or a preposition."""
    found = list(re.finditer(r"\b(?:which|what)\s+", question, re.I)) or list(
        re.finditer(r"\b(?:this|these)\s+", question, re.I)
    )
    if not found:
        return ""
    kept = []
    for word in re.findall(r"[\w’'&-]+|[?.,:;]", question[found[-1].end() :])[:5]:
        if not word[0].isalnum() or word.lower() in _ENDS_TYPE:
            break
        kept.append(word)
    return " ".join(kept[:3])
