"""Look at a folder of vectors in a process of its own: on a damaged graph, Chroma's engine may end the process.

Measured with Chroma 1.5: a shortened `header.bin` or overwritten bytes in `data_level0.bin` end it with a segmentation
fault, which no `except` sees (docs/decisions/061).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

_LONGEST_S = 1_800
_READ_AT_ONCE = 2_000
_LENGTH_MAY_BE_OFF = 1e-3
"""Every vector has length 1 when it is written; float32 keeps that to 1e-7. A flipped bit that moves it by less than
this moves no cosine by more."""
_SEARCHES = 64
_NEIGHBOURS = 10
_LEAST_COSINE = 0.999


def probe(folder: Path, collection: str) -> str:
    """What is wrong with a collection of this folder, which no process may have open; empty when nothing is."""
    command = [sys.executable, "-P", "-m", __name__, str(folder), collection]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=_LONGEST_S)
    except subprocess.TimeoutExpired:
        return "it cannot be read to its end"
    if done.returncode < 0:
        return f"reading it ends the process that does (signal {-done.returncode})"
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return f"it cannot be read ({last[:200]})"
    return done.stdout.strip()


def _look(folder: Path, name: str) -> str:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    return look_over(client.get_collection(name, embedding_function=None))


def look_over(collection: Collection) -> str:
    """What is wrong with the vectors of a collection: lengths, and whether a sample of them is found."""
    import numpy as np

    ids = sorted(collection.get(include=[])["ids"])
    sampled = set(Random(len(ids)).sample(ids, min(_SEARCHES, len(ids))))
    for at in range(0, len(ids), _READ_AT_ONCE):
        rows = collection.get(ids=ids[at : at + _READ_AT_ONCE], include=["embeddings"])
        vectors = np.asarray(rows["embeddings"], np.float32)
        lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
        wrong = ~(np.abs(lengths - 1) < _LENGTH_MAY_BE_OFF)  # also where it is not a number
        if wrong.any():
            return f"{wrong.sum()} vectors are not of length 1"
        for chunk_id, vector in zip(rows["ids"], vectors, strict=True):
            if chunk_id in sampled:
                found = collection.query(query_embeddings=[vector], n_results=min(_NEIGHBOURS, len(ids)))
                distances = (found["distances"] or [[]])[0]
                if not distances or 1 - distances[0] < _LEAST_COSINE:
                    return f"a search for the vector of chunk {chunk_id} does not find it"
    return ""


if __name__ == "__main__":
    sys.stdout.write(_look(Path(sys.argv[1]), sys.argv[2]))
