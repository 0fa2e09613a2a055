"""What is measured, in the words of the report. Light, so that options can be checked before anything is loaded."""

from __future__ import annotations

METRICS = {
    "pass_rate": "cases whose every expectation holds",
    "right": "answerable questions that are answered, whatever is cited: every vital fact or word, nothing unwanted",
    "hit@1": "questions whose first passage is of a relevant article",
    "hit@5": "a relevant article among the first five",
    "hit@10": "a relevant article among the first ten",
    "recall@10": "share of the relevant articles among the first ten",
    "mrr": "mean of 1 / rank of the first relevant article",
    "ndcg@10": "gain of the first ten articles, discounted by rank",
    "citation_recall": "statements of an answer that its citations say (ALCE)",
    "citation_precision": "citations of an answer that are not in vain (ALCE)",
    "groundedness": "statements of an answer that a retrieved passage says",
    "cited_expected": "citations of articles or sources that the suite names",
    "cited_right": "questions with at least one such citation",
    "token_f1": "token F1 against the expected words (low for whole sentences)",
    "containment": "expected words that stand in the answer",
    "facts_told": "expected facts that an answer tells, partial recall",
    "vital_facts_told": "vital ones of them",
    "all_vital_facts_told": "answers that tell every vital fact, strict recall",
    "abstention_precision": "abstentions that were due",
    "abstention_recall": "due abstentions that were given",
    "confidence_brier": "squared error of the confidence that the archive answers (0 is perfect)",
    "confidence_ece": "how far confidence is from the share of right answers (0 is perfect)",
    "judge_faithfulness": "answers whose quotes say all of it, by a chat model's judgement",
    "judge_completeness": "answers that leave nothing open, by a chat model's judgement",
    "retrieve_p50_ms": "retrieval, median",
    "retrieve_p95_ms": "retrieval, 95th percentile",
    "answer_p50_ms": "answering, median",
    "answer_p95_ms": "answering, 95th percentile",
    "total_p50_ms": "a question, median",
    "total_p95_ms": "a question, 95th percentile",
    "cpu_p50_ms": "processor time of a question, median",
    "chat_input_tokens": "tokens that a chat model read for a question, mean",
    "chat_output_tokens": "tokens that it wrote, mean",
    "cost_usd": "cost of a question in US dollars, mean",
}


def shown(name: str, value: float) -> str:
    """A figure for a reader: times and tokens with one decimal, dollars with six, shares with three."""
    return f"{value:.{1 if name.endswith(('_ms', '_tokens')) else 6 if name.endswith('_usd') else 3}f}"


LOWER_IS_BETTER = frozenset(name for name in METRICS if name.endswith(("_ms", "_tokens", "_brier", "_ece", "_usd")))
