"""Vectors out of the index and into it again, as plain arrays: no file of Chroma's goes into a backup.

Its folder has pickled files, which would run what a stranger put there, and is tied to its version. The arrays are
read with pickling refused (docs/decisions/060).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap

from clippings.core.errors import BackupUnusable
from clippings.vectorstore.backup.manifest import Progress, VectorMark
from clippings.vectorstore.catalogue.follower import Watermark
from clippings.vectorstore.vectors.index import VectorIndex

_AT_ONCE = 2_000


def save_vectors(index: VectorIndex, ids_file: Path, vectors_file: Path, progress: Progress) -> VectorMark | None:
    """Write all vectors that this process owns: (n,) int64 and (n, dimension) float32; None when there are none.

    Raises:
        IndexDamaged: They cannot be read.
    """
    recorded = index.recorded()
    if recorded is None:
        return None
    ids = sorted(index.ids())
    if not ids:
        return None
    rows = None
    with index.collection() as collection:
        for at in range(0, len(ids), _AT_ONCE):
            part = [str(chunk_id) for chunk_id in ids[at : at + _AT_ONCE]]
            found = collection.get(ids=part, include=["embeddings"])
            place = {name: row for row, name in enumerate(found["ids"])}
            vectors = np.asarray(found["embeddings"], np.float32)[[place[name] for name in part]]
            if rows is None:
                rows = open_memmap(vectors_file, "w+", np.float32, (len(ids), vectors.shape[1]))
            rows[at : at + len(part)] = vectors
            progress(vectors.nbytes)
    assert rows is not None
    rows.flush()
    np.save(ids_file, np.asarray(ids, np.int64), allow_pickle=False)
    return VectorMark(change=recorded.change, fingerprint=recorded.fingerprint, count=len(ids))


def load_vectors(
    index: VectorIndex, ids_file: Path, vectors_file: Path, mark: VectorMark, archive_id: str, progress: Progress
) -> None:
    """Fill an empty vector index of the same catalogue; nothing is embedded.

    Raises:
        BackupUnusable: The arrays are not what the backup says.
    """
    try:
        ids = np.load(ids_file, mmap_mode="r", allow_pickle=False)
        vectors = np.load(vectors_file, mmap_mode="r", allow_pickle=False)
    except (ValueError, OSError) as error:
        raise BackupUnusable(f"The vectors in the backup cannot be read ({error}).", _WITHOUT) from error
    if ids.dtype != np.int64 or vectors.dtype != np.float32 or ids.shape != (mark.count,) or vectors.ndim != 2:
        raise BackupUnusable("The vectors in the backup are not of the kind that its manifest tells.", _WITHOUT)
    if len(vectors) != mark.count or not np.isfinite(vectors).all():
        raise BackupUnusable("The vectors in the backup do not belong to its chunks.", _WITHOUT)
    with index.collection() as collection:
        for at in range(0, len(ids), _AT_ONCE):
            part = np.array(vectors[at : at + _AT_ONCE])
            names = [str(chunk_id) for chunk_id in ids[at : at + _AT_ONCE].tolist()]
            collection.upsert(names, part, documents=[""] * len(names))
            progress(part.nbytes)
    index.advance(Watermark(archive_id, mark.change, mark.fingerprint))


_WITHOUT = "Restore it with --without-vectors; the next `clippings ingest` makes them anew."
