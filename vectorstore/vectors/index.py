"""Cosine similarity over chunks, by Chroma: a follower of the catalogue, at the speed of the embedder."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from dataclasses import replace

from clippings.core.errors import EmbedderMismatch
from clippings.vectorstore.catalogue.follower import Progress, Watermark
from clippings.vectorstore.vectors.collection_state import CollectionMark
from clippings.vectorstore.vectors.collection_writer import CollectionWriter
from clippings.vectorstore.vectors.collection_writer import embedded_text as embedded_text
from clippings.vectorstore.vectors.reader import QueryVector as QueryVector
from clippings.vectorstore.vectors.reader import VectorReads, full_fingerprint
from clippings.vectorstore.vectors.shadow_collection import CollectionBeside


class VectorIndex(VectorReads):
    """The vectors, and how they follow the catalogue: by one process at a time."""

    batch_articles = 64
    """About 600 chunks: enough to put those of like length side by side, few enough to repeat after a crash."""

    most_at_once: int | None = None
    """Chunks between two calls of a follow's `progress`, where the embedder's own number is too many."""

    def is_at(self, change: int, model_fingerprint: str) -> bool:
        """Whether they have followed exactly so far with this model, as any process may read."""
        kept = self.recorded()
        return kept is not None and (kept.change, kept.fingerprint) == (change, full_fingerprint(model_fingerprint))

    def watermark(self) -> CollectionMark:
        """The watermark to follow from.

        Raises:
            EmbedderMismatch: The vectors were made by another model.
        """
        kept = self._comparable()
        if kept is None or kept.change > self._catalogue.last_change():
            model = kept.model if kept else None
            return CollectionMark(self._catalogue.id, 0, full_fingerprint(self._of(model).fingerprint), model=model)
        return kept

    def follow(self, progress: Progress | None = None, beside: bool = True) -> int:
        """Embed what the catalogue has that this index has not; returns the number of chunks.

        Args:
            progress: Told of the chunks of each write; what it raises ends the following.
            beside: Whether to go on, for as long as it takes, with the vectors of another model that were asked for.

        Raises:
            VectorsOwnedElsewhere: Another process owns them; it does this work.
            VectorsUnavailable: Their server cannot be reached.
            EmbedderMismatch: The vectors were made by another model.
        """
        with self.writing():
            more = beside and self.place.wanted() is not None
            can_follow = True
            try:
                taken = self._follow_answering(progress)
            except EmbedderMismatch:
                if not more:
                    raise
                taken, can_follow = 0, False
            if more:
                answering = functools.partial(self._follow_answering, progress) if can_follow else None
                filler = CollectionBeside(self.place, self._catalogue, self._of, answering)
                taken += filler.follow(self.batch_articles, self.most_at_once, progress)
            return taken

    def _follow_answering(self, progress: Progress | None) -> int:
        mark = self.watermark()
        if mark.change == 0:
            mark = self._start_anew(mark)
        return self._writer(mark, progress).follow(self._catalogue)

    def change_to(self, model: str) -> None:
        """Ask for the vectors of another model: `follow` makes them beside those that answer, and lets them answer when
        they have caught up.

        On a server, the process that asks is the one that follows.
        """
        with self.place.errors_named():
            self.place.want(model)

    def answers_with(self, model: str) -> bool:
        """Whether a collection that was asked for by `change_to` answers now, as any process may read."""
        kept = self.recorded()
        return kept is not None and kept.model == model and self.place.wanted() is None

    def drop_others(self) -> int:
        """Delete every collection but the one that answers; returns how many there were.

        Raises:
            VectorsOwnedElsewhere: Another process owns them.
        """
        with self.writing():
            self.place.want(None)
            others = [mark.collection] if (mark := self.place.filling()) else []
            others += self.place.left_over()
            for name in others:
                self.place.drop(name)
            return len(others)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the vectors away and make them anew with the configured model."""
        with self.writing():
            self.place.want(None)
            self._model = None
            anew = CollectionMark(self._catalogue.id, 0, full_fingerprint(self.embedder.fingerprint))
            return self._writer(self._start_anew(anew), progress).follow(self._catalogue)

    def _start_anew(self, mark: CollectionMark) -> CollectionMark:
        self.place.start_anew()
        mark = replace(mark, collection=self.place.make())
        self.place.keep(mark)
        return mark

    def _writer(self, mark: CollectionMark, progress: Progress | None) -> CollectionWriter:
        embedder = self._of(mark.model)
        return CollectionWriter(self.place, mark, embedder, self.batch_articles, self.most_at_once, progress=progress)

    def advance(self, watermark: Watermark) -> None:
        """Note that all vectors up to this change are there, for whoever copied them instead of following."""
        kept = self.place.active()
        mark = CollectionMark(watermark.archive_id, watermark.change, watermark.fingerprint)
        self.place.keep(replace(mark, collection=kept.collection) if kept else mark)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """The time in which this process writes. On a server, the next one may write after it.

        Raises:
            VectorsOwnedElsewhere: Another process owns them.
        """
        self._require_ownership()
        with self._counting:
            self._writers += 1
        try:
            with self.place.errors_named():
                self.place.look_again()  # what the last writer did since is what this one goes on from
                yield
        finally:
            with self._counting:
                self._writers -= 1
                if self.is_shared and not self._writers:  # a question may follow while a long follow steps aside for it
                    self.place.lock.give_back()
