"""The vectors of another model are made beside those that answer, and answer when they have caught up with them.

Begun, it is gone on with by whoever writes next: its mark is kept like any other, and says which model it is of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.follower import Progress
from clippings.vectorstore.vectors.backend import VectorPlace
from clippings.vectorstore.vectors.collection_state import CollectionMark
from clippings.vectorstore.vectors.collection_writer import CollectionWriter
from clippings.vectorstore.vectors.reader import full_fingerprint

if TYPE_CHECKING:
    from clippings.vectorstore.embedders.embedder import Embedder


class CollectionBeside:
    """What fills the collection of the model that the place `wanted`, for the process that writes.

    Args:
        place: Where the collections lie.
        catalogue: What they follow.
        embedder: A model by its name.
        follow_answering: Lets the collection that answers follow; None when the configured model cannot.
    """

    def __init__(
        self,
        place: VectorPlace,
        catalogue: Catalogue,
        embedder: Callable[[str], Embedder],
        follow_answering: Callable[[], int] | None,
    ) -> None:
        self._place = place
        self._catalogue = catalogue
        self._embedder = embedder
        self._follow_answering = follow_answering

    def follow(self, batch_articles: int, most_at_once: int | None, progress: Progress | None) -> int:
        """Fill it from where it is, then let it answer; returns how many chunks were taken in.

        What is ingested meanwhile, the one that answers follows first.
        """
        taken = 0
        while (model := self._place.wanted()) is not None:
            embedder = self._embedder(model)
            fingerprint = full_fingerprint(embedder.fingerprint)
            answering = self._place.active()
            if answering and (answering.model, answering.fingerprint) == (model, fingerprint):
                self._place.want(None)
                break
            mark = self._mark(model, fingerprint)
            writer = CollectionWriter(
                self._place, mark, embedder, batch_articles, most_at_once, filling=True, progress=progress
            )
            taken += writer.follow(self._catalogue, lambda: self._is_behind() or self._place.wanted() != model)
            if self._follow_answering and self._is_behind():
                self._follow_answering()
            elif self._place.wanted() == model:
                self._place.swap()
                self._place.want(None)
        return taken

    def _mark(self, model: str, fingerprint: str) -> CollectionMark:
        """Where it has come to; a new one where there is none of this model."""
        known = self._place.filling()
        if known and (known.archive_id, known.model, known.fingerprint) == (self._catalogue.id, model, fingerprint):
            return known
        if known:
            self._place.drop(known.collection)
        mark = CollectionMark(self._catalogue.id, 0, fingerprint, self._place.make(), model)
        self._place.keep(mark, filling=True)
        return mark

    def _is_behind(self) -> bool:
        """Whether the collection that answers lacks something that it can be given."""
        answering = self._place.active()
        behind = answering is not None and answering.change < self._catalogue.last_change()
        return behind and self._follow_answering is not None
