"""What others retrieve by default, over the same articles, in the same process, with the same embedding weights.

Each is built as its own documentation begins: LangChain's splitter (1000/200) into Chroma; the same beside BM25 in an
`EnsembleRetriever`; LlamaIndex's `VectorStoreIndex`. Days are limited by their own metadata filters where they have
any: an article later than the question is seen by nobody. All embed with this project's int8 form of all-MiniLM-L6-v2,
which stands in for `HuggingFaceEmbeddings` of the same weights (mean cosine 0.992; docs/decisions/004): three times as
quick, so that a run takes hours less.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clippings.core.errors import ClippingsError, WrongUsage
from clippings.core.types import Article, Question
from clippings.evaluation.realtimeqa_run import Searcher
from clippings.vectorstore.embedders.embedder import Embedder

LANGCHAIN, ENSEMBLE, LLAMA_INDEX = "LangChain, vectors", "LangChain, ensemble", "LlamaIndex"
NAMES = (LANGCHAIN, ENSEMBLE, LLAMA_INDEX)
_K = 20
"""Passages of about 1,000 characters: more than the 8,000 that hit@10 looks at."""

_AT_ONCE = 256
_CANDIDATES = 400
"""BM25 of `rank_bm25` knows no filter: so many are asked for, and later articles left out."""


class PeersMissing(ClippingsError):
    """The packages of the peers are not installed."""


@contextmanager
def _their_packages() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise PeersMissing(
            f"The peers are not installed ({error.name} is missing).", "Install them: pip install 'clippings[peers]'"
        ) from error


def build(
    name: str, articles: Callable[[], Iterable[Article]], embedder: Embedder, folder: Path, said: Callable[[str], None]
) -> Searcher:
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
        return makers[name](articles, embedder, folder, said)


def _langchain(
    articles: Callable[[], Iterable[Article]], embedder: Embedder, folder: Path, said: Callable[[str], None]
) -> Searcher:
    store = _langchain_store(articles, embedder, folder / "langchain", said)

    def search(question: Question) -> list[str]:
        limit = {"published": {"$lte": _seconds(question)}}
        return [one.page_content for one in store.similarity_search(question.text, k=_K, filter=limit)]

    return search


def _ensemble(
    articles: Callable[[], Iterable[Article]], embedder: Embedder, folder: Path, said: Callable[[str], None]
) -> Searcher:
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.runnables import RunnableLambda

    store = _langchain_store(articles, embedder, folder / "langchain", said)
    said(f"{ENSEMBLE}: building BM25 in memory")
    words = BM25Retriever.from_documents(list(_langchain_documents(articles())), k=_CANDIDATES)

    def search(question: Question) -> list[str]:
        newest = _seconds(question)

        def not_later(text: str) -> list[Any]:
            return [one for one in words.invoke(text) if one.metadata["published"] <= newest][:_K]

        by_words: Any = RunnableLambda(not_later)
        by_vectors = store.as_retriever(search_kwargs={"k": _K, "filter": {"published": {"$lte": newest}}})
        both = EnsembleRetriever(retrievers=[by_words, by_vectors], weights=[0.5, 0.5])
        return [one.page_content for one in both.invoke(question.text)]

    return search


def _llama_index(
    articles: Callable[[], Iterable[Article]], embedder: Embedder, folder: Path, said: Callable[[str], None]
) -> Searcher:
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
    collection = client.get_or_create_collection("llama_index")
    model = SameEmbedding(embed_batch_size=_AT_ONCE)
    store = ChromaVectorStore(chroma_collection=collection)
    if not _is_whole(place):
        said(f"{LLAMA_INDEX}: embedding")
        index = VectorStoreIndex(
            [], storage_context=StorageContext.from_defaults(vector_store=store), embed_model=model
        )
        splitter = SentenceSplitter()
        for article in articles():
            document = Document(text=article.text, metadata={"title": article.title, "published": _published(article)})
            index.insert_nodes(splitter.get_nodes_from_documents([document]))
        _mark_whole(place)
    index = VectorStoreIndex.from_vector_store(store, embed_model=model)

    def search(question: Question) -> list[str]:
        limit = MetadataFilters(
            filters=[MetadataFilter(key="published", operator=FilterOperator.LTE, value=_seconds(question))]
        )
        found = index.as_retriever(similarity_top_k=_K, filters=limit).retrieve(question.text)
        return [str(one.node.get_content()) for one in found]

    return search


def _langchain_store(
    articles: Callable[[], Iterable[Article]], embedder: Embedder, folder: Path, said: Callable[[str], None]
) -> Any:
    from langchain_chroma import Chroma

    store = Chroma("langchain", embedding_function=embedder, persist_directory=str(folder))
    if not _is_whole(folder):
        said(f"{LANGCHAIN}: embedding")
        store.reset_collection()
        batch = []
        for document in _langchain_documents(articles()):
            batch.append(document)
            if len(batch) == _AT_ONCE:
                store.add_documents(batch)
                batch = []
        if batch:
            store.add_documents(batch)
        _mark_whole(folder)
    return store


def _langchain_documents(articles: Iterable[Article]) -> Iterator[Any]:
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    for article in articles:
        metadata = {"title": article.title, "published": _published(article)}
        yield from splitter.split_documents([Document(article.text, metadata=metadata)])


def _published(article: Article) -> int:
    return int(article.published_at.timestamp()) if article.published_at else 0


def _seconds(question: Question) -> int:
    newest = question.newest_allowed or question.asked_at
    return int(newest.timestamp())


def _is_whole(folder: Path) -> bool:
    return (folder / "whole.json").is_file()


def _mark_whole(folder: Path) -> None:
    (folder / "whole.json").write_text(json.dumps({"whole": True}), "utf-8")
