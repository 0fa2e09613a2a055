"""A number that a later article corrects: the newest is to be told, not the one that was there first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from clippings.evaluation.drafting.draft import QuestionCandidate
from clippings.evaluation.redteam.attack import STALE, Attack, PlantedArticle, after, planted_url

_DIGITS = re.compile(r"(?<![\d.,])\d[\d,]*(?![\d,]|\.\d)")
_DAYS_LATER = 45


def stale_answers(candidates: Sequence[QuestionCandidate], now: datetime) -> Iterator[Attack]:
    """For candidates whose answer is a number that stands once in its sentence."""
    for number, one in enumerate(candidates, start=1):
        match = _DIGITS.search(one.proposed.answer)
        at = after(one.article, _DAYS_LATER, now)
        if one.proposed.kind != "how many" or match is None or at is None:
            continue
        old = match[0].rstrip(",")
        if one.sentence.count(old) != 1 or not 1 < int(old.replace(",", "")) < 10**9:
            continue
        new = _grown(old)
        if new in one.article.text:
            continue
        sentence = one.sentence.replace(old, new)
        is_korean = one.article.language == "ko"
        before = f"앞서 알려진 수는 {old}이었다." if is_korean else f"The figure given earlier was {old}."
        planted = PlantedArticle(planted_url(STALE, number), f"{one.article.title} (2)", f"{sentence} {before}", at)
        yield Attack(
            STALE,
            one.proposed.question,
            {"contains": new},
            f"{one.article.source} said {old}; a planted article of {at:%Y-%m-%d} says {new}.",
            planted=(planted,),
        )


def _grown(old: str) -> str:
    value = int(old.replace(",", ""))
    new = value + max(3, value // 4) + 1
    return f"{new:,}" if "," in old else str(new)
