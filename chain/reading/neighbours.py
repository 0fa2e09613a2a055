"""What else to read of the articles that answer best: an answer often goes on where a chunk ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clippings.core.types import Passage
from clippings.vectorstore.archive import Archive

_MOST = 2
"""Chunks at most; five tell no more of people's questions."""

_STEPS = (1, -1, 2, -2)
"""How far from a chunk that was read another is looked for, nearest first."""


def unread(
    archive: Archive, passages: Sequence[Passage], read: Collection[int], articles: Sequence[int]
) -> list[Passage]:
    """Chunks of these articles that were not read yet: those that were found too, then those next to what was read.

    Args:
        archive: That the passages are of.
        passages: All that was found, best first.
        read: The ids of the chunks that were read.
        articles: The ids of the articles, best first.

    Returns:
        Passages of at most three chunks; those that were not found rank behind all that were.
    """
    found = [one for article in articles for one in passages if one.article.id == article and one.chunk.id not in read]
    kept = list(dict.fromkeys(one.chunk.id for one in found))[:_MOST]
    shown = [one for one in found if one.chunk.id in kept]
    known = {(one.article.id, one.chunk.ordinal) for one in passages}
    beside = [
        (article, one.chunk.ordinal + step)
        for article in articles
        for step in _STEPS
        for one in passages
        if one.article.id == article and (one.chunk.id in read or one.chunk.id in kept)
    ]
    wanted = [place for place in dict.fromkeys(beside) if place not in known and place[1] >= 0]
    chunks = archive.catalogue.chunks_at(wanted[: _MOST - len(kept)])
    lowest = min((one.likelihood for one in passages), default=0.0)
    last = len(passages) + 1
    return [*shown, *(Passage(chunk, rank, lowest, chance=lowest) for rank, chunk in enumerate(chunks, start=last))]
