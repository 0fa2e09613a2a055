"""One passage of one question in a step, and what the model makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from clippings.chain.reading.inputs import ReaderInput
from training.reader.model import ReaderModel


@dataclass(slots=True)
class Chosen:
    """One passage of one question in a step."""

    question: int
    tokens: ReaderInput
    gains: Sequence[float]
    """Of its sentences; below 0 where nothing is to be learned of one."""
    spans: Sequence[tuple[int, int]]
    weight: float


@dataclass(slots=True)
class Scores:
    """Of one passage: log-odds of its sentences (by place), of itself, and of its tokens as a span's ends."""

    chosen: Chosen
    sentences: dict[int, torch.Tensor]
    passage: torch.Tensor
    span: torch.Tensor


def scored(model: ReaderModel, batch: Sequence[Chosen]) -> list[Scores]:
    """Run a batch of passages through the model."""
    longest = max(len(one.tokens.token_ids) for one in batch)
    ids, types, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    sentence_of = torch.full((len(batch), longest), -1, dtype=torch.long)
    places: list[tuple[int, int]] = []
    for row, one in enumerate(batch):
        length = len(one.tokens.token_ids)
        ids[row, :length] = torch.tensor(one.tokens.token_ids)
        types[row, :length] = torch.tensor(one.tokens.token_types)
        mask[row, :length] = 1
        own = sorted({at for at in one.tokens.sentence_of if at >= 0})
        number = {at: len(places) + place for place, at in enumerate(own)}
        places.extend((row, at) for at in own)
        sentence_of[row, :length] = torch.tensor([number.get(at, -1) for at in one.tokens.sentence_of])
    with torch.autocast("cpu", torch.bfloat16):
        states = model.encode(ids, types, mask)
    said, passages, spans = model.heads(states.float(), sentence_of, len(places))
    found = [Scores(one, {}, passages[row], spans[row, : len(one.tokens.token_ids)]) for row, one in enumerate(batch)]
    for (row, at), score in zip(places, said, strict=True):
        found[row].sentences[at] = score
    return found
