"""How much memory it takes to search with Clippings or a peer: each in a process of its own, that does nothing else."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from clippings.core.settings import Settings
from clippings.core.types import Question


def resident_mb(settings: Settings, peer: str | None, folder: Path, questions: Sequence[Question]) -> float:
    """Megabytes that a process holds after it has searched for the questions; models, vectors and libraries included.

    Args:
        settings: Of the archive.
        peer: One of `peers.NAMES`, whose vectors are there; None for Clippings.
        folder: Where the peers' vectors are kept.
        questions: Searched for, one after the other.

    Raises:
        PeersMissing: `clippings[peers]` is not installed.
    """
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as process:
        return process.submit(_searched, settings, peer, folder, list(questions)).result()


def _searched(settings: Settings, peer: str | None, folder: Path, questions: Sequence[Question]) -> float:
    from clippings.chain.retrieval.retriever import HybridRetriever
    from clippings.chain.retrieval.search import search_passages
    from clippings.evaluation import peers
    from clippings.evaluation.realtimeqa.run import PASSAGES
    from clippings.vectorstore.archive import Archive

    with Archive(settings) as archive:
        retriever = HybridRetriever(archive=archive)
        search: Callable[[Question], object] = functools.partial(search_passages, retriever, k=PASSAGES)
        if peer is not None:
            search = peers.build(peer, archive.catalogue.all_articles, archive.embedder, folder, lambda _: None).texts
        for question in questions:
            search(question)
        return peers.resident_mb()
