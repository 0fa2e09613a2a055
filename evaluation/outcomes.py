"""What becomes of a question, in the words of suites and reports."""

from __future__ import annotations

from typing import Literal

from clippings.core.types import Answer

ExpectedOutcome = Literal["answered", "partly", "related", "none", "absent", "not_in_the_archive"]
"""`partly`: only part of what was asked; `related`: no answer, but quotes on its topic; `none`: not even those;
`absent` and `not_in_the_archive` are other names of `none`."""

_FORMER = {"not_in_the_archive": "none", "absent": "none"}


def known_as(outcome: str) -> str:
    """An outcome by its present name."""
    return _FORMER.get(outcome, outcome)


def outcome_of(answer: Answer, told: str | None = None) -> str:
    """What became of a question.

    Args:
        answer: What was answered.
        told: What the system itself calls it. Without that, an answer that abstains is `related` where it has quotes,
            else `none`, and any other is `answered`.
    """
    if told:
        return known_as(told)
    if answer.abstained and answer.citations:
        return "related"
    return known_as(answer.outcome)
