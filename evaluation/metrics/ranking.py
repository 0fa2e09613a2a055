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
        ranks: For each question, the rank of each retrieved article's first passage, from 1, by its address.

    Returns:
        A list of (n_questions,) for each of `NAMES`.
    """
    import ir_measures

    qrels = {str(number): dict.fromkeys(urls, 1) for number, urls in enumerate(relevant)}
    run = {str(number): _scores(found) for number, found in enumerate(ranks)}
    measures = {ir_measures.parse_measure(theirs): ours for ours, theirs in NAMES.items()}
    values: dict[str, list[float]] = {name: [0.0] * len(relevant) for name in NAMES}
    for found in ir_measures.iter_calc(list(measures), qrels, run):
        values[measures[found.measure]][int(found.query_id)] = float(found.value)
    return values


def _scores(ranks: dict[str, int]) -> dict[str, float]:
    """Articles as trec_eval wants them, by falling score, each at its passage's rank.

    A rank whose passage is of an article that came before is held by a nameless one; so is a question without passages.
    """
    taken = set(ranks.values())
    nameless = {f"rank {rank}": -float(rank) for rank in range(1, max(taken, default=1) + 1) if rank not in taken}
    return {url: -float(rank) for url, rank in ranks.items()} | nameless
