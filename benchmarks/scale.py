"""How far does one machine reach?   python benchmarks/scale.py HOME QUESTIONS.jsonl [--chunks 1000000] [--report FILE]

HOME is an archive of real articles with vectors. Its articles are repeated until there are enough chunks, each time
earlier by a quarter of a year and with every eighth longer word exchanged for another of its length, so that each one
has words and rarities of its own. Vectors are real ones of HOME with noise: as crowded as real ones, though not of the
text that they stand for, so nothing is said about the quality of what is found. They go in as in any ingest, by the
follower. The archive is kept in `--cache`; a run that is broken off goes on where it stopped.

The searches run in a process of their own: from its start to its first answer, its resident memory, and its times.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count, groupby
from pathlib import Path

import numpy as np
import search_latency
from numpy.typing import NDArray
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from clippings.chain.assemble import make_asker
from clippings.core.sentences import Span
from clippings.core.settings import Settings
from clippings.core.types import Article, Chunk
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.new_article import NewArticle
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.embedders.onnx_export import FINGERPRINT
from clippings.vectorstore.vectors.index import VectorIndex

_ARTICLES_AT_ONCE = 500
_VECTORS_READ = 20_000
_NOISE = 0.35
"""Length of the noise beside a real vector of length 1: a neighbour at a cosine of 0.94, as of chunks of one story."""

_EARLIER = timedelta(days=91)
_LONG_WORD = re.compile(r"\b[a-z]{5,12}\b")
_EXCHANGED = 8
_ASKED = {"p95_wall_ms": 120.0, "memory_gb": 4.0, "first_answer_s": 15.0, "lexical_chunks_s": 10_000.0}


class NoisyVectors(Embedder):
    """Real vectors with noise, in place of a model that would take hours."""

    fingerprint = FINGERPRINT

    def __init__(self, real: NDArray[np.float32]) -> None:
        self._real = real  # (n_vectors, dimension)
        self._random = np.random.default_rng(7)

    def speaks(self, language: str) -> bool:
        return language == "en"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        chosen = self._real[self._random.integers(len(self._real), size=len(texts))]
        noise = self._random.standard_normal(chosen.shape, dtype=np.float32)
        found = chosen + _NOISE / np.sqrt(chosen.shape[1], dtype=np.float32) * noise
        return (found / np.linalg.norm(found, axis=1, keepdims=True)).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--chunks", type=int, default=1_000_000)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/clippings-scale"), help="where the archive is kept")
    parser.add_argument("--limit", type=int, default=200, help="so many questions")
    parser.add_argument("--report", type=Path, help="write the figures as Markdown here")
    parser.add_argument("--search-since", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.search_since:
        print(json.dumps(searched(options.home, options.questions, options.limit, options.search_since)))
        return
    home = options.cache / f"{options.chunks}"
    home.mkdir(parents=True, exist_ok=True)
    built = build(home, options.home, options.chunks)
    arguments = [sys.executable, __file__, home, options.questions, "--limit", str(options.limit)]
    command = [*arguments, "--search-since", str(time.time())]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    page = report(built | told)
    print(page)
    if options.report:
        options.report.write_text(page, "utf-8")


def build(home: Path, real_home: Path, chunks: int) -> dict[str, float]:
    """Make the archive, as far as it is not made yet; returns how quickly its parts went in, where they did."""
    measured: dict[str, float] = {}
    models = home / "models"
    if not models.exists():
        models.symlink_to((real_home / "models").absolute())
    with Archive(Settings(home=home)) as archive, Archive(Settings(home=real_home)) as real:
        _, have = archive.catalogue.counts()
        if have < chunks:
            with _bar("articles", chunks, have) as advance:
                _repeat(real, archive, chunks, have, advance)
        _, have = archive.catalogue.counts()
        with _bar("words", have) as advance:
            started = time.perf_counter()
            archive.lexical.rebuild(advance)
            measured["lexical_chunks_s"] = have / (time.perf_counter() - started)
        pending = archive.pending_chunks()
        if pending:
            noisy = NoisyVectors(_real_vectors(real))
            vectors = VectorIndex(home / "vectors", archive.catalogue, lambda: noisy)
            with _bar("vectors", have, have - pending) as advance:
                started = time.perf_counter()
                vectors.follow(advance)
                measured["vectors_s"] = pending / (time.perf_counter() - started)
            vectors.close()
    return measured


def _repeat(real: Archive, archive: Archive, chunks: int, have: int, advance: Callable[[int], None]) -> None:
    """Write articles until there are enough chunks; those of an earlier run, `have` chunks of them, are skipped."""
    last = real.catalogue.last_change()
    changed = [article_id for _, article_id in real.catalogue.changed_articles(0, last)]
    words = _words_by_length(real.catalogue.articles(changed[:_ARTICLES_AT_ONCE]))
    seen = 0
    for repetition in count():
        for at in range(0, len(changed), _ARTICLES_AT_ONCE):
            live, _ = real.catalogue.chunks_of(changed[at : at + _ARTICLES_AT_ONCE])
            if seen + len(live) <= have:
                seen += len(live)
                continue
            by_article = [list(group) for _, group in groupby(live, key=lambda chunk: chunk.article.id)]
            with archive.catalogue.writing() as writer:
                run_id = writer.start_run(["benchmarks/scale.py"])
                for group in by_article:
                    writer.add_article(_again(group, repetition, words), run_id, 1, True, None)
                writer.finish_run(run_id, {})
            seen += len(live)
            advance(len(live))
            if seen >= chunks:
                return


def _again(chunks: Sequence[Chunk], repetition: int, words: dict[int, list[str]]) -> NewArticle:
    article = chunks[0].article
    chosen = random.Random(article.id * 1_000 + repetition)
    turn = count()

    def exchanged(match: re.Match[str]) -> str:
        if not repetition or next(turn) % _EXCHANGED:
            return match[0]
        return chosen.choice(words.get(len(match[0])) or [match[0]])

    text = _LONG_WORD.sub(exchanged, article.text)
    published = article.published_at and article.published_at - repetition * _EARLIER
    return NewArticle(
        url=f"{article.url}#{repetition}",
        title=_LONG_WORD.sub(exchanged, article.title),
        source=article.source,
        published_at=published,
        modified_at=None,
        language=article.language,
        text=text,
        authors=article.authors,
        content_hash=sha256(f"{article.url}{repetition}".encode()).hexdigest(),
        minhash=b"",
        bands=(),
        chunks=tuple(Span(chunk.start, chunk.end) for chunk in chunks),
    )


def _words_by_length(articles: Sequence[Article]) -> dict[int, list[str]]:
    found: dict[int, set[str]] = {}
    for article in articles:
        for word in _LONG_WORD.findall(article.text):
            found.setdefault(len(word), set()).add(word)
    return {length: sorted(words) for length, words in found.items()}


def _real_vectors(real: Archive) -> NDArray[np.float32]:
    """(n_vectors, dimension), spread over the archive."""
    rows = real.vectors.vectors()
    step = max(1, len(rows) // _VECTORS_READ)
    return np.stack(list(rows.values())[::step])


def searched(home: Path, questions: Path, limit: int, started: float) -> dict[str, float | str]:
    """The first answer, counted from a moment in Unix time, then the searches of `search_latency`."""
    cases = search_latency.read_questions(questions, limit)
    with Archive(Settings(home=home)) as archive:
        make_asker(archive).ask(replace(cases[0], asked_at=datetime.now(UTC)))
        first_answer_s = time.time() - started
        whole, stages, notes = search_latency.measure(archive, cases)
        status = archive.status()
    bare, limited = (float(np.percentile(values, 95)) for values in whole.cpu.values())
    return {
        "articles": status.articles,
        "chunks": status.chunks,
        "embedded_chunks": status.embedded_chunks,
        "first_answer_s": first_answer_s,
        "p95_cpu_ms": bare,
        "p95_window_cpu_ms": limited,
        "p95_wall_ms": float(np.percentile(next(iter(whole.wall.values())), 95)),
        "memory_gb": _resident_gb(),
        "folder_gb": sum(file.stat().st_size for file in home.rglob("*") if file.is_file()) / 1e9,
        "stages": search_latency.table(whole, stages),
        "notes": " ".join(note for note in sorted(notes) if note.startswith("Found by")),
    }


def _resident_gb() -> float:
    """The most memory that this process has held, files that are mapped into it included (Linux)."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return int(lines["VmHWM"].split()[0]) * 1024 / 1e9


