"""Texts to mean-pooled, normalised vectors, for any engine that runs a BERT-like network."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

MAX_TOKENS = 256
"""The length that the model was trained with; the rest of a longer text is not seen."""


class SentenceModel(ABC):
    """Tokenises all texts once and runs them in batches of like length, so that little is spent on padding."""

    batch = 16

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = tokenizer_of(tokenizer_file)

    @abstractmethod
    def hidden(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """The network's last layer: (n_texts, n_tokens) and the same to (n_texts, n_tokens, dimension)."""

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Embed texts; returns (n_texts, dimension), rows of unit length."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        tokens = [encoded.ids for encoded in self._tokenizer.encode_batch(texts)]
        by_length = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
        parts = [by_length[at : at + self.batch] for at in range(0, len(texts), self.batch)]
        vectors = np.concatenate([self._pooled([tokens[i] for i in part]) for part in parts])
        return vectors[np.argsort(by_length)]

    def _pooled(self, tokens: list[list[int]]) -> NDArray[np.float32]:
        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        weights = mask.astype(np.float32)[:, None, :]
        pooled = (weights @ self.hidden(ids, mask))[:, 0, :] / weights.sum(axis=2)
        normalised: NDArray[np.float32] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return normalised


def tokenizer_of(file: Path) -> Tokenizer:
    """A model's tokenizer: texts are cut at `MAX_TOKENS` and not padded."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(file))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer
