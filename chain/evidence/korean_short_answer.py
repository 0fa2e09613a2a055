"""The short answer to a Korean question: the number, sum, share or time that is asked for.

The reader marks short answers in English; for Korean it is these patterns.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from clippings.chain.models.linear_model import LinearModel
from clippings.chain.reading.short_answer import ShortAnswer
from clippings.chain.supersession import former
from clippings.core.types import Evidence

Kind = Literal["number", "money", "share", "time", "reason", "other"]

SHORT: frozenset[Kind] = frozenset({"number", "money", "share", "time"})
"""Kinds whose answer is a few words."""

_SENTENCES = 12
"""In so many of the best sentences a short answer is looked for."""

LEAST_CHANCE = 0.4
"""Of words that are shown as the answer (docs/decisions/041)."""

_LEAST_CHANCE_TO_LEAD = 0.17

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("reason", re.compile(r"왜|이유|원인")),
    ("share", re.compile(r"몇\s?(?:퍼센트|%)|비율|몇 프로")),
    ("time", re.compile(r"언제|몇\s?(?:년|월|일|시)")),
    (
        "money",
        re.compile(
            r"(?<!무게는 )(?<!높이는 )(?<!길이는 )(?<!크기는 )(?<!나이는 )(?<!시간은 )(?<![율률]은 )(?<!인구는 )"
            r"(?<!규모는 )(?<!거리는 )(?<!속도는 )(?<!온도는 )(?<!기온은 )얼마|몇\s?(?:원|달러|엔)"
        ),
    ),
    ("number", re.compile(r"몇|나이|무게|높이|길이|얼마")),
)
_STRETCHES: dict[Kind, re.Pattern[str]] = {
    "time": re.compile(
        r"\d{4}년(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?|\d{1,2}월(?: ?\d{1,2}일)?"
        r"|(?:(?<!\d)\d{1,2}일 ?)?(?:오전|오후) ?\d{1,2}시(?: ?\d{1,2}분)?"
    ),
    "money": re.compile(
        r"\d[\d,.]*(?:조|억|만|천)*(?: ?\d[\d,.]*(?:억|만|천)+)* ?(?:원|달러|엔|유로)|[$€£¥₩] ?\d[\d,.]*"
    ),
    "share": re.compile(r"\d[\d,.]* ?(?:%|퍼센트|포인트)"),
    "number": re.compile(
        r"\d[\d,.]*(?:조|억|만|천)*(?: ?\d[\d,.]*(?:천|만)+)* ?"
        r"(?:명|년|개월|일|시간|분|초|세|살|대|개|회|번|배|km|kg|m|톤|기|척|표|%|퍼센트|포인트)"
    ),
}
_UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"얼마나 (?:오래|긴|길)|길이|몇 시간"), re.compile(r"(?:년|개월|일|시간|분|초|m)$")),
    (re.compile(r"나이|몇 ?살|몇 ?세"), re.compile(r"(?:세|살)$")),
    (re.compile(r"거리|높이|깊이"), re.compile(r"m$")),
    (re.compile(r"무게"), re.compile(r"(?:kg|톤)$")),
    (re.compile(r"율|률"), re.compile(r"(?:%|퍼센트|포인트|명)$")),
    (re.compile(r"인구|규모"), re.compile(r"(?:명|만|억)$")),
)
"""What the words of a question say about the unit of its number; the first that applies counts."""

_REASON = re.compile(r"때문|위해|으로 인해|이유|원인")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(r"\d+차")
_LAST_YEAR = "지난해", "작년"
_NEWER_DAYS, _AS_MUCH = 100, 0.9
_WORD = re.compile(r"[^\W_]+")

_LOCATED: tuple[Kind, ...] = ("number", "money", "share", "time")
"""Kinds of values that are looked for."""


@dataclass
class _Candidate:
    """One value and every place where it stands: (rank of the sentence, where in it), best sentence first."""

    text: str
    places: list[tuple[int, int]] = field(default_factory=list)


def kind_of(question: str) -> Kind:
    """What a Korean question asks for, read off its words."""
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), "other")


def values_in(sentence: str, kind: Kind) -> list[tuple[str, int]]:
    """What in a sentence has the shape of what is asked for: its words and where they start."""
    pattern = _STRETCHES.get(kind)
    return [(match.group(), match.start()) for match in pattern.finditer(sentence)] if pattern else []


def count_values(question: str, sentence: str, kind: Kind) -> int:
    """How many different values of this kind, which the question does not name, a sentence has; of a reason, whether it
    gives one."""
    if kind == "reason":
        return int(gives_a_reason(sentence))
    said = set(_WORD.findall(question))
    return sum(not said.issuperset(_WORD.findall(text)) for text in {text for text, _ in values_in(sentence, kind)})


def gives_a_reason(sentence: str) -> bool:
    """Whether a sentence says why something is so."""
    return bool(_REASON.search(sentence))


def locate(question: str, evidence: Sequence[Evidence]) -> ShortAnswer | None:
    """The likeliest value of the kind that is asked for; None where there is none.

    Args:
        question: In Korean.
        evidence: Best first.
    """
    kind = kind_of(question)
    looked_at = evidence[:_SENTENCES]
    candidates = _candidates(question, kind, looked_at)
    if not candidates:
        return None
    model = LinearModel.load("korean_short_answer")
    chances = [model.probability(_features(one, kind, candidates, looked_at)) for one in candidates]
    chance = max(chances)
    best = candidates[chances.index(chance)]
    if chance < _LEAST_CHANCE_TO_LEAD:
        return None
    rank, start = best.places[0]
    one = looked_at[rank]
    return ShortAnswer(best.text, one, one.start + start, one.start + start + len(best.text), chance)


def is_sure(question: str, short: ShortAnswer, evidence: Sequence[Evidence]) -> bool:
    """Whether these words may be shown as the answer: they are likely, of the year and the time round that is asked
    for, and no much newer article says as much about what was asked."""
    one = short.evidence
    article = one.passage.article
    told = f"{article.title} {one.quote}"
    printed = str(article.dated.year) if article.dated else ""
    is_of_its_year = all(
        year in told or year == printed or (any(word in told for word in _LAST_YEAR) and printed == str(int(year) + 1))
        for year in _YEAR.findall(question)
    )
    is_old = article.dated is not None and any(
        other.passage.article.dated is not None
        and (other.passage.article.dated - article.dated).days > _NEWER_DAYS
        and other.coverage >= _AS_MUCH * one.coverage
        for other in evidence[:_SENTENCES]
    )
    return (
        short.chance >= LEAST_CHANCE
        and is_of_its_year
        and all(ordinal in told for ordinal in _ORDINAL.findall(question))
        and not is_old
    )


def _candidates(question: str, kind: Kind, evidence: Sequence[Evidence]) -> list[_Candidate]:
    said = set(_WORD.findall(question))
    unit = next((unit for demand, unit in _UNITS if demand.search(question)), None) if kind == "number" else None
    asks_for_former = former.asks_for_former(question)
    found: dict[str, _Candidate] = {}
    for rank, one in enumerate(evidence):
        for text, start in values_in(one.quote, kind):
            if said.issuperset(_WORD.findall(text)) or (unit is not None and not unit.search(text)):
                continue
            if kind == "number" and _YEAR.fullmatch(text.rstrip("년")):
                continue
            if former.is_former(one.quote, start, start + len(text)) and not asks_for_former:
                continue
            found.setdefault(text, _Candidate(text)).places.append((rank, start))
    return list(found.values())


def _features(
    one: _Candidate, kind: Kind, others: Sequence[_Candidate], evidence: Sequence[Evidence]
) -> dict[str, float]:
    ranks = sorted({rank for rank, _ in one.places})
    rank, start = one.places[0]
    first = evidence[rank]
    total = sum(each.score for each in evidence) or 1.0
    return {
        **{f"is_{each}": float(kind == each) for each in _LOCATED},
        "best": math.log(max(first.score, 1e-4)),
        "share": sum(evidence[at].score for at in ranks) / total,
        "is_first": float(rank == 0),
        "coverage": first.coverage,
        "articles": min(len({evidence[at].passage.article.id for at in ranks}), 4) / 4,
        "headline": float(one.text in first.passage.article.title),
        "alone": 1.0 / sum(other.places[0][0] == rank for other in others),
        "position": start / max(1, len(first.quote)),
    }
