"""One collection follows the catalogue: its chunks are embedded and written, while the next ones are encoded."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from clippings.core.time_window import day
from clippings.core.types import Chunk
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.follower import Progress, Watermark, catch_up
from clippings.vectorstore.vectors.backend import VectorPlace
from clippings.vectorstore.vectors.collection_state import CollectionMark
from clippings.vectorstore.vectors.ordered_writer import OrderedWriter

if TYPE_CHECKING:
    from clippings.vectorstore.embedders.embedder import Embedder

log = logging.getLogger(__name__)

_DELETED_AT_ONCE = 500


class CollectionWriter:
    """A `FollowingIndex` over one collection.

    Args:
        place: Where the collection lies; this process writes it.
        mark: What to follow from.
        embedder: The model of the mark.
        batch_articles: How many are taken in between two marks.
        most_at_once: Chunks between two calls of `progress`, where the embedder's own number is too many.
        filling: Whether the collection is being made beside the one that answers.
        progress: Told after each write of how many chunks were taken in; it may raise to end the following.
    """

    def __init__(
        self,
        place: VectorPlace,
        mark: CollectionMark,
        embedder: Embedder,
        batch_articles: int,
        most_at_once: int | None = None,
        filling: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self.batch_articles = batch_articles
        self._most_at_once = most_at_once
        self._place = place
        self._mark = mark
        self._embedder = embedder
        self._filling = filling
        self._progress = progress
        self._ordered: OrderedWriter | None = None
        self._encoding_s = 0.0

    def follow(self, catalogue: Catalogue, stop: Callable[[], bool] = lambda: False) -> int:
        """Take in what is new, or what is until `stop` says so; returns how many chunks that were."""
        started = time.perf_counter()
        with OrderedWriter() as self._ordered:
            taken = catch_up(catalogue, self, stop=stop)
        if taken:
            seconds = time.perf_counter() - started
            log.info("embedded %d chunks in %.1f s, encoding %.1f s of it", taken, seconds, self._encoding_s)
        return taken

    def watermark(self) -> Watermark:
        return self._mark

    def apply(self, live: list[Chunk], gone: list[int], _article_ids: list[int]) -> None:
        import numpy as np

        collection = self._place.collection(self._mark.collection)
        for at in range(0, len(gone), _DELETED_AT_ONCE):
            self._write(
                functools.partial(collection.delete, [str(chunk_id) for chunk_id in gone[at : at + _DELETED_AT_ONCE]])
            )
        live = sorted(live, key=lambda chunk: len(chunk.article.title) + chunk.end - chunk.start)
        at_once = min(self._embedder.texts_at_once, self._most_at_once or len(live)) if live else 1
        for at in range(0, len(live), at_once):
            part = live[at : at + at_once]
            started = time.perf_counter()
            vectors = np.array(self._embedder.embed_archive([embedded_text(chunk) for chunk in part]), np.float32)
            self._encoding_s += time.perf_counter() - started
            ids, no_texts = [str(chunk.id) for chunk in part], [""] * len(part)  # LangChain drops what has no document
            self._write(functools.partial(collection.upsert, ids, vectors, documents=no_texts))
            if self._progress:
                self._progress(len(part))

    def advance(self, watermark: Watermark) -> None:
        self._mark = replace(self._mark, change=watermark.change)
        self._write(functools.partial(self._place.keep, self._mark, self._filling))

    def _write(self, job: Callable[[], object]) -> None:
        assert self._ordered is not None  # only `follow` applies
        self._ordered.hand_over(job)


def embedded_text(chunk: Chunk) -> str:
    """What is embedded for a chunk: its words under their headline and date, which a quote never includes."""
    article = chunk.article
    dated = f" ({day(article.dated)})" if article.dated else ""
    return f"{article.title}{dated}\n{chunk.text}"
