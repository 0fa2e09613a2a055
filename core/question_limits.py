"""A question as it comes from outside, in strings: its text, and the limits within which it is to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from clippings.core.errors import WrongUsage
from clippings.core.time_window import check_window, end_of, start_of
from clippings.core.types import Question


def question_of(
    text: str,
    since: str | None,
    until: str | None,
    sources: Sequence[str] | None,
    as_of: str | None,
    authors: Sequence[str] | None = None,
    languages: Sequence[str] | None = None,
) -> Question:
    """A question with its limits.

    Raises:
        WrongUsage: It is empty or not Unicode, a date is not one, or no day lies between the limits.
    """
    if not text.strip():
        raise WrongUsage("The question is empty.", "Write what you want to know.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise WrongUsage("The question is not text in Unicode: it holds half a character.", "Write it in UTF-8.")
    question = Question(
        text=text.strip(),
        asked_at=datetime.now(UTC),
        since=start_of(since, "since") if since else None,
        until=end_of(until, "until") if until else None,
        sources=tuple(sources or ()),
        as_of=end_of(as_of, "as-of") if as_of else None,
        authors=tuple(authors or ()),
        languages=tuple(languages or ()),
    )
    check_window(question.since, question.until, question.as_of or question.asked_at)
    return question
