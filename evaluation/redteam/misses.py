"""Questions that come near what the archive has and are not answered by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from clippings.core.types import Article
from clippings.evaluation.drafting.draft import QuestionCandidate
from clippings.evaluation.redteam.attack import BEFORE_IT_HAPPENED, NEAR_MISS, Attack

_ASKED_EN = (
    ("How many brothers and sisters does {name} have?", r"\b(?:brothers?|sisters?|siblings?)\b"),
    ("Which primary school did {name} go to?", r"\b(?:primary|elementary|grammar) school"),
    ("What is {name}'s favourite dish?", r"\b(?:favou?rite|dish|recipe)"),
    ("How tall is {name}?", r"\b(?:tall|height|feet|cm|metres|meters)\b"),
    ("What is the name of {name}'s dog?", r"\b(?:dogs?|pets?|puppy)\b"),
    ("Which car does {name} drive?", r"\b(?:cars?|drives?|drove|sedan|SUV)\b"),
    ("What is {name}'s blood type?", r"\bblood\b"),
)
_ASKED_KO = (
    ("{name}의 혈액형은 무엇인가?", "혈액형"),
    ("{name}의 형제자매는 몇 명인가?", "형제|자매|남매"),
    ("{name}의 키는 얼마인가?", "키는|신장|cm|센티"),
    ("{name}의 고향은 어디인가?", "고향|출신|태어"),
)
_NAME_EN = re.compile(
    r"(?<![A-Z][a-z] )(?<![A-Z][a-z]{2} )\b(?!But|So|And|Then|While|When|Though)[A-Z][a-z’'-]+ (?:[A-Z]\. )?"
    r"[A-Z][a-z’'-]{2,}\b(?<!s)(?=,? (?:said|told|added|wrote|argued|warned)\b|, (?:an?|the) [a-z])"
)
"""Somebody who says something, or whose office follows."""

_NAME_KO = re.compile(
    r"(?<![가-힣])[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허남심노하곽성차주우구민진지][가-힣]{2} "
    r"(?:장관|차관|대통령|총리|회장|대표|교수|의원|위원장|사장|총재)(?=[은는이가의를을 ,.])"
)
_ENOUGH = 2
"""Words with a capital that an earlier article shares with a question before it may tell the same."""


def near_misses(candidates: Sequence[QuestionCandidate], articles: Iterable[Article]) -> Iterator[Attack]:
    """What no article tells of a name that the archive knows.

    Args:
        candidates: Whose sentences name somebody.
        articles: All of the archive: one that has the name and any word of what is asked spoils the question.
    """
    proposed: list[tuple[str, str, re.Pattern[str]]] = []
    for number, one in enumerate(candidates):
        is_korean = one.article.language == "ko"
        names = (_NAME_KO if is_korean else _NAME_EN).findall(one.sentence)
        asked = (_ASKED_KO if is_korean else _ASKED_EN)[number % len(_ASKED_KO if is_korean else _ASKED_EN)]
        if names:
            proposed.append((names[0], asked[0].format(name=names[0]), re.compile(asked[1], re.IGNORECASE)))
    spoilt: set[str] = set()
    for article in articles:
        for name, question, told in proposed:
            if question not in spoilt and name in article.text and told.search(article.text):
                spoilt.add(question)
    seen: set[str] = set()
    for name, question, _ in proposed:
        if question not in spoilt and name not in seen:
            seen.add(name)
            yield Attack(NEAR_MISS, question, {"abstains": True}, f"No article that names {name} tells this.")


def before_it_happened(candidates: Sequence[QuestionCandidate], articles: Iterable[Article]) -> Iterator[Attack]:
    """Questions asked as of the week before their article, where nothing earlier tells the same."""
    proposed = [
        (one, one.article.published_at, _words(one.proposed.question))
        for one in candidates
        if one.article.published_at is not None
    ]
    earlier: dict[str, int] = {}
    spoilt: set[str] = set()
    for article in articles:
        for one, published_at, words in proposed:
            if article.published_at is None or article.published_at >= _week_before(published_at):
                continue
            question = one.proposed.question
            earlier[question] = earlier.get(question, 0) + 1
            if one.proposed.answer in article.text and sum(word in article.text for word in words) >= min(
                _ENOUGH, len(words)
            ):
                spoilt.add(question)
    for one, published_at, _ in proposed:
        if one.proposed.question not in spoilt and earlier.get(one.proposed.question):
            yield Attack(
                BEFORE_IT_HAPPENED,
                one.proposed.question,
                {"abstains": True},
                f"{one.article.source} tells it a week later: {one.sentence}",
                as_of=f"{_week_before(published_at):%Y-%m-%d}",
            )


def _week_before(moment: datetime) -> datetime:
    return moment - timedelta(days=7)


def _words(question: str) -> list[str]:
    return [word for word in re.findall(r"[A-Z][\w’'-]+|[가-힣]{2,}", question)[1:] if len(word) > 2]
