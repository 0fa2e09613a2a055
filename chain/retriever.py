"""The passages of the archive that bear on a question: both indexes, fused, within the question's limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from clippings.chain.across_languages import AcrossLanguages, across_languages, cosines_across
from clippings.chain.language_turns import chosen_across
from clippings.chain.quoted_phrases import says
from clippings.chain.ranker import chance, scores, worth_reading
from clippings.chain.ranking_features import Candidate, RankingFeatures
from clippings.chain.recency import focus_of
from clippings.chain.reranker import Reranker
from clippings.core.errors import (
    EmbedderMismatch,
    EmbedderUnavailable,
    IndexDamaged,
    VectorsOwnedElsewhere,
    VectorsUnavailable,
)
from clippings.core.languages import of_question
from clippings.core.time_window import iso
from clippings.core.types import Article, Chunk, Passage, Question
from clippings.vectorstore.archive import Archive

_BY_WORDS, _RECENT, _BY_MEANING = 50, 20, 20
"""How many chunks are looked at: the best by words, the best by words near the time that the question is about, and the
nearest by meaning. Twice as many find no more (docs/decisions/022)."""

_RECENTLY = timedelta(days=21)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_NEAREST_WITHIN_LIMITS = 200
"""With limits, this many of the nearest are asked for and those outside are left out: Chroma's own `where` costs 100 to
320 ms at 100,000 chunks (docs/decisions/024)."""

_NARROW = 1_000
"""A window of at most so many chunks is compared with the question in full."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Passages best first, and what the reader should know about how they were found."""

    passages: list[Passage]
    notes: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
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
        candidates = _with_phrases(found, question)
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
                window=(one.window.span.start, one.window.span.end),
            )
            for rank, (one, score) in enumerate(chosen, start=1)
        ]
        passages = self._with_other_tellings(passages, question)
        if self.reranker is not None:
            passages = self.reranker.rerank(question.text, passages)
        return Retrieved(passages, notes, found)

    def candidates(self, question: Question) -> tuple[list[Candidate], tuple[str, ...]]:
        """The chunks that either index finds within the question's limits, and notes for the reader."""
        found, notes = self._within_limits(question)
        return _with_phrases(found, question), notes

    def _within_limits(self, question: Question) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
        self.archive.lexical.follow()
        bm25 = dict(self._search_words(question, question.since, _BY_WORDS))
        if question.since is None and question.until is None:
            bm25.update(self._search_words(question, _shortly_before(focus_of(question).start), _RECENT))
        cosines, across, notes = self._search_vectors(question, list(bm25))
        chunks = self.archive.chunks(list(dict.fromkeys([*bm25, *cosines])))
        return tuple(
            _candidate(chunk, bm25.get(chunk_id), cosines.get(chunk_id), across)
            for chunk_id, chunk in chunks.items()
            if _lies_within(
                chunk.article.published_at, chunk.article.source, question
            )  # the catalogue has the last word
        ), notes

    def _search_words(self, question: Question, since: datetime | None, k: int) -> list[tuple[int, float]]:
        return self.archive.lexical.search(question.text, k, since, question.newest_allowed, question.sources)

    def _search_vectors(
        self, question: Question, found: list[int]
    ) -> tuple[dict[int, float], AcrossLanguages | None, tuple[str, ...]]:
        """Cosines of the chunks found by words and of the nearest chunks within the question's limits, and the question
        among other languages, if there are any; or none, and the reason why."""
        try:
            recorded = self.archive.vectors.recorded()
            if recorded is None:
                return {}, None, ("Found by words alone: nothing is embedded yet (clippings ingest does that).",)
            behind = self.archive.catalogue.chunks_after(recorded.change)
            notes = (f"Found by words alone among the {behind} newest chunks: they are still to be embedded.",)
            if not self.archive.embedder.speaks(of_question(question.text)):
                return {}, None, ()
            vector = self.archive.embed_question(question.text)
            across = across_languages(self.archive, vector, of_question(question.text))
            inside = self._narrow_window(question)
            if across is None:
                nearest = self._nearest_within_limits(vector, question, inside)
                cosines = dict(nearest) | self.archive.vectors.similarities(vector, found)
            else:
                apart = None if inside is None else across.apart(self.archive.catalogue.languages_of(inside))
                cosines = cosines_across(
                    self.archive,
                    across,
                    lambda language, moved: self._nearest_within_limits(
                        moved, question, None if apart is None else apart.get(language, [])
                    ),
                    found,
                )
            return cosines, across, notes if behind else ()
        except VectorsOwnedElsewhere:
            return {}, None, ("Found by words alone: another process is using the vector index.",)
        except (EmbedderMismatch, EmbedderUnavailable, IndexDamaged, VectorsUnavailable) as error:
            return {}, None, (f"Found by words alone. {error}",)

    def _narrow_window(self, question: Question) -> list[int] | None:
        """The chunks within a start or named sources, where they are few enough to be compared with the question in
        full; else None."""
        if question.since is None and not question.sources:
            return None
        limits = (question.since, question.newest_allowed, question.sources)
        inside = self.archive.catalogue.some_chunk_ids_within(*limits, most=_NARROW + 1)
        return inside if len(inside) <= _NARROW else None

    def _nearest_within_limits(
        self, vector: list[float], question: Question, inside: list[int] | None
    ) -> list[tuple[int, float]]:
        """The nearest chunks within the limits: of all in a narrow window, else those among the archive's nearest."""
        vectors, catalogue = self.archive.vectors, self.archive.catalogue
        if inside is not None:
            near = sorted(vectors.similarities(vector, inside).items(), key=lambda pair: -pair[1])
        elif not any((question.since, question.newest_allowed, question.sources)):
            return vectors.search(vector, _BY_MEANING)
        else:
            nearest = vectors.search(vector, _NEAREST_WITHIN_LIMITS)
            told = catalogue.published([chunk_id for chunk_id, _ in nearest])
            near = [pair for pair in nearest if pair[0] in told and _lies_within(*told[pair[0]], question)]
        return near[:_BY_MEANING]

    def _with_other_tellings(self, passages: list[Passage], question: Question) -> list[Passage]:
        """The same passages, each with where else its story was told within the question's limits."""
        shown = {passage.article.id for passage in passages}
        tellings = self.archive.catalogue.stories(sorted({_story(passage.article) for passage in passages}), shown)
        return [
            replace(
                passage,
                also_in=tuple(
                    article for article in tellings.get(_story(passage.article), []) if is_within(article, question)
                ),
            )
            for passage in passages
        ]


