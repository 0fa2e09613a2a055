"""The passages of the archive that bear on a question: both indexes, fused, within the question's limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from clippings.chain.fusion import LEXICAL_WEIGHT, VECTOR_WEIGHT, convex_combination, scaled_bm25
from clippings.chain.quoted_phrases import says
from clippings.chain.reranker import Reranker
from clippings.core.errors import EmbedderMismatch, EmbedderUnavailable, IndexDamaged, VectorsOwnedElsewhere
from clippings.core.languages import of_question
from clippings.core.time_window import iso
from clippings.core.types import Article, Chunk, Passage, Question
from clippings.vectorstore.archive import Archive

_CANDIDATES = 50
_MOST_CANDIDATES = 800
"""Where filters thin out the nearest vectors, ever more are asked for, up to this many. Chroma's own `where` costs more
(docs/decisions/005)."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Passages best first, and what the reader should know about how they were found."""

    passages: list[Passage]
    notes: tuple[str, ...] = ()


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

    def retrieve(self, question: Question, k: int | None = None) -> Retrieved:
        """The best passages for a question, one for each story told in the same words.

        Raises:
            IndexDamaged: The lexical index cannot be read. Trouble with vectors is a note, not an error: the answer is
                then found by words alone.
        """
        wanted = k or self.k
        lexical = self.archive.search_lexical(
            question.text, max(_CANDIDATES, wanted), question.since, question.newest_allowed, question.sources
        )
        vectors, notes = self._search_vectors(question, max(_CANDIDATES, wanted))
        fused = convex_combination(
            {
                "lexical": scaled_bm25(lexical, self.archive.lexical.question_rarity(question.text)),
                "vectors": vectors,
            },
            {"lexical": LEXICAL_WEIGHT, "vectors": VECTOR_WEIGHT},
        )
        chunks = self.archive.chunks([chunk_id for chunk_id, _ in fused])
        kept = [
            (chunks[chunk_id], score)
            for chunk_id, score in fused
            if chunk_id in chunks and is_within(chunks[chunk_id].article, question)  # the catalogue has the last word
        ]
        passages = self._with_other_tellings(_passages(kept, dict(lexical), dict(vectors), wanted), question)
        if self.reranker is not None:
            passages = self.reranker.rerank(question.text, passages)
        return Retrieved(passages, notes)

    def _search_vectors(self, question: Question, k: int) -> tuple[list[tuple[int, float]], tuple[str, ...]]:
        """The nearest chunks within the question's limits, or none and the reason why."""
        recorded = self.archive.vectors.recorded()
        if recorded is None:
            return [], ("Found by words alone: nothing is embedded yet (clippings ingest does that).",)
        behind = self.archive.catalogue.chunks_after(recorded.change)
        notes = (f"Found by words alone among the {behind} newest chunks: they are still to be embedded.",)
        try:
            if not self.archive.embedder.speaks(of_question(question.text)):
                return [], ()
            asked = k
            while True:
                nearest = self.archive.search_vectors(question.text, asked)
                chunks = self.archive.chunks([chunk_id for chunk_id, _ in nearest])
                kept = [
                    (chunk_id, similarity)
                    for chunk_id, similarity in nearest
                    if chunk_id in chunks and is_within(chunks[chunk_id].article, question)
                ]
                if len(kept) >= k or len(nearest) < asked or asked >= _MOST_CANDIDATES:
                    return kept[:k], notes if behind else ()
                asked = min(asked * 4, _MOST_CANDIDATES)
        except VectorsOwnedElsewhere:
            return [], ("Found by words alone: another process is using the vector index.",)
        except (EmbedderMismatch, EmbedderUnavailable, IndexDamaged) as error:
            return [], (f"Found by words alone. {error}",)

    def _with_other_tellings(self, passages: list[Passage], question: Question) -> list[Passage]:
        """The same passages, each with where else its story was told within the question's limits."""
        tellings = self.archive.catalogue.stories(sorted({_story(passage.article) for passage in passages}))
        return [
            replace(
                passage,
                also_in=tuple(
                    article
                    for article in tellings.get(_story(passage.article), [])
                    if article.id != passage.article.id and is_within(article, question)
                ),
            )
            for passage in passages
        ]


def is_within(article: Article, question: Question) -> bool:
    """Whether an article lies within the question's limits; an undated one lies outside any time window."""
    if question.sources and article.source not in question.sources:
        return False
    if not all(says(f"{article.title}\n{article.text}", phrase) for phrase in question.phrases):
        return False
    newest = question.newest_allowed
    if question.since is None and newest is None:
        return True
    moment = article.published_at
    if moment is None:
        return False
    return (question.since is None or moment >= question.since) and (newest is None or moment <= newest)


def _story(article: Article) -> int:
    return article.story_id or article.id


def _passages(
    kept: list[tuple[Chunk, float]],
    lexical: Mapping[int, float],
    vectors: Mapping[int, float],
    wanted: int,
) -> list[Passage]:
    """The first `wanted` passages, each story told by the article that came first in the ranking."""
    teller: dict[int, Article] = {}
    passages: list[Passage] = []
    for chunk, score in kept:
        story = _story(chunk.article)
        told_by = teller.setdefault(story, chunk.article)
        if told_by.id != chunk.article.id:
            continue
        passages.append(Passage(chunk, len(passages) + 1, score, lexical.get(chunk.id), vectors.get(chunk.id)))
        if len(passages) == wanted:
            break
    return passages


def _document(passage: Passage) -> Document:
    article = passage.article
    return Document(
        id=str(passage.chunk.id),
        page_content=passage.text,
        metadata={
            "url": article.url,
            "title": article.title,
            "source": article.source,
            "published_at": iso(article.published_at),
            "start": passage.chunk.start,
            "end": passage.chunk.end,
            "score": passage.score,
        },
    )
