"""Dates in a question that no calendar has, `February 30`, and those that may be one of two days, `3/5/2023`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence

from clippings.chain.temporal.english.dates import MONTH, is_ambiguous, month_number
from clippings.chain.text.english_capitals import with_capitals

_A_LEAP_YEAR = 2024
_MONTHS, _DAYS = 12, 31
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_NUMERIC = (
    re.compile(rf"(?<![\d/.-])(?P<one>\d\d?)(?P<sign>[-/.])(?P<two>\d\d?)(?P=sign){_YEAR}(?![\d/-]|\.\d)"),
    re.compile(rf"(?<![\d/.-]){_YEAR}(?P<sign>[-/])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?![\d/-]|\.\d)"),
)
_ENGLISH = (
    re.compile(rf"(?<![\w/.,-])(?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<name>{MONTH})(?:,? {_YEAR})?\b"),
    re.compile(
        rf"\b(?P<name>{MONTH}) (?P<day>\d\d?)(?:st|nd|rd|th)?\b"
        rf"(?:,? {_YEAR}\b|(?![:.,/]\d|%|-| \d| (?:[a-z]+s|people|men)\b))"
    ),
)
_A_DIGIT = re.compile(r"\d")
_BEFORE = re.compile(r"\b(?:on|in|since|after|before|until|by|from|between|and|to|of)\s$", re.I)
_AFTER = re.compile(r"(?:에는|에도|에서|에|부터|까지|이후|이전)(?![가-힣])")
_KOREAN = (
    re.compile(
        r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)년\s*|['’‘]?(?P<short>\d\d)년\s*)?(?P<month>\d\d?)월\s*(?P<day>\d\d?)일"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)년\s*(?P<month>\d\d?)월"),
    re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)\.\s?(?P<month>\d\d?)\.\s?(?P<day>\d\d?)(?!\d)"),
)


def impossible_dates(text: str, language: str) -> list[tuple[int, int]]:
    """Where dates stand that no calendar has: (start, end)."""
    if not _A_DIGIT.search(text):
        return []
    found = [*_impossible_in_figures(text)]
    if language == "ko":
        matches = (match for pattern in _KOREAN for match in pattern.finditer(text))
        found.extend(match.span() for match in matches if not _exists(match, int(match["month"])))
    else:
        text = with_capitals(text)
        matches = (match for pattern in _ENGLISH for match in pattern.finditer(text))
        found.extend(
            match.span() for match in matches if _names_a_day(match) and not _exists(match, month_number(match["name"]))
        )
    return _without_overlaps(found)


def with_particles(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same dates with what makes them times: `on February 30`, `2월 30일에`."""
    return [
        (start - len(before[0]) if (before := _BEFORE.search(text[:start])) else start, end + len(_after(text[end:])))
        for start, end in spans
    ]


def _after(rest: str) -> str:
    found = _AFTER.match(rest)
    return found[0] if found else ""


def ambiguous_dates(text: str) -> list[str]:
    """Dates in figures that are one day to Americans and another to the British."""
    found = []
    for match in _NUMERIC[0].finditer(text):
        figures = f"{match['one']}/{match['two']}/{match['year']}"
        is_possible = "0" not in {match["one"], match["two"]}
        if match["sign"] != "." and is_possible and is_ambiguous(figures):
            found.append(match[0])
    return found


def _impossible_in_figures(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMERIC[0].finditer(text):
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        if not (_is_day(year, one, two) or _is_day(year, two, one)):
            yield match.span()
    for match in _NUMERIC[1].finditer(text):
        if not _is_day(int(match["year"]), int(match["month"]), int(match["day"])):
            yield match.span()


def _names_a_day(match: re.Match[str]) -> bool:
    """Whether the number is meant as a day: "In March 80 people" counts people."""
    if match["year"]:
        return True
    before = match.string[: match.start()]
    if before.endswith(("on ", "On ")):
        return True
    return int(match["day"]) <= _DAYS and not before.endswith(("in ", "In "))


def _exists(match: re.Match[str], month: int) -> bool:
    short = match.groupdict().get("short")
    year = int(match["year"] or (f"20{short}" if short else _A_LEAP_YEAR))
    day = match.groupdict().get("day")
    return _is_day(year, month, 1 if day is None else int(day))


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= monthrange(year, month)[1]


def _without_overlaps(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In their order; of those that overlap, the longest."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda one: (one[0] - one[1], one[0])):
        if all(span[1] <= start or end <= span[0] for start, end in kept):
            kept.append(span)
    return sorted(kept)
