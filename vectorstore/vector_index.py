"""Cosine similarity over chunks, by Chroma: a follower of the catalogue, at the speed of the embedder."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clippings.core.errors import ClippingsError, EmbedderMismatch, IndexDamaged, StorageError, VectorsOwnedElsewhere
from clippings.core.time_window import day
from clippings.core.types import Chunk
from clippings.vectorstore.catalogue import Catalogue
from clippings.vectorstore.follower import Progress, Watermark, catch_up, read_watermark, write_watermark
from clippings.vectorstore.ownership import Ownership

if TYPE_CHECKING:
    from langchain_chroma import Chroma

    from clippings.vectorstore.embedders.embedder import Embedder

COLLECTION = "clippings"
_EMBEDDED_AT_ONCE = 64
_READ_AT_ONCE = 500
_SCHEMA = "1"
_DISK_TROUBLE = ("No space", "disk is full", "readonly")
_FULL_BYTES = 1_000_000
"""With less than this free, whatever failed is taken to have failed for want of space."""


class VectorIndex:
    """The vector index in one folder, for the process that owns it.

    Chroma is opened only after the folder's lock is held: two processes in one folder corrupt it without an error.

    Args:
        folder: Where it lives.
        catalogue: What it follows.
        embedder: Called once, when vectors are first needed.
    """

    batch_articles = 16

    def __init__(self, folder: Path, catalogue: Catalogue, embedder: Callable[[], Embedder]) -> None:
        self.folder = folder
        self._catalogue = catalogue
        self._embedder = embedder
        self._owner = Ownership(folder)
        self._data = folder / "chroma"
        self._mark = folder / "watermark.json"
        self._store: Chroma | None = None
        self._progress: Progress | None = None

    @property
    def owned(self) -> bool:
        return self._owner.held

    def own(self, timeout_s: float = 0.0) -> bool:
        """Try to become the one process that opens this folder."""
        return self._owner.take(timeout_s)

    def recorded(self) -> Watermark | None:
        """How far the folder has come and with which model, as any process may read; None when it is empty."""
        kept = read_watermark(self._mark)
        return kept if kept and kept.archive_id == self._catalogue.id and self._data.is_dir() else None

    # Following

    def watermark(self) -> Watermark:
        """The watermark to follow from.

        Raises:
            EmbedderMismatch: The vectors were made by another model.
        """
        fingerprint = f"{self._embedder().fingerprint}/{_SCHEMA}"
        kept = self.recorded()
        if kept is None or kept.change > self._catalogue.last_change():
            return Watermark(self._catalogue.id, 0, fingerprint)
        if kept.fingerprint != fingerprint:
            raise EmbedderMismatch(
                f"The vectors in {self.folder} were made by {kept.fingerprint}, and the embedding model is now "
                f"{fingerprint}: they cannot be mixed.",
                "Make them anew with: clippings reindex --vectors (or set CLIPPINGS_EMBEDDING_MODEL back).",
            )
        return kept

    def follow(self, progress: Progress | None = None) -> int:
        """Embed what the catalogue has that this index has not; returns the number of chunks.

        Raises:
            VectorsOwnedElsewhere: Another process owns the folder; it does this work.
            EmbedderMismatch: The vectors were made by another model.
        """
        self._require_ownership()
        with self._errors_named():
            mark = self.watermark()
            if mark.change == 0:
                self._start_anew()
                self.advance(mark)
            self._progress = progress
            return catch_up(self._catalogue, self)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the vectors away and make them anew with the configured model."""
        self._require_ownership()
        with self._errors_named():
            self._start_anew()
        return self.follow(progress)

    def _require_ownership(self) -> None:
        if not self.own():
            raise VectorsOwnedElsewhere(
                f"Another process owns the vector index in {self.folder}.",
                "Wait for it to finish, or stop it; it takes in what was ingested meanwhile.",
            )

    def _start_anew(self) -> None:
        self._close_store()
        self._mark.unlink(missing_ok=True)
        shutil.rmtree(self._data, ignore_errors=True)

    def apply(self, live: list[Chunk], gone: list[int], _article_ids: list[int]) -> None:
        store = self._open()
        for at in range(0, len(gone), _READ_AT_ONCE):
            store.delete([str(chunk_id) for chunk_id in gone[at : at + _READ_AT_ONCE]])
        for at in range(0, len(live), _EMBEDDED_AT_ONCE):
            part = live[at : at + _EMBEDDED_AT_ONCE]
            store.add_texts([embedded_text(chunk) for chunk in part], ids=[str(chunk.id) for chunk in part])
            if self._progress:
                self._progress(len(part))

    def advance(self, watermark: Watermark) -> None:
        write_watermark(self._mark, watermark)

    # Searching

    def search(self, query_vector: list[float], k: int) -> list[tuple[int, float]]:
        """The `k` chunks nearest to a vector as (chunk id, cosine similarity), nearest first.

        Raises:
            VectorsOwnedElsewhere: This process does not own the folder.
        """
        self._require_ownership()
        if self.recorded() is None:
            return []
        import numpy as np

        with self._errors_named():
            # LangChain's own search brings every text along, which costs three times as much.
            found = self._open()._collection.query(
                query_embeddings=np.asarray([query_vector], dtype=np.float32), n_results=k, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        return [(int(chunk_id), 1.0 - float(far)) for chunk_id, far in zip(found["ids"][0], distances, strict=True)]

    def similarities(self, query_vector: list[float], chunk_ids: Sequence[int]) -> dict[int, float]:
        """The cosine similarity of a vector to each of these chunks; those that are not embedded are left out.

        Raises:
            VectorsOwnedElsewhere: This process does not own the folder.
        """
        self._require_ownership()
        if self.recorded() is None or not chunk_ids:
            return {}
        import numpy as np

        found: dict[int, float] = {}
        query = np.asarray(query_vector, dtype=np.float32)
        with self._errors_named():
            collection = self._open()._collection
            for at in range(0, len(chunk_ids), _READ_AT_ONCE):
                part = [str(chunk_id) for chunk_id in chunk_ids[at : at + _READ_AT_ONCE]]
                rows = collection.get(ids=part, include=["embeddings"])
                if rows["ids"]:
                    cosines = np.asarray(rows["embeddings"], dtype=np.float32) @ query
                    found |= dict(zip(map(int, rows["ids"]), cosines.tolist(), strict=True))
        return found

    def ids(self) -> set[int]:
        """The ids of all chunks that it holds."""
        self._require_ownership()
        if self.recorded() is None:
            return set()
        with self._errors_named():
            return {int(chunk_id) for chunk_id in self._open().get(include=[])["ids"]}

    def close(self) -> None:
        """Close Chroma and give the folder to whoever needs it; the next use takes it again."""
        self._close_store()
        self._owner.give_back()

    def _close_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store._client.close()
            self._forget_system()

    def _forget_system(self) -> None:
        """Chroma keeps its engine for a folder also when it failed to open, and would hand the failed one out again."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient._identifier_to_system.pop(str(self._data), None)
        SharedSystemClient._identifier_to_refcount.pop(str(self._data), None)

    def _open(self) -> Chroma:
        if self._store is None:
            import chromadb
            from chromadb.config import Settings
            from langchain_chroma import Chroma

            self._data.mkdir(parents=True, exist_ok=True)
            settings = Settings(anonymized_telemetry=False)
            try:
                self._store = Chroma(
                    collection_name=COLLECTION,
                    client=chromadb.PersistentClient(str(self._data), settings=settings),
                    embedding_function=self._embedder(),
                    collection_configuration={"hnsw": {"space": "cosine"}},
                )
            except BaseException:
                self._forget_system()
                raise
        return self._store

    @contextlib.contextmanager
    def _errors_named(self) -> Iterator[None]:
        try:
            yield
        except ClippingsError:
            raise
        except BaseException as error:  # Chroma's engine panics with a BaseException on a damaged folder
            if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            with contextlib.suppress(Exception):
                self._close_store()
            reason = str(error)[:200]
            is_disk = any(word in reason for word in ("No space", "disk is full", "readonly")) or isinstance(
                error, OSError
            )
            if is_disk or shutil.disk_usage(self.folder).free < _FULL_BYTES:  # Chroma does not always say why
                raise StorageError(
                    f"The vector index in {self.folder} cannot be written ({reason}).",
                    "Free some space or make the folder writable, then run the same command again: "
                    "the catalogue has what was ingested.",
                ) from error
            raise IndexDamaged(
                f"The vector index in {self.folder} cannot be read ({type(error).__name__}: {reason}).",
                "Rebuild it from the catalogue: clippings reindex --vectors",
            ) from error


def embedded_text(chunk: Chunk) -> str:
    """What is embedded for a chunk: its words under their headline and date, which a quote never includes."""
    article = chunk.article
    dated = f" ({day(article.dated)})" if article.dated else ""
    return f"{article.title}{dated}\n{chunk.text}"
