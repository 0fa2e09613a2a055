"""What could not be judged of a system's answers, because it does not say enough about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clippings.evaluation.results import CaseResult, NotGiven

_LACKS: dict[NotGiven, str] = {
    "citations": "does not say what it cites: citation_recall, citation_precision, cited_expected and cited_right",
    "quotes": "does not quote what it cites: citation_recall and citation_precision",
    "passages": "does not say from where it retrieved: hit@k, recall@10, mrr and ndcg@10",
    "texts": "does not say what it retrieved: groundedness",
    "confidence": "gives no confidence: confidence_brier and confidence_ece",
}


def not_judged(results: Sequence[CaseResult]) -> dict[str, int]:
    """How often each expectation could not be judged, most often first."""
    counted = Counter(name for result in results for turn in result.turns for name in turn.not_judged)
    return dict(counted.most_common())


def told(results: Sequence[CaseResult]) -> list[str]:
    """The same for a reader, and what is missing among the figures for it."""
    answers = [turn for result in results for turn in result.turns if turn.error is None]
    missing = Counter(name for turn in answers for name in turn.not_given)
    lines = [
        f"The system {lacks} are not judged of {missing[name]} of {len(answers)} answers."
        for name, lacks in _LACKS.items()
        if missing[name] and not (name == "quotes" and missing["citations"] == missing["quotes"])
    ]
    if missing["abstained"]:
        lines.append(
            "The system does not say whether it declines: that is read from the words of "
            f"{missing['abstained']} of {len(answers)} answers."
        )
    if counted := not_judged(results):
        named = ", ".join(f"{name} ({count})" for name, count in counted.items())
        lines.append(f"Expectations that were not judged for that: {named}.")
    if nothing := sum(not result.is_judged for result in results):
        lines.append(f"Of {nothing} cases nothing could be judged; they count neither as passed nor as failed.")
    return lines