def is_within(article: Article, question: Question) -> bool:
    """Whether an article lies within the question's limits; an undated one lies outside any time window."""
    return _lies_within(article.published_at, article.source, question) and _says_all(article, question.phrases)


def _with_phrases(found: Sequence[Candidate], question: Question) -> list[Candidate]:
    """Those whose articles have the question's phrases; each article is read once."""
    if not question.phrases:
        return list(found)
    articles = {one.chunk.article.id: one.chunk.article for one in found}
    have = {article.id for article in articles.values() if _says_all(article, question.phrases)}
    return [one for one in found if one.chunk.article.id in have]


def _says_all(article: Article, phrases: Sequence[str]) -> bool:
    return all(says(f"{article.title}\n{article.text}", phrase) for phrase in phrases)


def _lies_within(moment: datetime | None, source: str, question: Question) -> bool:
    if question.sources and source not in question.sources:
        return False
    newest = question.newest_allowed
    if question.since is None and newest is None:
        return True
    if moment is None:
        return False
    return (question.since is None or moment >= question.since) and (newest is None or moment <= newest)


def _candidate(chunk: Chunk, bm25: float | None, cosine: float | None, across: AcrossLanguages | None) -> Candidate:
    return Candidate(chunk, bm25, cosine, across.closeness(chunk.article.language, cosine) if across else None)


def _shortly_before(moment: datetime) -> datetime:
    return max(moment, _EARLIEST + _RECENTLY) - _RECENTLY


def _story(article: Article) -> int:
    return article.story_id or article.id


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
