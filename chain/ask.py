"""The chain: a question in, an answer with verified citations out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from clippings.chain import changes, confidence, evidence, extractive, follow_up, short_answer
from clippings.chain.asked_kind import asks_for_several
from clippings.chain.citation_check import still_true, verified
from clippings.chain.find import find
from clippings.chain.lead import lead
from clippings.chain.machine_directions import directs_a_machine
from clippings.chain.phrases import does_not_say
from clippings.chain.reranker import Reranker
from clippings.chain.retriever import HybridRetriever
from clippings.chain.short_answer import ShortAnswer
from clippings.chain.writer import Shown, Writer
from clippings.core.errors import ChatModelUnavailable
from clippings.core.types import Answer, Citation, Passage, Question
from clippings.vectorstore.archive import Archive

_NEAREST = 3
_PASSAGES = 24
"""Windows that are read for evidence: the answer often stands in one that is not among the first ten."""
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

    def ask(self, question: Question, shown: Shown | None = None, *, declines: bool = True) -> Answer:
        """Answer one question.

        Everything quoted is `Article.text[start:end]` of an article in the catalogue, read again before it is shown.

        Args:
            question: What is asked, within which limits.
            shown: Listens while the answer is written.
            declines: Whether a question that is unlikely to be answered is declined; benchmarks look at what would have
                been shown.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        started = time.perf_counter()
        followed = follow_up.resolved(question)
        retrieved = find(self.retriever, followed.question, _PASSAGES)
        searched = retrieved.question
        retrieved_at = time.perf_counter()

        found = [
            one
            for one in evidence.select(self.archive, searched.text, retrieved.passages)
            if not directs_a_machine(one.quote)
        ]
        located = short_answer.locate(searched.text, found)
        likely = confidence.confidence(searched, found, located)
        short = None if asks_for_several(searched.text) else located
        change = changes.change(searched.text, found)
        language = retrieved.understood.language
        mode, notes = EXTRACTIVE, list(retrieved.notes)
        text, citations, more = "", list[Citation](), list[Citation]()
        if found and (likely >= confidence.THRESHOLD or not declines):
            if self._writer is not None:
                try:
                    given = still_true(self.archive, found)
                    text, citations, told = self._writer.write(followed.question, given, shown)
                    mode = self._writer.mode
                    notes.extend(told)
                except ChatModelUnavailable as error:
                    notes.append(f"In quotes only: {error.what}")
            if not citations:
                mode = EXTRACTIVE
                first = lead(searched.text, found, short, change)
                quoted = extractive.choose(found, first, around=searched.around)
                citations = extractive.cite(quoted.shown)
                more = extractive.cite(quoted.more, len(citations) + 1)
                text = extractive.text_of(citations, language)
            more = verified(self.archive, more)
            if len(kept := verified(self.archive, citations)) < len(citations):
                # The catalogue changed under the answer: what can still be proved is quoted.
                mode = EXTRACTIVE
                citations = [_renumbered(citation, number) for number, citation in enumerate(kept, start=1)]
                text = extractive.text_of(citations, language)
        abstained = not citations
        if change and {change.earlier.passage.article.id, change.later.passage.article.id} & _quoted(citations):
            notes.append(change.told(language))
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
            understood=replace(retrieved.understood, carried=followed.carried),
            notes=tuple(notes),
            short_answer=_held(short, citations),
            more=() if abstained else tuple(more),
            nearest=_one_an_article(retrieved.passages)[:_NEAREST] if abstained else (),
            timings_ms={
                "retrieve": _ms(retrieved_at - started),
                "answer": _ms(ended - retrieved_at),
                "total": _ms(ended - started),
            },
        )


def _quoted(citations: Sequence[Citation]) -> set[int]:
    return {citation.passage.article.id for citation in citations}


def _held(located: ShortAnswer | None, citations: Sequence[Citation]) -> str | None:
    """The short answer, where one of the quotes shown holds it at its place."""
    if located is None:
        return None
    article = located.evidence.passage.article.id
    holds = any(
        one.passage.article.id == article and one.start <= located.start and located.end <= one.end for one in citations
    )
    return located.text if holds else None


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
