"""Every vector of a folder into a collection of its own on a server, which answers once all have been compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from clippings.core.errors import StorageError, VectorsOwnedElsewhere, WrongUsage
from clippings.vectorstore.vectors.chroma_server import ChromaServer
from clippings.vectorstore.vectors.collection_state import CollectionMark
from clippings.vectorstore.vectors.index import VectorIndex

_AT_ONCE = 500
_MAY_BE_OFF = 1e-6
"""Chroma scales each vector to length 1 again, which moves a number by 1e-8 (docs/decisions/060)."""

Progress = Callable[[int], None]


def copy_vectors(source: VectorIndex, target: ChromaServer, progress: Progress) -> int:
    """Copy all vectors and read each of them back; returns how many there are. Nothing is embedded.

    Args:
        source: Of a folder that this process owns, or can.
        target: Of the same archive.
        progress: Called with the number of vectors that were copied.

    Raises:
        VectorsOwnedElsewhere: Another process uses the folder, or writes the server.
        VectorsUnavailable: The server cannot be reached.
        WrongUsage: The server has vectors of another model.
        StorageError: What came back is not what was sent.
    """
    recorded = source.recorded()
    if recorded is None:
        return 0
    if not target.lock.take():
        raise VectorsOwnedElsewhere(
            f"Another process writes the vectors on {target.where}.", "Stop it, then run the same command again."
        )
    try:
        with target.errors_named():
            active = target.active()
            if active is not None:
                return _compared(source, target, recorded, active)
            for name in target.left_over():  # of a move that was killed
                target.drop(name)
            return _copied(source, target, recorded, progress)
    finally:
        target.lock.give_back()


def _copied(source: VectorIndex, target: ChromaServer, recorded: CollectionMark, progress: Progress) -> int:
    name = target.make()
    collection = target.collection(name)
    count = 0
    for ids, vectors in _vectors(source):
        collection.upsert(ids, vectors, documents=[""] * len(ids))
        count += len(ids)
        progress(len(ids))
    mark = CollectionMark(recorded.archive_id, recorded.change, recorded.fingerprint, name, recorded.model)
    _compare(source, target, name)
    target.keep(mark)  # from here on it answers
    return count


def _compared(source: VectorIndex, target: ChromaServer, recorded: CollectionMark, active: CollectionMark) -> int:
    """A move that was done before: see that it is whole, unless the archive has gone on since."""
    if active.fingerprint != recorded.fingerprint:
        raise WrongUsage(
            f"{target.where} has vectors of this archive by {active.fingerprint}, and the folder's are by "
            f"{recorded.fingerprint}.",
            "They are there already: use them, without `migrate`.",
        )
    if active.change == recorded.change:
        _compare(source, target, active.collection)
    return int(target.collection(active.collection).count())


def _compare(source: VectorIndex, target: ChromaServer, name: str) -> None:
    collection = target.collection(name)
    count = 0
    for ids, vectors in _vectors(source):
        found = collection.get(ids=ids, include=["embeddings"])
        place = {chunk_id: at for at, chunk_id in enumerate(found["ids"])}
        count += len(ids)
        if len(place) == len(ids):
            there = np.asarray(found["embeddings"], np.float32)[[place[chunk_id] for chunk_id in ids]]
            if there.shape == vectors.shape and np.abs(there - vectors).max() <= _MAY_BE_OFF:
                continue
        raise StorageError(
            f"The vectors on {target.where} are not the same as in the folder.",
            "Run the same command again; if it says so again, look at the server's disk.",
        )
    if collection.count() != count:
        raise StorageError(
            f"{target.where} has {collection.count()} vectors and the folder {count}.", "Run the same command again."
        )


def _vectors(source: VectorIndex) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
    names = [str(chunk_id) for chunk_id in sorted(source.ids())]
    for at in range(0, len(names), _AT_ONCE):
        part = names[at : at + _AT_ONCE]
        with source.collection() as collection:
            found = collection.get(ids=part, include=["embeddings"])
        place = {chunk_id: row for row, chunk_id in enumerate(found["ids"])}
        yield part, np.asarray(found["embeddings"], np.float32)[[place[chunk_id] for chunk_id in part]]
