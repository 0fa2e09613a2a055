"""What others retrieve by default, over the same articles, in the same process, with the same embedding weights.

Each is built as its own documentation begins: LangChain's splitter (1000/200) into Chroma; the same beside BM25 in an
`EnsembleRetriever`; LlamaIndex's `VectorStoreIndex`. Days are limited by their own metadata filters where they have
any: an article later than the question is seen by nobody. All embed with this project's engine for all-MiniLM-L6-v2,
which stands in for `HuggingFaceEmbeddings` of the same weights (mean cosine 0.992; docs/decisions/004): three times as
quick and more, so that a run takes hours less. Their ingest times are better for it than they would be at home
(`make bench-ingest` measures them at home).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings
from langchain_core.utils.iter import batch_iterate

from clippings.core.errors import ClippingsError, WrongUsage
from clippings.core.types import Article, Question
from clippings.evaluation.choices import ChoiceEvidence
from clippings.vectorstore.embedders.embedder import Embedder

LANGCHAIN, ENSEMBLE, LLAMA_INDEX = "LangChain, vectors", "LangChain, ensemble", "LlamaIndex"
NAMES = (LANGCHAIN, ENSEMBLE, LLAMA_INDEX)
_K = 20
"""Passages of about 1,000 characters: more than the 8,000 that hit@10 looks at."""

_AT_ONCE = 256
_ARTICLES_AT_ONCE = 64
_CANDIDATES = 400
"""BM25 of `rank_bm25` knows no filter: so many are asked for, and later articles left out."""


Articles = Callable[[], Iterable[Article]]
Said = Callable[[str], None]


class PeersMissing(ClippingsError):
    """The packages of the peers are not installed."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A retriever that has all articles."""

    search: Callable[[Question, int], list[tuple[str, str]]]
    """Headline and text of so many passages at most, best first."""
    ingest_s: float
    """What it took from the articles to this, in this run or when the vectors were made."""

    def texts(self, question: Question) -> list[str]:
        return [text for _, text in self.search(question, _K)]

    def evidence(self, question: Question, k: int) -> list[ChoiceEvidence]:
        """What its passages say for a choice: as their scores are no chances, the first counts as an even one (odds of
        1), the second for half of it, and so on."""
        found = self.search(question, min(k, _K))
        return [ChoiceEvidence(title, text, text, 1.0 / (rank + 1)) for rank, (title, text) in enumerate(found, 1)]


