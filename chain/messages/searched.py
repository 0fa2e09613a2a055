"""Where an answer was looked for, in a few words for its reader."""

from __future__ import annotations

from clippings.core.languages import name_of
from clippings.core.time_window import TimeWindow, day, days, korean_day
from clippings.core.types import Question
from clippings.core.understood import Understood


def searched(question: Question, understood: Understood | None, language: str) -> list[str]:
    """The time, the sources, authors and languages, and the phrases that limited a search:
    `6–12 March 2023, reported up to 15 March 2023`.

    Args:
        question: With the limits that were applied.
        understood: What was read out of its words.
        language: In which to say it; Korean or English.

    Returns:
        What can be joined with commas; empty when everything was searched.
    """
    korean = language == "ko"
    window, later = TimeWindow(question.since, question.until), ""
    if understood and understood.window and window == TimeWindow(understood.window.since, understood.reported_until):
        if understood.reported_until != understood.window.until:
            until = understood.reported_until
            later = f"{korean_day(until)}까지의 보도 포함" if korean else f"reported up to {day(until)}"
        window = understood.window
    quoted = [f"“{phrase}”" for phrase in question.phrases]
    carried = ", ".join(understood.carried) if understood else ""
    going_on = (f"앞선 질문에 이어서: {carried}" if korean else f"going on about {carried}") if carried else ""
    written_by = {name.casefold(): name for name in question.authors}.values()
    by = [f"{name} 기자" if korean else f"by {name}" for name in written_by]
    spoken = ", ".join(name_of(code, language) for code in question.languages)
    within = (f"{spoken} 기사" if korean else f"in {spoken}") if spoken else ""
    parts = (days(window, language), later, *question.sources, *by, within, *quoted, going_on)
    return [part for part in parts if part]
