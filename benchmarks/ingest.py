"""How long does an ingest take beside the afternoon script and LlamaIndex?   make bench-ingest

The same articles, machine and MiniLM weights; each contender in a process of its own, one after the other. Seconds are
of wall time from the start of the process, imports included; memory is the process's peak. Clippings' own ONNX files
are made beforehand (once on a machine, told apart), as the peers' weights are downloaded beforehand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import ingest_peers

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.vectors.index import embedded_text

_PROJECT = Path(__file__).parent.parent
_REAL = _PROJECT.parent / "shared" / "data" / "realtimeqa" / "articles.jsonl.gz"
_PEERS = {"langchain": "LangChain, the afternoon script", "llamaindex": "LlamaIndex, its defaults on Chroma"}
_PEER_PACKAGES = ("langchain_chroma", "langchain_huggingface", "langchain_text_splitters", "llama_index.core")
_SEED = 2023


@dataclass(frozen=True, slots=True)
class Process:
    """One process that has ended: what it printed and when, in seconds since its start, and what it took."""

    lines: list[tuple[float, str]]
    wall_s: float
    peak_mb: float

    def when(self, beginning: str) -> float:
        return next(at for at, line in self.lines if line.startswith(beginning))

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the table; times in seconds."""

    name: str
    chunks: int
    answerable_s: float
    vectors_s: float
    peak_mb: float
    seen: float
    """The share of the tokens of all chunks that the embedder saw."""

    @property
    def chunks_a_second(self) -> float:
        return self.chunks / self.vectors_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=_REAL)
    parser.add_argument("--limit", type=int, default=1_500)
    parser.add_argument("--peers-python", type=Path, default=_PROJECT / ".venv-peers" / "bin" / "python")
    parser.add_argument("--report", type=Path, help="Write the table here (Markdown), and beside it as JSON.")
    options = parser.parse_args()
    _require(options.articles, options.peers_python)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        articles = scratch / "articles.jsonl"
        _sample(options.articles, options.limit, articles)
        prepared_s = _prepare(scratch / "models")
        home = scratch / "home"
        home.mkdir()
        (home / "models").symlink_to(scratch / "models")
        load = os.getloadavg()[0]
        first = _clippings(home, articles)
        again = _clippings(home, articles)
        ours, encoding = _ours(first, home)
        peers = [_peer(options.peers_python, peer, articles, scratch / peer) for peer in _PEERS]
    measured = {
        "articles": options.limit,
        "seed": _SEED,
        "machine": f"{os.cpu_count()} cores, {_processor()}",
        "load_before": load,
        "results": [{**asdict(one), "chunks_a_second": one.chunks_a_second} for one in (ours, *peers)],
        "second_run_s": again.wall_s,
        "second_run_share": again.wall_s / first.wall_s,
        "encoding_share": encoding,
        "preparing_the_model_s": prepared_s,
    }
    table = _table(ours, peers, first.wall_s, again.wall_s, encoding, measured)
    print(table)
    if options.report:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.write_text(f"# Ingest beside its peers\n\n{table}", "utf-8")
        options.report.with_suffix(".json").write_text(json.dumps(measured, indent=2) + "\n", "utf-8")