class _InBulk(Embeddings):
    """The embedder with the engine that this project takes for archives."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed_archive(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embedder.embed_query(text)


@contextmanager
def _their_packages() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise PeersMissing(
            f"The peers are not installed ({error.name} is missing).", "Install them: pip install 'clippings[peers]'"
        ) from error


def resident_mb() -> float:
    """What this process holds in memory now, in megabytes.

    Raises:
        PeersMissing: `clippings[peers]` is not installed.
    """
    with _their_packages():
        import psutil

        return float(psutil.Process().memory_info().rss) / 1e6


def build(name: str, articles: Articles, embedder: Embedder, folder: Path, said: Said) -> Peer:
    """A peer's retriever, ready to search; its vectors are kept in the folder for the next run.

    Args:
        name: One of `NAMES`.
        articles: All articles of the archive, each time it is called.
        embedder: Embeds for all of them.
        folder: Where vectors are kept.
        said: Is told what takes long.

    Raises:
        PeersMissing: `clippings[peers]` is not installed.
        WrongUsage: There is no such peer.
    """
    makers = {LANGCHAIN: _langchain, ENSEMBLE: _ensemble, LLAMA_INDEX: _llama_index}
    if name not in makers:
        raise WrongUsage(f"There is no peer {name!r}.", f"There are: {', '.join(NAMES)}.")
    with _their_packages():
        return makers[name](articles, _InBulk(embedder), folder, said)


def _langchain(articles: Articles, embedder: Embeddings, folder: Path, said: Said) -> Peer:
    store, ingest_s = _langchain_store(articles, embedder, folder / "langchain", said)

    def search(question: Question, k: int) -> list[tuple[str, str]]:
        limit = {"published": {"$lte": _seconds(question)}}
        return _of_documents(store.similarity_search(question.text, k=k, filter=limit))

    return Peer(search, ingest_s)


def _ensemble(articles: Articles, embedder: Embeddings, folder: Path, said: Said) -> Peer:
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.runnables import RunnableLambda

    store, ingest_s = _langchain_store(articles, embedder, folder / "langchain", said)
    said(f"{ENSEMBLE}: building BM25 in memory")
    started = time.monotonic()
    words = BM25Retriever.from_documents(list(_langchain_documents(articles())), k=_CANDIDATES)
    ingest_s += time.monotonic() - started

    def search(question: Question, k: int) -> list[tuple[str, str]]:
        newest = _seconds(question)

        def not_later(text: str) -> list[Any]:
            return [one for one in words.invoke(text) if one.metadata["published"] <= newest][:k]

        by_words: Any = RunnableLambda(not_later)
        by_vectors = store.as_retriever(search_kwargs={"k": k, "filter": {"published": {"$lte": newest}}})
        both = EnsembleRetriever(retrievers=[by_words, by_vectors], weights=[0.5, 0.5])
        return _of_documents(both.invoke(question.text))

    return Peer(search, ingest_s)


def _of_documents(documents: Sequence[Any]) -> list[tuple[str, str]]:
    return [(one.metadata["title"], one.page_content) for one in documents]


def _llama_index(articles: Articles, embedder: Embeddings, folder: Path, said: Said) -> Peer:
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
    from llama_index.vector_stores.chroma import ChromaVectorStore

    class SameEmbedding(BaseEmbedding):  # type: ignore[misc]
        def _get_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_query(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_query(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return embedder.embed_documents([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return embedder.embed_documents(texts)

    place = folder / "llama_index"
    client = chromadb.PersistentClient(str(place), ChromaSettings(anonymized_telemetry=False))
    model = SameEmbedding(embed_batch_size=_AT_ONCE)
    ingest_s = _whole_after(place)
    if ingest_s is None and any(one.name == "llama_index" for one in client.list_collections()):
        client.delete_collection("llama_index")  # of a run that was broken off
    store = ChromaVectorStore(chroma_collection=client.get_or_create_collection("llama_index"))
    if ingest_s is None:
        said(f"{LLAMA_INDEX}: embedding")
        started = time.monotonic()
        context = StorageContext.from_defaults(vector_store=store)
        index = VectorStoreIndex([], storage_context=context, embed_model=model)
        splitter = SentenceSplitter()
        for some in batch_iterate(_ARTICLES_AT_ONCE, articles()):
            documents = [Document(text=one.text, metadata=_metadata(one)) for one in some]
            index.insert_nodes(splitter.get_nodes_from_documents(documents))
        ingest_s = _mark_whole(place, time.monotonic() - started)
    index = VectorStoreIndex.from_vector_store(store, embed_model=model)

    def search(question: Question, k: int) -> list[tuple[str, str]]:
        limit = MetadataFilters(
            filters=[MetadataFilter(key="published", operator=FilterOperator.LTE, value=_seconds(question))]
        )
        found = index.as_retriever(similarity_top_k=k, filters=limit).retrieve(question.text)
        return [(str(one.node.metadata["title"]), str(one.node.get_content())) for one in found]

    return Peer(search, ingest_s)


def _langchain_store(articles: Articles, embedder: Embeddings, folder: Path, said: Said) -> tuple[Any, float]:
    """Its store with all chunks, and the seconds that it took to fill it."""
    from langchain_chroma import Chroma

    store = Chroma("langchain", embedding_function=embedder, persist_directory=str(folder))
    ingest_s = _whole_after(folder)
    if ingest_s is None:
        said(f"{LANGCHAIN}: embedding")
        started = time.monotonic()
        store.reset_collection()
        for some in batch_iterate(_AT_ONCE, _langchain_documents(articles())):
            store.add_documents(list(some))
        ingest_s = _mark_whole(folder, time.monotonic() - started)
    return store, ingest_s


def _langchain_documents(articles: Iterable[Article]) -> Iterator[Any]:
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    for article in articles:
        yield from splitter.split_documents([Document(article.text, metadata=_metadata(article))])


def _metadata(article: Article) -> dict[str, Any]:
    published = article.published_at
    return {"title": article.title, "published": int(published.timestamp()) if published else 0}


def _seconds(question: Question) -> int:
    newest = question.newest_allowed or question.asked_at
    return int(newest.timestamp())


def _whole_after(folder: Path) -> float | None:
    """The seconds that its vectors took; None while they are not all there."""
    try:
        return float(json.loads((folder / "whole.json").read_text("utf-8"))["seconds"])
    except FileNotFoundError:
        return None


def _mark_whole(folder: Path, seconds: float) -> float:
    (folder / "whole.json").write_text(json.dumps({"seconds": round(seconds, 1)}), "utf-8")
    return seconds
