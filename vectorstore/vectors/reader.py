"""What is read of the vectors: a question's neighbours, similarities to what was found by words, and all of them."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clippings.core.errors import ClippingsError, EmbedderMismatch, VectorsOwnedElsewhere
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.vectors.backend import VectorPlace
from clippings.vectorstore.vectors.chroma_folder import ChromaFolder
from clippings.vectorstore.vectors.collection_state import CollectionMark

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.models.Collection import Collection
    from langchain_chroma import Chroma
    from numpy.typing import NDArray

    from clippings.vectorstore.embedders.embedder import Embedder

_READ_AT_ONCE = 500
_SCHEMA = "1"
_QUESTIONS_KEPT = 16
"""Vectors of the questions asked last: one question needs its own to search and again to weigh sentences."""


class QueryVector(list[float]):
    """A question's vector, and the collection that it may be compared with: the one that its model made."""

    def __init__(self, values: Sequence[float], collection: str | None = None) -> None:
        super().__init__(values)
        self.collection = collection


class VectorReads:
    """The vectors of one archive, in a folder that one process owns or on a server that many read.

    Chroma's folder is opened only after its lock is held: two processes in one folder corrupt it without an error.

    Args:
        place: Where they lie; a path is a folder.
        catalogue: What they follow.
        embedder: The configured one, called once, when vectors are first needed.
        named: Another one by its name, for vectors that `clippings reindex --model` made.
    """

    def __init__(
        self,
        place: VectorPlace | Path,
        catalogue: Catalogue,
        embedder: Callable[[], Embedder],
        named: Callable[[str], Embedder] | None = None,
    ) -> None:
        self.place: VectorPlace = ChromaFolder(place) if isinstance(place, Path) else place
        self._catalogue = catalogue
        self._configured = functools.cache(embedder)
        self._named = functools.cache(named) if named else None
        self._embedded: Callable[[str | None, str], list[float]] = functools.lru_cache(_QUESTIONS_KEPT)(
            lambda model, question: self._of(model).embed_query(question)
        )
        self._writers = 0
        self._counting = threading.Lock()
        self._model: str | None = None
        """Which model the last question was embedded with: what belongs to one question uses one."""

    @property
    def folder(self) -> Path:
        """The folder that they lie in.

        Raises:
            TypeError: They lie on a server; ask `is_shared` first.
        """
        if not isinstance(self.place, ChromaFolder):
            raise TypeError(f"the vectors lie on {self.place.where}, not in a folder")
        return self.place.folder

    @property
    def is_shared(self) -> bool:
        """Whether they lie on a server, where every process may read them."""
        return self.place.is_shared

    @property
    def owned(self) -> bool:
        return self.place.lock.held

    def own(self, timeout_s: float = 0.0) -> bool:
        """Try to become the one process that writes (and of a folder, that reads)."""
        return self.place.lock.take(timeout_s)

    def readable(self) -> bool:
        """Whether this process may search now; to search a folder, it becomes its owner."""
        return self.is_shared or self.own()

    def recorded(self) -> CollectionMark | None:
        """How far they have come and with which model, as any process may read; None when there are none.

        Raises:
            VectorsUnavailable: Their server cannot be reached, and never was by this process.
        """
        kept = self.place.active()
        return kept if kept and kept.archive_id == self._catalogue.id else None

    @property
    def embedder(self) -> Embedder:
        """The model of the vectors that answer; the configured one unless another made them."""
        return self._of(self._model)

    def _comparable(self) -> CollectionMark | None:
        """The mark of the vectors that answer; None when there are none.

        Raises:
            EmbedderMismatch: They were made by another model than the one that questions are embedded with.
        """
        kept = self.recorded()
        self._model = kept.model if kept else None
        if kept is None or kept.fingerprint == (fingerprint := full_fingerprint(self._of(kept.model).fingerprint)):
            return kept
        raise EmbedderMismatch(
            f"The vectors in {self.place.where} were made by {kept.fingerprint}, and the embedding model is now "
            f"{fingerprint}: they cannot be mixed.",
            "Make them anew with: clippings reindex --vectors (or set CLIPPINGS_EMBEDDING_MODEL back).",
        )

    def _of(self, model: str | None) -> Embedder:
        return self._configured() if model is None or self._named is None else self._named(model)

    def embed_query(self, question: str) -> QueryVector:
        """The question's vector, by the model that made the vectors that answer now.

        Raises:
            EmbedderMismatch: The configured model is another.
            EmbedderUnavailable: The model cannot be loaded.
        """
        kept = self._comparable()  # once: the collection that answers may change at any moment
        if kept is None:
            return QueryVector(self._embedded(None, question))
        return QueryVector(self._embedded(kept.model, question), kept.collection)

    def meaning_of(self, question: str) -> list[float]:
        """The question's vector by the model of the vectors that answer, whether or not they may be searched now.

        Raises:
            EmbedderUnavailable: The model cannot be loaded.
        """
        return self._embedded(self._model, question)

    def _require_ownership(self) -> None:
        if not self.own():
            raise VectorsOwnedElsewhere(
                f"Another process owns the vector index in {self.place.where}.",
                "Wait for it to finish, or stop it; it takes in what was ingested meanwhile.",
            )

    def _require_reading(self) -> None:
        if not self.is_shared:
            self._require_ownership()

    def search(self, query_vector: Sequence[float], k: int) -> list[tuple[int, float]]:
        """The `k` chunks nearest to a vector as (chunk id, cosine similarity), nearest first.

        Raises:
            VectorsOwnedElsewhere: This process may not read them.
            VectorsUnavailable: Their server cannot be reached.
        """
        import numpy as np

        self._require_reading()
        with self._searched(query_vector) as collection:
            if collection is None:
                return []
            # Not through LangChain's search: it reads the (empty) documents as well, for three times as long.
            vectors = np.array([query_vector], dtype=np.float32)
            found = collection.query(query_embeddings=vectors, n_results=k, include=["distances"])
        distances = found["distances"] or [[]]
        return [(int(i), 1.0 - float(distance)) for i, distance in zip(found["ids"][0], distances[0], strict=True)]

    def similarities(self, query_vector: Sequence[float], chunk_ids: Sequence[int]) -> dict[int, float]:
        """The cosine similarity of a vector to each of these chunks; those that are not embedded are left out.

        Raises:
            VectorsOwnedElsewhere: This process may not read them.
            VectorsUnavailable: Their server cannot be reached.
        """
        import numpy as np

        self._require_reading()
        found: dict[int, float] = {}
        query = np.asarray(query_vector, dtype=np.float32)
        with self._searched(query_vector) as collection:
            if collection is not None:
                for ids, vectors in _embeddings(collection, chunk_ids):
                    found |= dict(zip(ids, (vectors @ query).tolist(), strict=True))
        return found

    @contextlib.contextmanager
    def _searched(self, query_vector: Sequence[float]) -> Iterator[Collection | None]:
        """The collection that a vector may be compared with; None when nothing is embedded."""
        recorded = self.recorded()
        name = getattr(query_vector, "collection", None) or (recorded.collection if recorded else None)
        with self.place.errors_named():
            yield self.place.collection(name) if recorded and name else None

    def vectors_of(self, chunk_ids: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The vectors of these chunks; those that are not embedded are left out.

        Raises:
            VectorsOwnedElsewhere: This process may not read them.
            VectorsUnavailable: Their server cannot be reached.
        """
        found: dict[int, NDArray[np.float32]] = {}
        with self.collection() as collection:
            for ids, vectors in _embeddings(collection, chunk_ids):
                found |= dict(zip(ids, vectors, strict=True))
        return found

    def langchain(self) -> Chroma:
        """The collection as LangChain's vector store. Its documents are empty: texts are the catalogue's to tell.

        Raises:
            VectorsOwnedElsewhere: This process may not read them.
        """
        from langchain_chroma import Chroma

        with self.collection() as collection:
            return Chroma(collection.name, self.embedder, client=self.place.client)

    @contextlib.contextmanager
    def collection(self) -> Iterator[Collection]:
        """Chroma's own collection, for what copies or looks over all vectors; errors are named as those of a search.

        Raises:
            VectorsOwnedElsewhere: This process may not read them.
        """
        self._require_reading()
        with self.place.errors_named():
            recorded = self.recorded()
            yield self.place.collection(recorded.collection if recorded else self.place.make())

    def ids(self) -> set[int]:
        """The ids of all chunks that it holds."""
        self._require_reading()
        if self.recorded() is None:
            return set()
        with self.collection() as collection:
            return {int(chunk_id) for chunk_id in collection.get(include=[])["ids"]}

    def vectors(self) -> dict[int, NDArray[np.float32]]:
        """All that it holds, by chunk id: for comparing one index with another."""
        import numpy as np

        self._require_reading()
        if self.recorded() is None:
            return {}
        with self.collection() as collection:
            found = collection.get(include=["embeddings"])
        kept = [] if found["embeddings"] is None else found["embeddings"]
        return {int(i): np.asarray(row, np.float32) for i, row in zip(found["ids"], kept, strict=True)}

    def close(self) -> None:
        """Close Chroma and let others write; the next use takes it again."""
        with contextlib.suppress(ClippingsError):
            self.place.close()
        self.place.lock.give_back()


def _embeddings(collection: Collection, chunk_ids: Sequence[int]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
    """The chunks that a collection holds of these, some at a time, with their vectors, (n, dimension)."""
    import numpy as np

    for at in range(0, len(chunk_ids), _READ_AT_ONCE):
        rows = collection.get(
            ids=[str(chunk_id) for chunk_id in chunk_ids[at : at + _READ_AT_ONCE]], include=["embeddings"]
        )
        if rows["ids"]:
            yield [int(chunk_id) for chunk_id in rows["ids"]], np.asarray(rows["embeddings"], np.float32)


def full_fingerprint(model_fingerprint: str) -> str:
    """What must match for vectors to be compared: the model, and the form in which texts are put to it."""
    return f"{model_fingerprint}/{_SCHEMA}"
