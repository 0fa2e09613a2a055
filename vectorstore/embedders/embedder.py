"""What an embedding model must tell beyond LangChain's `Embeddings`."""

from __future__ import annotations

from abc import abstractmethod

from langchain_core.embeddings import Embeddings


class Embedder(Embeddings):
    """An embedding model whose vectors have unit length, so that a dot product is a cosine.

    `embed_documents` returns (n_texts, dimension), `embed_query` (dimension,), as lists of floats.
    """

    is_multilingual: bool = False
    """Whether it brings texts that say the same in two languages near each other."""

    @property
    def texts_at_once(self) -> int:
        """How many texts `embed_archive` is best given at a time."""
        return 64

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Tells vectors of this model from any other's; equal fingerprints may share a collection."""

    def embed_archive(self, texts: list[str]) -> list[list[float]]:
        """`embed_documents` for one batch of very many, whose model may take a while to set up."""
        return self.embed_documents(texts)

    @abstractmethod
    def speaks(self, language: str) -> bool:
        """Whether similarities mean something for texts in this language (ISO 639-1)."""
