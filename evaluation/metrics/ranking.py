"""How well retrieval ranks the articles that a suite names as relevant, by `ir-measures` (trec_eval's formulas)."""

from __future__ import annotations

from collections.abc import Sequence

NAMES = {
    "hit@1": "Success@1",
    "hit@5": "Success@5",
    "hit@10": "Success@10",
    "recall@10": "R@10",
    "mrr": "RR",
    "ndcg@10": "nDCG@10",
}


def per_question(relevant: Sequence[Sequence[str]], ranks: Sequence[dict[str, int]]) -> dict[str, list[float]]:
    """Each measure for each question, 0 to 1.

    Args:
        relevant: For each question, the addresses of the articles that hold its answer; at least one.
        ranks: For each question, the rank of each retrieved article by its address, from 1.

    Returns:
        A list of (n_questions,) for each of `NAMES`.
    """
    import ir_measures

    qrels = {str(number): dict.fromkeys(urls, 1) for number, urls in enumerate(relevant)}
    # What is retrieved is ordered by its score; a question for which nothing was found still counts.
    run = {
        str(number): {url: -float(rank) for url, rank in found.items()} or {"": 0.0}
        for number, found in enumerate(ranks)
    }
    measures = {ir_measures.parse_measure(theirs): ours for ours, theirs in NAMES.items()}
    values: dict[str, list[float]] = {name: [0.0] * len(relevant) for name in NAMES}
    for found in ir_measures.iter_calc(list(measures), qrels, run):
        values[measures[found.measure]][int(found.query_id)] = float(found.value)
    return values
