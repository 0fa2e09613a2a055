"""Dates in figures alone: `16.03.2023`, `03/16/23`, `20230316`, and seconds or milliseconds since 1970."""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime

_NUMBER = re.compile(r"[1-9]\d*(?:\.\d+)?")
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_SECONDS, _MILLISECONDS = (9, 10), (12, 13)
"""Digits of an epoch, from 1973 on: shorter numbers are rather days or nonsense."""

_FIGURES = re.compile(
    r"(?P<before>\D*(?:\d{1,2}[:.]\d\d(?::\d\d)?\D+)?)"
    r"(?P<one>\d{1,2})(?P<sign>\s?[/.\-]\s?|\s)(?P<two>\d{1,2})(?P=sign)(?P<year>(?:1[6-9]|20)\d\d|\d\d)(?!\d)"
)


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def of_number(text: str) -> datetime | None:
    """A day, perhaps with a time of day, whose digits stand together; else an epoch; None when it is neither."""
    whole, _, fraction = text.partition(".")
    if len(whole) in _COMPACT and not fraction.strip("0"):
        try:
            return datetime.strptime(whole, _COMPACT[len(whole)]).replace(tzinfo=UTC)
        except ValueError:
            pass
    if len(whole) in _SECONDS:
        return datetime.fromtimestamp(float(text), UTC)
    return datetime.fromtimestamp(float(text) / 1_000, UTC) if len(whole) in _MILLISECONDS else None


def find(text: str) -> re.Match[str] | None:
    """Figures with the year last, or of two digits, as the first date of a text; an hour may stand before them."""
    return _FIGURES.match(text)


def day_of(figures: re.Match[str], language: str) -> date | None:
    """Their day in the order of the language, else the only one that they are in any order; None where there are more.

    Args:
        figures: As `find` found them.
        language: An ISO code in small letters, perhaps with a region ("en-us"), or "".
    """
    written = " ".join(figures.group("one", "two", "year"))
    own = _order(language)
    is_short = len(figures["year"]) == 2
    if own and (is_short or own != "YMD") and (day := _read(written, own)):
        return day
    orders = ("DMY", "MDY", "YMD") if is_short and not language.startswith("en") else ("DMY", "MDY")
    days = {day for order in orders if (day := _read(written, order))}
    return days.pop() if len(days) == 1 else None


def _read(written: str, order: str) -> date | None:
    parts = {"D": "%d", "M": "%m", "Y": "%y" if len(written.split()[-1]) == 2 else "%Y"}
    try:
        return datetime.strptime(written, " ".join(parts[part] for part in order)).replace(tzinfo=UTC).date()
    except ValueError:
        return None


@functools.cache
def _order(language: str) -> str:
    """In which a language writes day, month and year; "" for English alone and what dateparser does not know."""
    from dateparser.languages import default_loader

    code, _, region = language.partition("-")
    for name in (f"{code}-{region.upper()}", code):
        if name == "en":
            break
        try:
            return default_loader.get_locale(name).info.get("date_order") or ""
        except ValueError:
            continue
    return ""
