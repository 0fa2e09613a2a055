"""How quick is it?   python benchmarks/speed.py [--articles articles.jsonl.gz]

Measures, each in fresh processes on the sample archive: importing the command line, a cold `clippings ask --json`, and
the answer itself. With `--articles`, also how long until those articles can be searched by words.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PROJECT = Path(__file__).parent.parent
_REAL = _PROJECT.parent / "shared" / "data" / "realtimeqa" / "articles.jsonl.gz"
_RUNS = 5
_QUESTION = "Why does Korea need Japan for R&D?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=_REAL if _REAL.is_file() else None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "sample"
        _clippings(home, "ingest", str(_PROJECT / "sample_archive"))
        imports = [_seconds([sys.executable, "-c", "import clippings.cli.app"]) for _ in range(_RUNS)]
        bare = [_seconds([sys.executable, "-c", "pass"]) for _ in range(_RUNS)]
        walls, answers = [], []
        for _ in range(_RUNS):
            started = time.perf_counter()
            answer = json.loads(_clippings(home, "ask", "--json", _QUESTION))
            walls.append(time.perf_counter() - started)
            answers.append(answer["timings_ms"]["total"])
        print(f"import clippings.cli.app: {statistics.median(imports) - statistics.median(bare):.2f} s")
        print(f"cold `clippings ask --json`: {statistics.median(walls):.2f} s of wall time (max {max(walls):.2f})")
        print(f"the answer itself: {statistics.median(answers):.0f} ms (max {max(answers):.0f})")
        if options.articles:
            real = Path(scratch) / "real"
            counts = json.loads(_clippings(real, "ingest", str(options.articles), "--defer-vectors", "--json"))
            print(f"{counts['added']} real articles, {counts['chunks']} chunks, searchable: {counts['seconds']:.1f} s")


def _clippings(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "clippings", "--home", str(home), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=_PROJECT).stdout


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, cwd=_PROJECT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
