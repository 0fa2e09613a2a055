"""The best passages in a better order, by a cross-encoder that reads question and passage together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clippings.core.errors import EmbedderUnavailable
from clippings.core.types import Passage


class Reranker:
    """A sentence-transformers `CrossEncoder`: a hub id or a local folder (`CLIPPINGS_RERANKER_MODEL`)."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(name)
        except Exception as error:  # hub, file and format errors of three libraries
            raise EmbedderUnavailable(
                f"The reranker {name!r} cannot be loaded ({str(error).splitlines()[0][:200]}).",
                "CLIPPINGS_RERANKER_MODEL takes a hub id or a local folder; unset it to do without.",
            ) from error

    def rerank(self, question: str, passages: list[Passage]) -> list[Passage]:
        """The same passages, best first, each with its new rank and the cross-encoder's score."""
        if not passages:
            return []
        pairs = [(question, f"{passage.article.title}\n{passage.text}") for passage in passages]
        scores = [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]
        ordered = sorted(zip(scores, passages, strict=True), key=lambda pair: (-pair[0], pair[1].rank))
        return [replace(passage, rank=rank, score=score) for rank, (score, passage) in enumerate(ordered, start=1)]