def report(told: dict[str, float | str]) -> str:
    """The figures as Markdown, beside what is asked for."""
    rows = [
        ("search, p95 of the wall time", "p95_wall_ms", "ms", "at most"),
        ("search, p95 of the CPU time of all threads", "p95_cpu_ms", "ms", ""),
        ("the same with a window of 30 days", "p95_window_cpu_ms", "ms", ""),
        ("resident memory at its highest", "memory_gb", "GB", "at most"),
        ("from start to first answer", "first_answer_s", "s", "at most"),
        ("lexical index made anew", "lexical_chunks_s", "chunks/s", "at least"),
        ("vectors put into Chroma", "vectors_s", "chunks/s", ""),
        ("size on disk", "folder_gb", "GB", ""),
    ]
    lines = [
        "# A large archive on one machine",
        "",
        f"{told['articles']:,} articles, {told['chunks']:,} chunks, {told['embedded_chunks']:,} with vectors; "
        f"{os.cpu_count()} cores. Made by `make bench-scale`:",
        "real articles repeated with changes, real vectors with noise. Nothing here is about quality.",
        "",
        "| | measured | asked |",
        "| --- | --- | --- |",
    ]
    for name, key, unit, asked in rows:
        if key in told:
            wanted = f"{asked} {_ASKED[key]:,g} {unit}" if key in _ASKED else ""
            lines.append(f"| {name} | {float(told[key]):,.1f} {unit} | {wanted} |")
    return "\n".join([*lines, "", str(told["stages"]), "", str(told["notes"])]).rstrip() + "\n"


@contextmanager
def _bar(name: str, total: int, done: int = 0) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn(f"{name:8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        task = progress.add_task(name, total=total, completed=done)
        yield lambda taken: progress.advance(task, taken)


if __name__ == "__main__":
    main()
