"""Days as people type them into `after` and `before`: `2023-03-16`, `last week`, `지난달`."""

from __future__ import annotations

from datetime import date

from clippings.bot.rendering import sanitize as safe_text
from clippings.chain.temporal.english import grammar as english_time
from clippings.chain.temporal.korean import grammar as korean_time
from clippings.core.languages import of_question
from clippings.core.time_window import day, first_moment, korean_day

_OFFERED = {
    "en": ("today", "yesterday", "last week", "last month", "3 months ago", "last year", "this year"),
    "ko": ("오늘", "어제", "지난주", "지난달", "3개월 전", "작년", "올해"),
}
_TODAY = {"today", "now", "오늘", "지금"}


def day_meant(typed: str, option: str, today: date) -> date | None:
    """The day that words mean as a limit: the first one of a time for `after`, its last one for `before`.

    The whole of the text must name one time, by the grammar that reads times in questions too.
    """
    text = " ".join(typed.split())
    if text.casefold() in _TODAY:
        return today
    expressions = korean_time.expressions if of_question(text) == "ko" else english_time.expressions
    for written in dict.fromkeys((text, text.lower(), text.title())):  # months have a capital in a sentence
        for found in expressions(written, today):
            if (found.start, found.end) == (0, len(written)):
                meant = found.first if option == "after" else found.last
                return min(meant, today) if meant and option == "before" else meant
    return None


def chosen(typed: str, option: str, today: date) -> str:
    """What was typed, as an ISO date where its words mean a day; else as it is."""
    meant = day_meant(typed, option, today)
    return meant.isoformat() if meant else typed


def suggested(typed: str, option: str, today: date, language: str) -> list[tuple[str, str]]:
    """Days to choose from while typing, as (what is shown, its ISO date).

    Args:
        typed: So far; with nothing, common times are offered.
        option: `after` or `before`.
        today: What relative dates count from.
        language: `ko` or any other, which is shown English.
    """
    told = korean_day if language == "ko" else day
    text = safe_text.plain(typed)
    offered = [phrase for phrase in _OFFERED["ko" if language == "ko" else "en"] if text.casefold() in phrase]
    found: dict[str, str] = {}
    for phrase in dict.fromkeys([*([text] if text else []), *offered]):
        meant = day_meant(phrase, option, today)
        if meant is not None:
            shown = told(first_moment(meant))
            name = shown if phrase == meant.isoformat() else f"{phrase} → {shown}"
            found.setdefault(meant.isoformat(), name)
    return [(name, value) for value, name in found.items()]
