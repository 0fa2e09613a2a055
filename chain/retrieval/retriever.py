"""The passages of the archive that bear on a question: both indexes, fused, within the question's limits."""

from __future__ import annotations

import contextvars
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from clippings.chain.crosslingual.language_shift import AcrossLanguages
from clippings.chain.messages import message
from clippings.chain.ranking.features import ChunkCandidate, RankingFeatures
from clippings.chain.ranking.interleaving import chosen_across
from clippings.chain.ranking.ranker import chance, scores, worth_reading
from clippings.chain.ranking.reranker import Reranker
from clippings.chain.retrieval.filters import is_of_its_time_and_source, is_within, with_phrases
from clippings.chain.retrieval.vector_search import Nearest, nearest
from clippings.chain.temporal.focus import focus_of
from clippings.core.errors import (
    EmbedderMismatch,
    EmbedderUnavailable,
    IndexDamaged,
    VectorsOwnedElsewhere,
    VectorsUnavailable,
)
from clippings.core.languages import of_question
from clippings.core.time_window import iso
from clippings.core.types import Chunk, Passage, Question
from clippings.vectorstore.archive import Archive

_BY_WORDS, _RECENT = 50, 20
"""How many chunks are looked at beside the nearest by meaning: the best by words, and the best by words near the time
that the question is about. Twice as many find no more (docs/decisions/022)."""

_RECENTLY = timedelta(days=21)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Passages best first, and what the reader should know about how they were found."""

    passages: list[Passage]
    notes: tuple[str, ...] = ()
    candidates: tuple[ChunkCandidate, ...] = ()
    """All that lay within the time and the sources asked for, whatever phrases were."""


class HybridRetriever(BaseRetriever):
    """LangChain's retriever over an archive; `retrieve` is the same with the types of this project.

    Args:
        archive: An open archive.
        k: How many passages at most.
        since, until, as_of, sources: Limits that `invoke` applies; `retrieve` takes them from its question.
        reranker: Orders the best passages again, when there is one.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    k: int = 10
    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    sources: tuple[str, ...] = ()
    reranker: Reranker | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        question = Question(query, datetime.now(UTC), self.since, self.until, self.sources, self.as_of)
        return [_document(passage) for passage in self.retrieve(question).passages]

    def retrieve(self, question: Question, k: int | None = None, known: Retrieved | None = None) -> Retrieved:
        """The best passages for a question, one for each story told in the same words.

        Args:
            question: What is asked, within which limits.
            k: How many passages at most.
            known: What was retrieved for the same question with other phrases; the indexes are not searched again.

        Raises:
            IndexDamaged: The lexical index cannot be read. Trouble with vectors is a note, not an error: the answer is
                then found by words alone.
        """
        wanted = k or self.k
        found, notes = (known.candidates, known.notes) if known else self._within_limits(question)
        candidates = with_phrases(found, question)
        has_cosine = any(one.cosine is not None for one in candidates)
        seen = RankingFeatures(question.text, candidates, focus_of(question), self.archive.lexical.rarity)
        windows, rows = seen.of_windows(worth_reading(seen, has_cosine, wanted))
        chosen = chosen_across(question.text, windows, scores(rows, has_cosine), wanted)
        passages = [
            Passage(
                one.candidate.chunk,
                rank,
                chance(score, has_cosine),
                one.candidate.bm25,
                one.candidate.cosine,
                chance=chance(score, has_cosine),
                window=(one.window.span.start, one.window.span.end),
            )
            for rank, (one, score) in enumerate(chosen, start=1)
        ]
        passages = self._with_other_tellings(passages, question)
        if self.reranker is not None:
            passages = self.reranker.rerank(question.text, passages)
        return Retrieved(passages, notes, found)

    def candidates(self, question: Question) -> tuple[list[ChunkCandidate], tuple[str, ...]]:
        """The chunks that either index finds within the question's limits, and notes for the reader."""
        found, notes = self._within_limits(question)
        return with_phrases(found, question), notes

    def _within_limits(self, question: Question) -> tuple[tuple[ChunkCandidate, ...], tuple[str, ...]]:
        self.archive.lexical.follow()
        beside = ThreadPoolExecutor(1)  # both work outside Python: there the model and Chroma, here tantivy
        try:
            near = beside.submit(contextvars.copy_context().run, nearest, self.archive, question)
            bm25 = dict(self._search_words(question, question.searched_window.since, _BY_WORDS))
            if question.since is None and question.until is None:
                bm25.update(self._search_words(question, _shortly_before(focus_of(question).start), _RECENT))
        finally:
            beside.shutdown(wait=False)  # an error is told at once
        cosines, across, notes = self._cosines(near, list(bm25), of_question(question.text))
        chunks = self.archive.chunks(list(dict.fromkeys([*bm25, *cosines])))
        return tuple(
            _candidate(chunk, bm25.get(chunk_id), cosines.get(chunk_id), across)
            for chunk_id, chunk in chunks.items()
            if is_of_its_time_and_source(chunk.article, question)  # the catalogue has the last word
        ), notes

    def _cosines(
        self, near: Future[tuple[Nearest | None, tuple[str, ...]]], found: list[int], language: str
    ) -> tuple[dict[int, float], AcrossLanguages | None, tuple[str, ...]]:
        """Cosines of the nearest chunks and of those found by words, and the question among other languages, if there
        are any; or none, and the reason why."""
        try:
            known, notes = near.result()
            if known is None:
                return {}, None, notes
            return known.cosines(self.archive, found), known.across, notes
        except VectorsOwnedElsewhere:
            return {}, None, (message("vectors_in_use", language),)
        except (EmbedderMismatch, EmbedderUnavailable, IndexDamaged, VectorsUnavailable) as error:
            return {}, None, (message("vectors_unusable", language, reason=error),)

    def _search_words(self, question: Question, since: datetime | None, k: int) -> list[tuple[int, float]]:
        return self.archive.lexical.search(
            question.text,
            k,
            since,
            question.searched_window.until,
            question.sources,
            self.archive.catalogue.article_ids_by(question.authors) if question.authors else None,
            question.languages,
        )

    def _with_other_tellings(self, passages: list[Passage], question: Question) -> list[Passage]:
        """The same passages, each with where else its story was told within the question's limits."""
        shown = {passage.article.id for passage in passages}
        tellings = self.archive.catalogue.stories(sorted({passage.article.story for passage in passages}), shown)
        return [
            replace(
                passage,
                also_in=tuple(
                    article for article in tellings.get(passage.article.story, []) if is_within(article, question)
                ),
            )
            for passage in passages
        ]


def _candidate(
    chunk: Chunk, bm25: float | None, cosine: float | None, across: AcrossLanguages | None
) -> ChunkCandidate:
    return ChunkCandidate(chunk, bm25, cosine, across.closeness(chunk.article.language, cosine) if across else None)


def _shortly_before(moment: datetime) -> datetime:
    return max(moment, _EARLIEST + _RECENTLY) - _RECENTLY


def _document(passage: Passage) -> Document:
    article = passage.article
    return Document(
        id=f"{passage.chunk.id}:{passage.start}",
        page_content=passage.text,
        metadata={
            "url": article.url,
            "title": article.title,
            "source": article.source,
            "published_at": iso(article.published_at),
            "start": passage.start,
            "end": passage.end,
            "score": passage.score,
        },
    )
