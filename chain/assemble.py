"""An asker with the models that the settings name."""

from __future__ import annotations

from clippings.chain.ask import Asker, Writer
from clippings.chain.reranker import Reranker
from clippings.vectorstore.archive import Archive


def make_asker(archive: Archive) -> Asker:
    """Put the chain together for an archive: with its chat model and its reranker, where the settings name them.

    Raises:
        ChatModelUnavailable: The chat model cannot be set up.
        EmbedderUnavailable: The reranker cannot be loaded.
    """
    settings = archive.settings
    writer: Writer | None = None
    if settings.chat_model:
        from clippings.chain.generative import ChatWriter

        writer = ChatWriter(settings)
    return Asker(archive, writer, Reranker(settings.reranker_model) if settings.reranker_model else None)
