"""Whether a new article answers a question otherwise than was told, or adds to it; or only repeats, or tells another
story.

`benchmarks/standing_questions.py` measures it, and learns the weights of `chain/models/standing.json`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clippings.chain.models.linear_model import LinearModel
from clippings.chain.query.question_type import QuestionType, TypeChances
from clippings.chain.standing.asked_values import Value, asked_of, values_of
from clippings.chain.standing.spelled_out import names_of
from clippings.chain.supersession.values import full_names
from clippings.chain.text.names import share_of_names
from clippings.chain.verification.support import capitalised_names
from clippings.core.types import Article, Evidence
from clippings.vectorstore.lexical.tokenizers import group_of, words

Kind = Literal["changed", "added", "repeated", "other"]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Unit vectors of texts: (n_texts, dimension)."""

LEAST_CHANCE = 0.5
"""Of news that is told. `benchmarks/standing_questions.py --fit` sets the intercept so that nine of ten are news."""

_LOOKED_AT = 4
_ONE_STORY_READ, _ONE_STORY_NAMES = -1.5, 0.5
"""Below these the article does not answer the question, or has too few of its names: another story."""
_VALUES_OF = 2
"""So many of the best sentences may bring a new number."""
_SAME_DAY_S = 30 * 3600.0

_TURN = re.compile(
    r"\b(?:rose|risen|climbed|surpass\w*|jumped|fell|dropped|revised|no longer|end(?:s|ed)|is over|reached|agreed|"
    r"declared|sworn|elected|appointed|named|ousted|expelled|resign\w*|step(?:s|ped) down|succeed\w*|replac\w+|"
    r"arrested|charged|indicted|convicted|sentenced|postponed|delayed|pushed back|scrubbed|called off|cancel\w*|"
    r"wins?|won|defeat\w*|bought|acquire[sd]?|now)\b|늘었|늘어|증가|줄었|넘어섰|사임|선출|당선|임명|연기|취소|체포|확정",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ToldQuote:
    """A quote that was told as an answer, with its article where the archive still has it."""

    quote: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class News:
    """What a new article says to a question."""

    article: Article
    evidence: Sequence[Evidence]
    """Its sentences, best first."""
    read: float
    """The log-odds that its likeliest sentence answers."""
    chunk_read: float
    """The same of its likeliest chunk."""
    short: str = ""
    """The words within the best sentence that are likeliest to be the short answer."""


@dataclass(frozen=True, slots=True)
class AnswerComparison:
    """What an article is to what was told, and the two quotes that show it."""

    kind: Kind
    chance: float
    """Estimated probability, 0 to 1, that a reader wants to be told."""
    before: ToldQuote | None = None
    after: Evidence | None = None
    was: str = ""
    by_now: str = ""
    """The number before and now, where the question asks for one: as each quote writes it."""

    @property
    def is_news(self) -> bool:
        return self.kind in {"changed", "added"}


def compare_answers(
    question: str, types: TypeChances, told: Sequence[ToldQuote], news: News, embed: Embed
) -> AnswerComparison:
    """Compare what was told with what a new article says.

    Args:
        question: On its own.
        types: How likely the question is of each type; may be empty.
        told: The quotes of earlier answers; may be empty.
        news: Of the article.
        embed: Of the archive's embedder; called once.
    """
    if not news.evidence:
        return AnswerComparison("other", 0.0)
    row = features(question, types, told, news, embed)
    after, was, by_now = _shown(question, told, news)
    if is_another_story(row):
        return AnswerComparison("other", 0.0)
    before = _nearest(told, after, was)
    chance = LinearModel.load("standing").probability(row)
    if chance < LEAST_CHANCE:
        return AnswerComparison("repeated", chance, before, after)
    turns = bool(_TURN.search(after.quote) or _TURN.search(news.article.title))
    changes = bool(was and by_now) or (not row["asked"] and turns)
    return AnswerComparison("changed" if changes and before else "added", chance, before, after, was, by_now)


def is_another_story(row: Mapping[str, float]) -> bool:
    """Whether an article, by its features, does not answer the question at all."""
    return row["read"] < _ONE_STORY_READ or row["names_all"] < _ONE_STORY_NAMES


def features(
    question: str, types: TypeChances, told: Sequence[ToldQuote], news: News, embed: Embed
) -> dict[str, float]:
    """What a regression sees, and `is_another_story`: how well the article answers, and whether it has the question's
    names; whether the number that is asked for is a new one; for other questions, whether it is of the same day, and
    whether its headline tells of a turn; how near its headline is to the question; whether a question for somebody
    meets a name that is new."""
    article, language = news.article, news.article.language
    best = news.evidence[0].quote
    old_text = _old_text(told)
    asks = asked_of(question, language)
    is_open = float(asks is None)
    value, is_fresh = _value(question, told, news)
    names = set(capitalised_names(question)) if language != "ko" else set()
    asked, title = embed([question, article.title])
    who = types.get(QuestionType.WHO, 0.0) + types.get(QuestionType.WHO_IS, 0.0)
    named = full_names(f"{article.title}. {best}")
    return {
        "read": news.read,
        "chunk": news.chunk_read,
        "names_all": share_of_names(names, names_of(f"{article.title} {article.text}")),
        "v_fresh": float(is_fresh),
        "v_told": float(value is not None and not is_fresh),
        "v_more": float(_brings_a_number(question, old_text, news)),
        "asked": 1.0 - is_open,
        "same_day": is_open * _is_of_the_same_day(article, told),
        "title_question": float(title @ asked),
        "title_turns": is_open * float(bool(_TURN.search(article.title))),
        "name_fresh": who * float(any(name.split()[-1] not in old_text for name in named)),
    }


def _old_text(told: Sequence[ToldQuote]) -> str:
    """Everything that the articles of what was told say: what stands there is no news."""
    articles = {one.article.id: one.article for one in told if one.article}
    whole = [f"{article.title}. {article.text}" for article in articles.values()]
    return "\n".join((*whole, *(one.quote for one in told if one.article is None)))


def _is_of_the_same_day(article: Article, told: Sequence[ToldQuote]) -> float:
    then = [one.article.published_at for one in told if one.article and one.article.published_at]
    if article.published_at is None or not then:
        return 0.0
    return float((article.published_at - max(then)).total_seconds() < _SAME_DAY_S)


def _value(question: str, told: Sequence[ToldQuote], news: News) -> tuple[Value | None, bool]:
    """The number that the article gives for what is asked, and whether nothing that was told has it."""
    found = _value_in(question, news)
    asks = asked_of(question, news.article.language)
    if found is None or asks is None:
        return None, False
    return found[1], not found[1].is_told_by(values_of(asks, _old_text(told), news.article.language))


def _brings_a_number(question: str, old_text: str, news: News) -> bool:
    """Whether one of the best sentences has a number of what is asked for that was not told."""
    asks = asked_of(question, news.article.language)
    if asks is None:
        return False
    known = values_of(asks, old_text, news.article.language)
    return any(
        not value.is_told_by(known)
        for one in news.evidence[:_VALUES_OF]
        for value in values_of(asks, one.quote, news.article.language)
    )


def _value_in(question: str, news: News) -> tuple[Evidence, Value] | None:
    """Of the best sentence that has such a number: the one in the short answer, or else the largest."""
    language = news.article.language
    asks = asked_of(question, language)
    if asks is None:
        return None
    for one in news.evidence[:_LOOKED_AT]:
        values = values_of(asks, one.quote, language)
        if not values:
            continue
        inside = [value for value in values if one.quote[value.start : value.end] in news.short] or values
        return one, inside[0] if asks.what == "share" else max(inside, key=lambda value: value.number)
    return None


def _shown(question: str, told: Sequence[ToldQuote], news: News) -> tuple[Evidence, str, str]:
    """The quote to show, and the number before and now where it changed."""
    found = _value_in(question, news)
    asks = asked_of(question, news.article.language)
    if found is None or asks is None:
        return news.evidence[0], "", ""
    one, value = found
    before = [
        (quote.quote[old.start : old.end], old)
        for quote in told
        for old in values_of(asks, quote.quote, news.article.language)
    ]
    if not before or value.is_told_by([old for _, old in before]):
        return one, "", ""
    was = max(before, key=lambda known: known[1].number)[0] if asks.what != "share" else before[0][0]
    return one, was, one.quote[value.start : value.end]


def _nearest(told: Sequence[ToldQuote], after: Evidence, was: str) -> ToldQuote | None:
    """The quote before: with the number that changed, else the one that shares the most words."""
    group = group_of(after.passage.article.language)
    said = set(words(after.quote, group))

    def nearness(one: ToldQuote) -> tuple[bool, float]:
        mine = set(words(one.quote, group))
        return bool(was) and was in one.quote, len(mine & said) / (math.sqrt(len(mine) * len(said)) or 1.0)

    return max(told, key=nearness, default=None)
