"""The figures of `clippings benchmark realtimeqa DIR --answers`: as JSON and as a page, 2022 and 2023 apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clippings.evaluation.metrics.intervals import Estimate, estimate
from clippings.evaluation.realtimeqa.answers import BEFORE, SHOWN_WORDS, Answered
from clippings.evaluation.realtimeqa.run import percentiles

REFERENCES = {"GPT-3 with Google search": 0.386, "GPT-3 closed-book": 0.189}
"""Exact match of generated answers, as RealTime QA's paper has it."""

_REACH = {
    "shown_holds_gold": 0.46,
    "short_answer_f1": 0.40,
    "short_answer_given": 0.50,
    "declined_before": 0.75,
    "held_but_declined": 0.15,
    "auroc": 0.88,
    "answer_ms_p95": 120.0,
}


def figures(answered: Sequence[Answered]) -> dict[str, dict[str, Any]]:
    """By period (2022, on which it was tuned, and 2023), means with intervals and the rest; empty periods left out."""
    found: dict[str, dict[str, Any]] = {}
    for period in ("2022", "2023"):
        inside = [one for one in answered if one.case.year == period]
        if not inside:
            continue
        holding = [one for one in inside if one.would_hold]
        named = {
            "shown_holds_gold": _told([one.holds for one in inside]),
            "shown_holds_gold_whole_words": _told([one.holds_as_words for one in inside]),
            "short_answer_given": _told([one.f1 is not None for one in inside]),
            "short_answer_f1": _told([one.f1 for one in inside if one.f1 is not None]),
            "declined": _told([one.declined for one in inside]),
            "held_but_declined": _told([one.declined for one in holding]),
            "quotes_to_the_letter": _told([one.are_to_the_letter for one in inside]),
            "auroc_holds_or_not": _auroc(
                [one.confidence for one in holding], [one.confidence for one in inside if not one.would_hold]
            ),
            "words_shown_p50_p95": [percentiles([float(one.words) for one in inside])[at] for at in ("p50", "p95")],
            "answer_ms": percentiles([one.answer_ms for one in inside]),
        }
        early = [one for one in inside if one.confidence_before is not None]
        if early:
            before = [one.confidence_before for one in early if one.confidence_before is not None]
            named["declined_before"] = _told([bool(one.declined_before) for one in early])
            named["auroc"] = _auroc([one.confidence for one in holding], before)
        found[period] = named
    return found


def _told(values: Sequence[float | bool]) -> dict[str, float] | None:
    if not values:
        return None
    one: Estimate = estimate([float(value) for value in values])
    return {"mean": round(one.mean, 4), "low": round(one.low, 4), "high": round(one.high, 4), "n": one.n}


def _auroc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """The chance that one of the first is above one of the second; ties count half (Hanley and McNeil, 1982)."""
    if not higher or not lower:
        return None
    from scipy.stats import mannwhitneyu

    return round(float(mannwhitneyu(higher, lower).statistic) / (len(higher) * len(lower)), 4)


def as_json(answered: Sequence[Answered], archive: Mapping[str, Any]) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "benchmark": "realtimeqa-answers",
        "archive": dict(archive),
        "mode": "extractive",
        "shown_words": SHOWN_WORDS,
        "before": BEFORE,
        "figures": figures(answered),
        "reach": _REACH,
        "references_exact_match": REFERENCES,
    }


def page(told: Mapping[str, Any]) -> str:
    """`docs/benchmarks/realtimeqa-answers.md`, from what `as_json` gives."""
    references = ", ".join(f"{name} {value}" for name, value in told["references_exact_match"].items())
    lines = [
        "# RealTime QA, answered without a chat model",
        "",
        "Written by `clippings benchmark realtimeqa DIR --answers --page FILE`. "
        "Everything was tuned on questions of 2022.",
        "",
        f"`shown_holds_gold`: the normalised gold choice stands in the first {told['shown_words']} words of the quotes "
        f"that are shown. The paper's references ({references}) are exact matches of a generated answer: an answer of "
        f"{told['shown_words']} words has it easier, so the figures do not compare as they stand. `short_answer_f1`: "
        "token F1 of the short answer against the gold choice, over the questions for which one is given. "
        f"`declined_before`: questions of 2023 asked as of {told['before']} that were declined; `held_but_declined`: "
        "declined although the quotes would have held the gold choice. `auroc`: of the confidence, questions whose "
        "quotes hold the gold choice against the questions of 2023 asked too early; `auroc_holds_or_not`: against "
        "those asked in time whose quotes do not hold it.",
    ]
    for period, named in told["figures"].items():
        lines += ["", f"## {period}", "", "| figure | value | n |", "| --- | --- | --- |"]
        for name, value in named.items():
            if isinstance(value, dict) and "mean" in value:
                lines.append(
                    f"| {name} | {value['mean']:.3f} ({value['low']:.3f}-{value['high']:.3f}) | {value['n']:.0f} |"
                )
            elif isinstance(value, dict):
                lines.append(f"| {name} | {', '.join(f'{at} {ms}' for at, ms in value.items())} | |")
            elif value is not None:
                lines.append(f"| {name} | {value} | |")
    return "\n".join(lines) + "\n"
