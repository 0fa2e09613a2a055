"""What readers said of answers, as a suite: a good answer is to be given again, a bad one waits for what is right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from clippings.core.time_window import iso_day
from clippings.vectorstore.catalogue.given_answers import Feedback, GivenAnswer

TO_FILL_IN = "FILL IN what is right"
"""Stands where a person has to write; such a case fails as a known gap until then."""

_HEADER = """\
# What readers said of answers. Cases that were judged bad are marked FILL IN: write what is right there, and remove
# their known_gap. Nobody's name or number is in this file.
"""


def feedback_suite(judged: Iterable[Feedback]) -> str:
    """A suite in YAML, one case an answer; empty where nothing was judged.

    An answer that anybody found bad is bad. Questions are asked again as of the day on which they were asked; of a
    follow-up, the questions before it are asked first, and what they are answered is not looked at.

    Args:
        judged: Oldest first.
    """
    by_answer: dict[str, list[Feedback]] = {}
    for one in judged:
        by_answer.setdefault(one.answer.id, []).append(one)
    cases = [_case(said) for said in by_answer.values()]
    if not cases:
        return ""
    return _HEADER + yaml.safe_dump({"cases": cases}, allow_unicode=True, sort_keys=False, width=110)


def _case(said: list[Feedback]) -> dict[str, Any]:
    answer = said[0].answer
    bad = [one for one in said if one.verdict == "bad"]
    asked = answer.question
    expect = _to_fill_in() if bad else _as_it_was(answer)
    case: dict[str, Any] = {"id": f"feedback-{answer.id}"}
    if asked.history:
        before = [{"question": turn.question, "expect": {"matches": "(?s).*"}} for turn in asked.history]
        case["turns"] = [*before, {"question": asked.text, "expect": expect}]
    else:
        case["question"] = asked.text
    limits = {"since": iso_day(asked.since), "until": iso_day(asked.until), "source": list(asked.sources) or None}
    case.update({name: value for name, value in limits.items() if value})
    case["as_of"] = iso_day(asked.as_of or asked.asked_at)
    if not asked.history:
        case["expect"] = expect
    case["kind"] = "judged bad" if bad else "judged good"
    if bad:
        reasons = "; ".join(" ".join(one.reason.split()) for one in bad if one.reason.strip()) or "no reason given"
        answered = " ".join(answer.turn.answer.split())
        case["known_gap"] = f"Judged bad ({reasons}). It was answered: {answered}"
    return case


def _to_fill_in() -> dict[str, Any]:
    return {"contains": TO_FILL_IN}


def _as_it_was(answer: GivenAnswer) -> dict[str, Any]:
    if answer.abstained:
        return {"abstains": True}
    return {"cites": list(dict.fromkeys(quote.url or quote.title for quote in answer.cited))}
