"""What a question costs, over all its passages together (Clark and Gardner 2018)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn import functional

from training.reader.scores import Scores


def loss_of(scores: Sequence[Scores]) -> torch.Tensor:
    """Of one question, over all its passages."""
    said: list[torch.Tensor] = []
    passages: list[torch.Tensor] = []
    gains: list[float] = []
    weights: list[float] = []
    answered: list[float] = []
    passage_weights: list[float] = []
    for one in scores:
        judged = {at: value for at, value in one.sentences.items() if one.chosen.gains[at] >= 0}
        own = [one.chosen.gains[at] for at in judged]
        said.extend(judged.values())
        gains.extend(own)
        weights.extend([2.0 if gain else one.chosen.weight for gain in own])
        passages.append(one.passage)
        answered.append(float(any(own)))
        passage_weights.append(one.chosen.weight)
    if not said:
        return torch.zeros((), requires_grad=True)
    logits, wanted = torch.stack(said), torch.tensor(gains)
    alone = functional.binary_cross_entropy_with_logits(
        logits, (wanted > 0).float(), torch.tensor(weights), reduction="sum"
    )
    loss = alone / 8
    if wanted.any():
        loss = loss + functional.cross_entropy(logits[None], (wanted / wanted.sum())[None])
    loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(
        torch.stack(passages), torch.tensor(answered), torch.tensor(passage_weights), reduction="mean"
    )
    return loss + 0.5 * _span_loss(scores)


def _span_loss(scores: Sequence[Scores]) -> torch.Tensor:
    if not any(one.chosen.spans for one in scores):
        return torch.zeros(())
    total = torch.zeros(())
    for side in (0, 1):
        values, right = [], []
        for one in scores:
            edges = one.chosen.tokens.ends if side else one.chosen.tokens.starts
            wanted = {span[side] for span in one.chosen.spans}
            for at, edge in enumerate(edges):
                if edge >= 0:
                    values.append(one.span[at, side])
                    right.append(edge in wanted)
        chosen = torch.tensor(right)
        if chosen.any():
            logits = torch.stack(values)
            total = total - (logits[chosen].logsumexp(0) - logits.logsumexp(0))
    return total / 2
