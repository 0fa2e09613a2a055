"""`Archive`: the one door to the catalogue, both indexes and the embedder."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from clippings.core.errors import ClippingsError, StorageError, VectorsOwnedElsewhere
from clippings.core.settings import Settings
from clippings.core.types import Chunk, Run
from clippings.vectorstore.catalogue import run_locks
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.follower import Progress
from clippings.vectorstore.catalogue.history import SourceSummary
from clippings.vectorstore.lexical.index import LexicalIndex
from clippings.vectorstore.vectors.backend import VectorPlace
from clippings.vectorstore.vectors.chroma_folder import ChromaFolder
from clippings.vectorstore.vectors.chroma_server import ChromaServer
from clippings.vectorstore.vectors.index import QueryVector, VectorIndex
from clippings.vectorstore.vectors.language_centroids import LanguageMeansFile

if TYPE_CHECKING:
    from clippings.vectorstore.embedders.embedder import Embedder

log = logging.getLogger(__name__)

_POLL_S = 0.2
_QUICK_CHUNKS = 50
"""Embedded in under a second on two cores."""


@dataclass(frozen=True, slots=True)
class Status:
    """What `clippings status` tells."""

    articles: int
    chunks: int
    embedded_chunks: int
    pending_chunks: int
    sources: list[SourceSummary]
    embedding_model: str
    """Of the vectors that are there; of the configured model when there are none yet."""


class Archive:
    """An archive under one folder: open it, ask it, close it.

    Args:
        settings: Where it is and which models it uses.

    Raises:
        StorageError: The folder cannot be used.
        CatalogueDamaged: The catalogue is there and cannot be read.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        try:
            settings.home.mkdir(parents=True, exist_ok=True)
            self.catalogue = Catalogue(settings.catalogue_url)
            self.lexical = LexicalIndex(settings.home / "lexical", self.catalogue)
            self.vectors = VectorIndex(self._vector_place(), self.catalogue, lambda: self._load(None), self._load)
            self.language_means = LanguageMeansFile(settings.home / "language_means.json", self.catalogue, self.vectors)
        except OSError as error:
            raise StorageError(
                f"The folder {settings.home} cannot be used ({error.strerror or error}).",
                "Make it writable, free some space, or name another with CLIPPINGS_HOME or --home.",
            ) from error

    def _vector_place(self) -> VectorPlace:
        if self.settings.chroma_url is None:
            return ChromaFolder(self.settings.home / "vectors")
        lock = self.catalogue.lock("vectors-on-server")
        return ChromaServer(str(self.settings.chroma_url), self.settings.chroma_token, self.catalogue.id, lock)

    def _load(self, model: str | None) -> Embedder:
        model = model if model is not None else self.settings.embedding_model
        here = self._embedder_of(model)
        if self.settings.ray_address is None:
            return here
        from clippings.vectorstore.embedders.ray_workers import RayEmbedder

        return RayEmbedder(here, model, self.settings.ray_address)

    def _embedder_of(self, model: str | None) -> Embedder:
        from clippings.vectorstore.embedders.choose import choose

        return choose(model, self.settings.home / "models")

    @property
    def embedder(self) -> Embedder:
        """The model of the vectors that answer."""
        return self.vectors.embedder

    # Searching

    def search_lexical(
        self, question: str, k: int, since: datetime | None, until: datetime | None, sources: Sequence[str]
    ) -> list[tuple[int, float]]:
        """The best chunks by BM25, after taking in whatever is new; see `LexicalIndex.search`."""
        self.lexical.follow()
        return self.lexical.search(question, k, since, until, sources)

    def embed_question(self, question: str) -> QueryVector:
        """The question's vector, once it is known that the vectors can be searched with it.

        Raises:
            VectorsOwnedElsewhere: Another process owns them.
            VectorsUnavailable: Their server cannot be reached.
            EmbedderMismatch: They were made by another model.
            EmbedderUnavailable: The model cannot be loaded.
        """
        if not self.vectors.readable():
            raise VectorsOwnedElsewhere(
                f"Another process owns the vector index in {self.vectors.place.where}.", "Ask again when it is done."
            )
        return self.vectors.embed_query(question)

    def search_vectors(self, question: str, k: int) -> list[tuple[int, float]]:
        """The nearest chunks by cosine similarity; see `VectorIndex.search`."""
        return self.vectors.search(self.embed_question(question), k)

    def chunks(self, chunk_ids: Sequence[int]) -> dict[int, Chunk]:
        return self.catalogue.chunks(chunk_ids)

    # Following

    def follow_vectors(self, progress: Progress | None = None) -> int:
        """Bring the vectors up to now: as their owner, or by waiting for the process that owns them.

        Returns:
            How many chunks this process embedded.
        """
        from clippings.vectorstore.embedders.choose import fingerprint_without_loading

        target = self.catalogue.last_change()
        before = self.vectors.recorded()
        chosen = before.model if before and before.model is not None else self.settings.embedding_model
        known = fingerprint_without_loading(chosen)
        if known and self.vectors.is_at(target, known):  # the usual case of an hourly ingest: no model is loaded
            return 0
        waiting = False
        while not self.vectors.own():
            recorded = self.vectors.recorded()
            if recorded and recorded.change >= target:
                return 0
            if not waiting:
                log.warning("Waiting for the process that owns the vector index in %s.", self.vectors.place.where)
                waiting = True
            time.sleep(_POLL_S)
        taken = self.vectors.follow(progress, beside=False)
        if self.embedder.is_multilingual:
            self.language_means.now()
        return taken

    def change_model(self, model: str, progress: Progress | None = None) -> int:
        """Embed everything with another model, beside the vectors that answer meanwhile; then let those answer.

        While another process owns the folder of the vectors, it does this work; this one waits until it is done.

        Args:
            model: As in `CLIPPINGS_EMBEDDING_MODEL`, or `packaged`. From then on it is the model of these vectors,
                whatever is configured.
            progress: Called with the number of chunks embedded since the last call.

        Raises:
            EmbedderUnavailable: It cannot be loaded; nothing was begun.
        """
        self._load(model)
        self.lexical.follow()
        if not self.vectors.own():
            if not self.vectors.is_shared:
                self.vectors.change_to(model)
            log.warning("Waiting for the process that writes the vectors in %s.", self.vectors.place.where)
        while not self.vectors.own():
            if self.vectors.answers_with(model):
                return 0
            time.sleep(_POLL_S)
        self.vectors.change_to(model)
        return self.vectors.follow(progress)

    def catch_up_if_quick(self) -> None:
        """Before a question: take in what is new, unless embedding it would take longer than a person waits.

        Trouble with the vectors is left to the search, which says so in its answer.
        """
        self.lexical.follow()
        with contextlib.suppress(ClippingsError):
            recorded = self.vectors.recorded()
            if recorded is None or not 0 < self.catalogue.chunks_after(recorded.change) <= _QUICK_CHUNKS:
                return
            if self.vectors.own():
                self.vectors.follow(beside=False)

    # Telling

    def status(self) -> Status:
        articles, chunks = self.catalogue.counts()
        recorded = self.vectors.recorded()
        pending = self.pending_chunks()
        if recorded:
            model = recorded.fingerprint.rsplit("/", 1)[0]
        else:
            model = self.settings.embedding_model or "all-MiniLM-L6-v2 (packaged)"
        return Status(articles, chunks, chunks - pending, pending, self.catalogue.sources(), model)

    def pending_chunks(self) -> int:
        """How many chunks are still to be embedded."""
        recorded = self.vectors.recorded()
        return self.catalogue.chunks_after(recorded.change if recorded else 0)

    def runs(self, limit: int) -> list[Run]:
        """The latest ingests, newest first, each finished, running, interrupted, or unfinished on another machine."""
        return [run_locks.with_state(run, self.settings.home, self.catalogue) for run in self.catalogue.runs(limit)]

    def differences(self) -> list[str]:
        """What disagrees with the catalogue, in words; empty when both indexes are in step.

        Looks at vectors only when this process can own them.
        """
        found = [f"catalogue: {problem}" for problem in self.catalogue.check()]
        _, chunks = self.catalogue.counts()
        for name, look in (("lexical index", self._lexical_difference), ("vector index", self._vector_difference)):
            try:
                difference = look(chunks)
            except ClippingsError as error:
                difference = str(error)
            if difference:
                found.append(f"{name}: {difference}")
        return found

    def _lexical_difference(self, chunks: int) -> str:
        behind = self.catalogue.last_change() - self.lexical.watermark().change
        held = self.lexical.count()
        if behind:
            return f"{behind} changes behind; the next command takes them in"
        return "" if held == chunks else f"holds {held} chunks, the catalogue {chunks}: clippings reindex --lexical"

    def _vector_difference(self, chunks: int) -> str:
        if not self.vectors.readable():
            return ""
        recorded = self.vectors.recorded()
        if recorded is None:
            return "not made yet; clippings ingest makes it" if chunks else ""
        self.vectors.watermark()
        held = len(self.vectors.ids())
        behind = self.catalogue.last_change() - recorded.change
        if behind:
            return f"{behind} changes behind; the next `clippings ingest` takes them in"
        return "" if held == chunks else f"holds {held} chunks, the catalogue {chunks}: clippings reindex --vectors"

    def close(self) -> None:
        self.vectors.close()
        self.catalogue.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
