"""The JSON that a system is sent for one question: the line that `clippings ask --batch -` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clippings.core.types import Turn
from clippings.evaluation.suites.suite import Case


def request_of(case: Case, turn: int, history: Sequence[Turn], repetition: int = 1) -> dict[str, Any]:
    """The request for one turn of a case.

    Args:
        turn: Counted from 0.
        history: The turns before it, as the system answered them.
        repetition: Counted from 1.

    Returns:
        `id` (no two requests of a run share one), `question`, and where the case has them `since`, `until`, `source`
        (a list), `as_of` and `history` ([{question, answer}], oldest first).
    """
    request: dict[str, Any] = {
        "id": case.id + (f"#{turn + 1}" if turn else "") + (f"@{repetition}" if repetition > 1 else ""),
        "question": case.asked[turn].question,
    }
    for name in ("since", "until", "source", "as_of"):
        if (limit := getattr(case, name)) is not None:
            request[name] = limit
    if history:
        request["history"] = [{"question": one.question, "answer": one.answer} for one in history]
    return request
