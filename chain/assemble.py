"""An asker with the models that the settings name."""

from __future__ import annotations

from clippings.chain.generation.writer import AnswerWriter
from clippings.chain.pipeline import Asker
from clippings.chain.ranking.reranker import Reranker
from clippings.chain.verification.similarity import SimilarMeaning
from clippings.chain.verification.verifier import Meaning
from clippings.vectorstore.archive import Archive


def make_asker(archive: Archive) -> Asker:
    """Put the chain together for an archive: with its chat model and its reranker, where the settings name them.

    Raises:
        ChatModelUnavailable: The chat model cannot be set up.
        EmbedderUnavailable: The reranker or the entailment model cannot be loaded.
    """
    settings = archive.settings
    writer: AnswerWriter | None = None
    if settings.chat_model:
        from clippings.chain.generation.chat_writer import ChatWriter

        writer = ChatWriter(settings, _meanings(archive))
    return Asker(archive, writer, Reranker(settings.reranker_model) if settings.reranker_model else None)


def _meanings(archive: Archive) -> list[Meaning]:
    """What must agree, besides the words, before a sentence of the chat model is shown."""
    meanings: list[Meaning] = [SimilarMeaning(archive.embedder)]
    if archive.settings.nli_model:
        from clippings.chain.verification.nli import EntailmentModel

        meanings.append(EntailmentModel(archive.settings.nli_model))
    return meanings
