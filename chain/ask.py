"""The chain: a question in, an answer with verified citations out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from clippings.chain import confidence, evidence, extractive
from clippings.chain.citation_check import still_true, verified
from clippings.chain.find import find
from clippings.chain.machine_directions import directs_a_machine
from clippings.chain.phrases import does_not_say
from clippings.chain.reranker import Reranker
from clippings.chain.retriever import HybridRetriever
from clippings.chain.writer import Shown, Writer
from clippings.core.errors import ChatModelUnavailable
from clippings.core.types import Answer, Citation, Passage, Question
from clippings.vectorstore.archive import Archive

_NEAREST = 3
EXTRACTIVE = "extractive"


class Asker:
    """Answers questions from one archive.

    Args:
        archive: An open archive.
        writer: Words the answers; they are quotes alone without one.
        reranker: Orders the passages again, when there is one.
    """

    def __init__(self, archive: Archive, writer: Writer | None = None, reranker: Reranker | None = None) -> None:
        self.archive = archive
        self.retriever = HybridRetriever(archive=archive, reranker=reranker)
        self._writer = writer

    def warm_up(self) -> None:
        """Take in what is new, and load what the first question would otherwise wait for: model and indexes."""
        self.archive.catch_up_if_quick()
        self.retriever.retrieve(Question("What happened?", datetime.now(UTC)), k=1)

    def ask(self, question: Question, shown: Shown | None = None) -> Answer:
        """Answer one question.

        Everything quoted is `Article.text[start:end]` of an article in the catalogue, read again before it is shown.

        Args:
            question: What is asked, within which limits.
            shown: Listens while the answer is written.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        started = time.perf_counter()
        retrieved = find(self.retriever, question)
        searched = retrieved.question
        retrieved_at = time.perf_counter()

        found = [
            one
            for one in evidence.select(self.archive, searched.text, retrieved.passages)
            if not directs_a_machine(one.quote)
        ]
        likely = confidence.confidence(found)
        mode, notes = EXTRACTIVE, list(retrieved.notes)
        text, citations = "", list[Citation]()
        if likely >= confidence.THRESHOLD:
            if self._writer is not None:
                try:
                    text, citations, told = self._writer.write(question, still_true(self.archive, found), shown)
                    mode = self._writer.mode
                    notes.extend(told)
                except ChatModelUnavailable as error:
                    notes.append(f"In quotes only: {error.what}")
            if not citations:
                mode = EXTRACTIVE
                citations = extractive.cite(extractive.choose(found))
                text = extractive.text_of(citations)
            if len(kept := verified(self.archive, citations)) < len(citations):
                # The catalogue changed under the answer: what can still be proved is quoted.
                mode = EXTRACTIVE
                citations = [_renumbered(citation, number) for number, citation in enumerate(kept, start=1)]
                text = extractive.text_of(citations)
        language = retrieved.understood.language
        abstained = not citations
        if abstained and not self.archive.embedder.speaks(language):
            notes.append("Searched by words alone: the embedding model does not know this language.")
        if shown is not None and not abstained:
            shown(text)
        ended = time.perf_counter()
        return Answer(
            question=replace(searched, text=question.text),
            text=does_not_say(language) if abstained else text,
            citations=tuple(citations),
            abstained=abstained,
            mode=mode,
            confidence=round(likely, 4),
            language=language,
            understood=retrieved.understood,
            notes=tuple(notes),
            nearest=_one_an_article(retrieved.passages)[:_NEAREST] if abstained else (),
            timings_ms={
                "retrieve": _ms(retrieved_at - started),
                "answer": _ms(ended - retrieved_at),
                "total": _ms(ended - started),
            },
        )


def _one_an_article(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The best passage of each article, best first."""
    best: dict[int, Passage] = {}
    for passage in passages:
        best.setdefault(passage.article.id, passage)
    return tuple(best.values())


def _renumbered(citation: Citation, number: int) -> Citation:
    return Citation(number, citation.passage, citation.quote, citation.start, citation.end)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
