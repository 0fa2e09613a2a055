"""A figure that later articles put higher or lower: "first reported as 12 dead on 3 March, 17 by 5 March".

Conservative, for a change that is not one is worse than one that is missed: both sentences count the same thing in the
same frame (the same words right after the number), have every telling word of the question in them or their headlines,
come from articles of different days not far apart, and give that count once each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from clippings.chain.messages import message
from clippings.core.time_window import day_in
from clippings.core.types import Evidence
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_FARTHEST = timedelta(days=30)
_LEAST_SHARED = 0.5
"""Share of the shorter sentence's informative words, numbers left out, that the other or its headline has."""

_COUNT = re.compile(
    r"(?<![\w$£€.,-])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<scale> (?:thousand|million|billion))?\s+"
    r"(?P<frame>(?:(?:other|more) )?(?P<noun>people |persons |men |women |children |passengers |workers |homes |"
    r"houses |buildings |students |soldiers |civilians |patients |cases |crew )?"
    r"(?:(?:were|have been|had been|have|had|are) )?(?:confirmed )?(?:dead|deaths|died|killed|injured|hurt|wounded|"
    r"missing|rescued|arrested|evacuated|infected|displaced|destroyed|damaged|cases))\b",
    re.I,
)
_KO_COUNT = re.compile(
    r"(?P<number>\d[\d,]*)(?P<scale>만|천)?\s?명(?:이|의)?\s?(?P<frame>숨지|사망|다치|다쳤|부상|실종|숨졌|구조)"
)
_MEANS = {
    "dead": "died", "deaths": "died", "died": "died", "killed": "died", "injured": "hurt", "hurt": "hurt",
    "wounded": "hurt", "숨지": "died", "숨졌": "died", "사망": "died", "다치": "hurt", "다쳤": "hurt", "부상": "hurt",
}  # fmt: skip
_A_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d| \w+ (?:were|died|dead|killed|injured))")
_SAYS_WHEN = re.compile(r"\b(?:in|since|by|of|from|until|during|before|after)\s+$", re.I)
_OF_A_PART = re.compile(r"\balone\b", re.I)
_COUNTING = (
    "people persons dead death deaths die died dying kill killed toll injured hurt wounded victims lost lives "
    "사람이 숨졌다 사망했다 사망자 죽었다 다쳤다 부상 부상자"
)
"""Words of a question that say what is counted, not of what story."""

_SCALES = {"": 1, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "만": 10_000, "천": 1_000}


@dataclass(frozen=True, slots=True)
class FigureChange:
    """The same count in an earlier and a later article."""

    earlier: Evidence
    later: Evidence
    was: str
    """As the earlier article writes it: "12 people were killed"."""
    by_now: str

    def told(self, language: str) -> str:
        """The change in a sentence, with both dates."""
        first, last = self.earlier.passage.article, self.later.passage.article
        return message(
            "first_reported",
            language,
            was=self.was,
            by_now=self.by_now,
            first_source=first.source,
            first_day=day_in(first.dated, language),
            last_source=last.source,
            last_day=day_in(last.dated, language),
        )


def change(question: str, found: Sequence[Evidence]) -> FigureChange | None:
    """The widest-apart change of the count that is asked for, among sentences that bear on the question; or None.

    Args:
        question: Asks for a number.
        found: Best first.
    """
    asked = _telling(question, found[0].passage.article.language) if found else set()
    counted = [(one, count) for one in found if (count := _only_count(one.quote))]
    best: FigureChange | None = None
    for earlier, (what, value, was) in counted:
        for later, (other, now_value, by_now) in counted:
            if what != other or value == now_value or not _may_be_one_story(earlier, later, asked):
                continue
            before, after = earlier.passage.article.dated, later.passage.article.dated
            if before is None or after is None:
                continue
            if before.date() < after.date() <= (before + _FARTHEST).date() and (
                best is None or _is_wider(earlier, later, best)
            ):
                best = FigureChange(earlier, later, was, by_now)
    return best


def _is_wider(earlier: Evidence, later: Evidence, best: FigureChange) -> bool:
    def moment(one: Evidence) -> float:
        published = one.passage.article.published_at
        return published.timestamp() if published else 0.0

    return (moment(later), -moment(earlier)) > (moment(best.later), -moment(best.earlier))


def _only_count(sentence: str) -> tuple[str, int, str] | None:
    """What is counted, how many, and the words; None where nothing is, or more than one thing of a sort."""
    english = [match for match in _COUNT.finditer(sentence) if not _is_a_year(match)]
    found = english or list(_KO_COUNT.finditer(sentence))
    if len(found) != 1 or _OF_A_PART.search(sentence):
        return None
    match = found[0]
    frame = match["frame"].lower().split()
    what = _MEANS.get(frame[-1], frame[-1])
    counted = frame[0] if frame[0] not in {"were", "have", "had", "are", frame[-1]} else "people"
    if counted in {"persons", "men", "women", "confirmed"}:
        counted = "people"
    value = int(match["number"].replace(",", "")) * _SCALES[(match["scale"] or "").strip().lower()]
    return f"{counted} {what}", value, match[0]


def _is_a_year(match: re.Match[str]) -> bool:
    """`in 1992 killed`, but not `1992 people were killed`"""
    if not _A_YEAR.fullmatch(match["number"]) or match["scale"]:
        return False
    return not match["noun"] or bool(_SAYS_WHEN.search(match.string[: match.start()]))


def _telling(question: str, language: str) -> set[str]:
    """The question's words that tell its story from others."""
    group = group_of(language)
    words = set(terms(question, group)) - set(terms(_COUNTING, group))
    return {word for word in words if not word.isdigit()}


def _may_be_one_story(one: Evidence, other: Evidence, asked: set[str]) -> bool:
    mine, theirs = one.passage.article, other.passage.article
    if mine.id == theirs.id or mine.published_at is None or theirs.published_at is None:
        return False
    if mine.language != theirs.language:
        return False
    words, others = _words(one), _words(other)
    in_both = _with_headline(one) & _with_headline(other)
    if not asked <= in_both or _is_of_another_year(one) or _is_of_another_year(other):
        return False
    shorter = min(len(words), len(others))
    return shorter > 0 and len(in_both & (words if len(words) <= len(others) else others)) / shorter >= _LEAST_SHARED


def _is_of_another_year(one: Evidence) -> bool:
    """Whether a sentence tells of an older story beside its article's: "Hurricane Charley killed 31 people in 2004"."""
    published = one.passage.article.dated
    return published is not None and any(int(year) != published.year for year in _A_YEAR.findall(one.quote))


def _words(one: Evidence) -> set[str]:
    return {word for word in terms(one.quote, group_of(one.passage.article.language)) if not word[0].isdigit()}


def _with_headline(one: Evidence) -> set[str]:
    return _words(one) | set(terms(one.passage.article.title, group_of(one.passage.article.language)))
