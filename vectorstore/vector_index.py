"""Cosine similarity over chunks, by Chroma: a follower of the catalogue, at the speed of the embedder."""

from __future__ import annotations

import contextlib
import functools
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clippings.core.errors import EmbedderMismatch, VectorsOwnedElsewhere
from clippings.core.time_window import day
from clippings.core.types import Chunk
from clippings.vectorstore.catalogue import Catalogue
from clippings.vectorstore.chroma_folder import COLLECTION, ChromaFolder
from clippings.vectorstore.follower import Progress, Watermark, catch_up, read_watermark, write_watermark
from clippings.vectorstore.ordered_writer import OrderedWriter
from clippings.vectorstore.ownership import Ownership

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.models.Collection import Collection
    from langchain_chroma import Chroma
    from numpy.typing import NDArray

    from clippings.vectorstore.embedders.embedder import Embedder

log = logging.getLogger(__name__)

_READ_AT_ONCE = 500
_SCHEMA = "1"


class VectorIndex:
    """The vector index in one folder, for the process that owns it.

    Chroma is opened only after the folder's lock is held: two processes in one folder corrupt it without an error.

    Args:
        folder: Where it lives.
        catalogue: What it follows.
        embedder: Called once, when vectors are first needed.
    """

    batch_articles = 64
    """About 600 chunks: enough to put those of like length side by side, few enough to repeat after a crash."""

    embedded_at_once = 64
    """Chunks between two calls of a follow's `progress`; about a second of two cores."""

    def __init__(self, folder: Path, catalogue: Catalogue, embedder: Callable[[], Embedder]) -> None:
        self.folder = folder
        self._catalogue = catalogue
        self._embedder = functools.cache(embedder)
        self._owner = Ownership(folder)
        self._chroma = ChromaFolder(folder)
        self._mark = folder / "watermark.json"
        self._writer: OrderedWriter | None = None
        self._progress: Progress | None = None
        self._encoding_s = 0.0

    @property
    def owned(self) -> bool:
        return self._owner.held

    def own(self, timeout_s: float = 0.0) -> bool:
        """Try to become the one process that opens this folder."""
        return self._owner.take(timeout_s)

    def recorded(self) -> Watermark | None:
        """How far the folder has come and with which model, as any process may read; None when it is empty."""
        kept = read_watermark(self._mark)
        return kept if kept and kept.archive_id == self._catalogue.id and self._chroma.data.is_dir() else None

    def is_at(self, change: int, model_fingerprint: str) -> bool:
        """Whether it has followed exactly so far with this model, as any process may read."""
        kept = self.recorded()
        return kept is not None and (kept.change, kept.fingerprint) == (change, f"{model_fingerprint}/{_SCHEMA}")

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
        with self._chroma.errors_named():
            mark = self.watermark()
            if mark.change == 0:
                self._start_anew()
                self.advance(mark)
            self._progress = progress
            started, self._encoding_s = time.perf_counter(), 0.0
            try:
                with OrderedWriter() as self._writer:
                    taken = catch_up(self._catalogue, self)
            finally:
                self._writer = None
            if taken:
                seconds = time.perf_counter() - started
                log.info("embedded %d chunks in %.1f s, encoding %.1f s of it", taken, seconds, self._encoding_s)
            return taken

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the vectors away and make them anew with the configured model."""
        self._require_ownership()
        with self._chroma.errors_named():
            self._start_anew()
        return self.follow(progress)

    def _require_ownership(self) -> None:
        if not self.own():
            raise VectorsOwnedElsewhere(
                f"Another process owns the vector index in {self.folder}.",
                "Wait for it to finish, or stop it; it takes in what was ingested meanwhile.",
            )

    def _start_anew(self) -> None:
        self._chroma.close()
        self._mark.unlink(missing_ok=True)
        self._chroma.remove()

    def apply(self, live: list[Chunk], gone: list[int], _article_ids: list[int]) -> None:
        import numpy as np

        collection = self._chroma.open()
        for at in range(0, len(gone), _READ_AT_ONCE):
            self._write(
                functools.partial(collection.delete, [str(chunk_id) for chunk_id in gone[at : at + _READ_AT_ONCE]])
            )
        live = sorted(live, key=lambda chunk: len(chunk.article.title) + chunk.end - chunk.start)
        for at in range(0, len(live), self.embedded_at_once):
            part = live[at : at + self.embedded_at_once]
            started = time.perf_counter()
            vectors = np.array(self._embedder().embed_archive([embedded_text(chunk) for chunk in part]), np.float32)
            self._encoding_s += time.perf_counter() - started
            ids, no_texts = [str(chunk.id) for chunk in part], [""] * len(part)  # LangChain drops what has no document
            self._write(functools.partial(collection.upsert, ids, vectors, documents=no_texts))
            if self._progress:
                self._progress(len(part))

    def advance(self, watermark: Watermark) -> None:
        self._write(functools.partial(write_watermark, self._mark, watermark))

    def _write(self, job: Callable[[], object]) -> None:
        """Write while the next chunks are encoded; where nothing follows, at once."""
        if self._writer is not None:
            self._writer.hand_over(job)
        else:
            job()

    # Searching

    def search(self, query_vector: list[float], k: int) -> list[tuple[int, float]]:
        """The `k` chunks nearest to a vector as (chunk id, cosine similarity), nearest first.

        Raises:
            VectorsOwnedElsewhere: This process does not own the folder.
        """
        import numpy as np

        self._require_ownership()
        if self.recorded() is None:
            return []
        with self._chroma.errors_named():
            # Not through LangChain's search: it reads the (empty) documents as well, for three times as long.
            vectors = np.array([query_vector], dtype=np.float32)
            found = self._chroma.open().query(query_embeddings=vectors, n_results=k, include=["distances"])
        distances = found["distances"] or [[]]
        return [(int(i), 1.0 - float(distance)) for i, distance in zip(found["ids"][0], distances[0], strict=True)]

    def similarities(self, query_vector: list[float], chunk_ids: Sequence[int]) -> dict[int, float]:
        """The cosine similarity of a vector to each of these chunks; those that are not embedded are left out.

        Raises:
            VectorsOwnedElsewhere: This process does not own the folder.
        """
        import numpy as np

        self._require_ownership()
        if self.recorded() is None or not chunk_ids:
            return {}
        found: dict[int, float] = {}
        query = np.asarray(query_vector, dtype=np.float32)
        with self._chroma.errors_named():
            collection = self._chroma.open()
            for at in range(0, len(chunk_ids), _READ_AT_ONCE):
                part = [str(chunk_id) for chunk_id in chunk_ids[at : at + _READ_AT_ONCE]]
                rows = collection.get(ids=part, include=["embeddings"])
                if rows["ids"]:
                    cosines = np.asarray(rows["embeddings"], dtype=np.float32) @ query
                    found |= dict(zip(map(int, rows["ids"]), cosines.tolist(), strict=True))
        return found

    def langchain(self) -> Chroma:
        """The collection as LangChain's vector store. Its documents are empty: texts are the catalogue's to tell.

        Raises:
            VectorsOwnedElsewhere: This process does not own the folder.
        """
        self._require_ownership()
        from langchain_chroma import Chroma

        self._chroma.open()
        return Chroma(COLLECTION, self._embedder(), client=self._chroma.client)

    @contextlib.contextmanager
    def collection(self) -> Iterator[Collection]:
        """Chroma's own collection, for what copies or looks over all vectors; errors are named as those of a search.

        Raises:
            VectorsOwnedElsewhere: This process does not own the folder.
        """
        self._require_ownership()
        with self._chroma.errors_named():
            yield self._chroma.open()

    def ids(self) -> set[int]:
        """The ids of all chunks that it holds."""
        self._require_ownership()
        if self.recorded() is None:
            return set()
        with self._chroma.errors_named():
            return {int(chunk_id) for chunk_id in self._chroma.open().get(include=[])["ids"]}

    def vectors(self) -> dict[int, NDArray[np.float32]]:
        """All that it holds, by chunk id: for comparing one index with another."""
        import numpy as np

        self._require_ownership()
        if self.recorded() is None:
            return {}
        with self._chroma.errors_named():
            found = self._chroma.open().get(include=["embeddings"])
        kept = [] if found["embeddings"] is None else found["embeddings"]
        return {int(i): np.asarray(row, np.float32) for i, row in zip(found["ids"], kept, strict=True)}

    def close(self) -> None:
        """Close Chroma and give the folder to whoever needs it; the next use takes it again."""
        self._chroma.close()
        self._owner.give_back()


def embedded_text(chunk: Chunk) -> str:
    """What is embedded for a chunk: its words under their headline and date, which a quote never includes."""
    article = chunk.article
    dated = f" ({day(article.dated)})" if article.dated else ""
    return f"{article.title}{dated}\n{chunk.text}"
