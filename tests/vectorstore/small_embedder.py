"""An embedder that needs no model: for what the vector index promises whatever the model is."""

from __future__ import annotations

import os
import signal
import zlib

from clippings.vectorstore.embedders.embedder import Embedder


class WordHashes(Embedder):
    """Texts that share words are near each other. It can end its own process at a given text, as a power cut would."""

    def __init__(self, name: str = "word-hashes", killed_at_text: int | None = None) -> None:
        self._name = name
        self._left = killed_at_text

    @property
    def fingerprint(self) -> str:
        return self._name

    def speaks(self, language: str) -> bool:
        return True

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self._left is not None:
            self._left -= len(texts)
            if self._left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.01] * 16
        for word in text.lower().split():
            vector[zlib.crc32(word.encode()) % 16] += 1.0
        length = sum(value * value for value in vector) ** 0.5
        return [value / length for value in vector]