def _require(articles: Path, peers_python: Path) -> None:
    if not articles.is_file():
        sys.exit(f"There are no articles at {articles}; name a JSON Lines file with --articles.")
    if not peers_python.is_file():
        sys.exit(f"There is no Python with the peers at {peers_python}: run `make bench-ingest`, which installs them.")
    probe = f"from importlib.util import find_spec; print(*[n for n in {_PEER_PACKAGES!r} if find_spec(n) is None])"
    missing = subprocess.run([peers_python, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    if missing:
        sys.exit(f"The peers' Python lacks {', '.join(missing)}: pip install -r benchmarks/peers.txt")


def _sample(source: Path, limit: int, target: Path) -> None:
    with gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8") as file:
        lines = [line if line.endswith("\n") else f"{line}\n" for line in file if line.strip()]
    target.write_text("".join(random.Random(_SEED).sample(lines, min(limit, len(lines)))), "utf-8")


def _prepare(models: Path) -> float:
    """Make the model files of both engines; returns the seconds that it took."""
    script = (
        "import sys; from pathlib import Path; from clippings.vectorstore.embedders.minilm import PackagedMiniLM; "
        "PackagedMiniLM(Path(sys.argv[1])).for_many.embed(['word'] * 100)"
    )
    return _run([sys.executable, "-c", script, str(models)]).wall_s


def _clippings(home: Path, articles: Path) -> Process:
    return _run([sys.executable, "-m", "clippings", "--verbose", "--home", str(home), "ingest", str(articles)])


def _ours(first: Process, home: Path) -> tuple[Result, float]:
    answerable_s = first.when("Embedding chunks: ")
    told = re.search(r"embedded (\d+) chunks in [\d.]+ s, encoding ([\d.]+) s", first.text)
    if told is None:
        raise SystemExit(f"The ingest did not say how long it encoded:\n{first.text[-2000:]}")
    with Archive(Settings(home=home)) as archive:
        live, _ = archive.catalogue.chunks_of([article for _, article in archive.catalogue.changed_articles(0, 10**9)])
    seen = ingest_peers.seen([embedded_text(chunk) for chunk in live])
    result = Result("Clippings", int(told[1]), answerable_s, first.wall_s, first.peak_mb, seen)
    return result, float(told[2]) / (first.wall_s - answerable_s)


def _peer(python: Path, name: str, articles: Path, folder: Path) -> Result:
    ended = _run([str(python), str(_PROJECT / "benchmarks" / "ingest_peers.py"), name, str(articles), str(folder)])
    ready_s = ended.when('{"ready"')
    told = json.loads(next(line for _, line in ended.lines if line.startswith('{"chunks"')))
    return Result(_PEERS[name], told["chunks"], ready_s, ready_s, ended.peak_mb, told["seen"])


def _run(command: Sequence[str]) -> Process:
    started = time.perf_counter()
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(_PROJECT)}
    lines = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=_PROJECT, env=environment
    ) as process:
        for line in process.stdout or ():
            lines.append((time.perf_counter() - started, line.rstrip()))
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    ended = Process(lines, wall_s, usage.ru_maxrss / 1024)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])} ... failed:\n{ended.text[-3000:]}")
    return ended


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    flags = info.read_text("utf-8", "replace") if info.is_file() else ""
    return f"{platform.machine()}{' with AMX' if 'amx_bf16' in flags else ''}"


def _table(
    ours: Result, peers: list[Result], first_s: float, again_s: float, encoding: float, measured: dict[str, object]
) -> str:
    rows = [
        f"{measured['articles']} articles of RealTime QA (seed {_SEED}), {measured['machine']}.",
        "Made by `make bench-ingest`. Seconds of wall time from the start of the process; peak memory of the process.",
        "",
        "| | chunks | answerable by | all vectors in | chunks/s | peak memory | tokens that the embedder saw |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {one.name} | {one.chunks} | {one.answerable_s:.1f} s | {one.vectors_s:.1f} s | "
            f"{one.chunks_a_second:.1f} | {one.peak_mb:.0f} MB | {one.seen:.0%} |"
            for one in (ours, *peers)
        ),
        "",
        "| Clippings against | answerable (asked: at most 0.033) | all vectors in (0.5) | peak memory (1.0) |",
        "| --- | --- | --- | --- |",
        *(
            f"| {peer.name} | {ours.answerable_s / peer.vectors_s:.3f} | {ours.vectors_s / peer.vectors_s:.2f} | "
            f"{ours.peak_mb / peer.peak_mb:.2f} |"
            for peer in peers
        ),
        "",
        f"A second, unchanged run: {again_s:.2f} s, {again_s / first_s:.4f} of the first (asked: at most 0.01).",
        f"Share of the time after BM25 that is pure encoding: {encoding:.2f} (asked: at least 0.9).",
        f"Making the model files, once on a machine: {measured['preparing_the_model_s']:.0f} s, not in the table.",
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
