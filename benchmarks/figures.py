"""All figures of the documentation, measured one after the other.   python benchmarks/figures.py [--only NAME]...

Run it on a quiet machine; it takes hours. What was measured with this code is kept in `.figures/` and not measured
again, so that it can be broken off at any time: the same command goes on. A part that fails is told, and the rest go
on. Whenever a part ends, `docs/benchmarks/README.md` and its plots are written from all that there is, each with its
day, code and machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from figures_page import write_page
from figures_read import Figures, of_extraction, of_json_line, of_quiz_json, of_rows, of_suite_json

from clippings.evaluation.run_metadata import code_digest

PROJECT = Path(__file__).parent.parent
_STDERR_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """Something to measure."""

    name: str
    title: str
    commands: Sequence[Sequence[str]]
    """Run one after the other; the last one's output has the figures."""
    read: Callable[[str], Figures]
    needs: Sequence[Path] = ()
    """Files without which it is left out."""
    about: str = ""
    may_fail: bool = False
    """An exit code of 1 says that questions failed, not that measuring did."""


@dataclass(slots=True)
class Measured:
    """What came of a part, as it is kept."""

    name: str
    title: str
    about: str
    command: str
    at: str
    seconds: float
    code: str
    machine: str
    figures: Figures = field(default_factory=dict)
    error: str = ""


def parts(folder: Path, data: Path) -> list[Part]:
    """In the order in which they are measured: the quick ones first.

    Args:
        folder: Where archives are kept between runs.
        data: With realtimeqa, realtimeqa-2024-25, people and extraction.
    """
    python = sys.executable
    sample, early, late = (folder / name for name in ("sample", "quiz-2022-2023", "quiz-2024-2025"))
    people = data / "people" / "questions.jsonl"
    suite = folder / "people.qa.yaml"
    quiz, later = data / "realtimeqa", data / "realtimeqa-2024-25"
    clippings = [python, "-m", "clippings"]
    bench = ["make", "--no-print-directory"]
    fill_sample = [*clippings, "--home", str(sample), "ingest", "sample_archive"]
    articles, questions = quiz / "articles.jsonl.gz", quiz / "questions.jsonl"
    of_quiz = [f"QUIZ_HOME={early}", f"QUIZ={quiz}"]

    def quiz_part(name: str, title: str, source: Path, home: Path) -> Part:
        command = [*clippings, "benchmark", "realtimeqa", str(source), "--no-choices", "--cache", str(home), "--json"]
        return Part(name, title, [command], of_quiz_json, [source / "questions.jsonl"], _ABOUT_QUIZ)

    return [
        Part(
            "sample",
            "Sample suite",
            [fill_sample, [*clippings, "--home", str(sample), "eval", "tests/suites", "--json"]],
            of_suite_json,
            about="Our own suite over the sample archive.",
            may_fail=True,
        ),
        Part(
            "extraction",
            "Extraction",
            [[python, "benchmarks/extraction.py", str(data / "extraction")]],
            of_extraction,
            [data / "extraction" / "ground-truth.json"],
            "F1 over the shingles of 181 real pages, as Zyte's benchmark has it.",
        ),
        quiz_part("quiz-2022-2023", "News quiz of 2022 and 2023", quiz, early),
        Part(
            "people",
            "Questions as people type them",
            [
                [python, "benchmarks/people_suite.py", str(people), "--out", str(suite)],
                [*clippings, "--home", str(early), "eval", str(suite), "--json"],
            ],
            of_suite_json,
            [people, questions],
            "120 questions over the articles of the quiz of 2022 and 2023.",
            may_fail=True,
        ),
        quiz_part("quiz-2024-2025", "News quiz of 2024 and 2025", later, late),
        Part("search", "Search", [[*bench, "bench-search", *of_quiz]], of_rows, [articles]),
        Part("bot", "The running bot", [[*bench, "bench-bot", f"BOT_HOME={early}"]], of_rows, [articles]),
        Part("ingest", "Ingest beside its peers", [[*bench, "bench-ingest"]], of_rows, [articles]),
        Part("load", "Under load", [[*bench, "bench-load", f"QUIZ={quiz}"]], of_json_line, [articles]),
        Part("scale", "A million chunks", [[*bench, "bench-scale", *of_quiz]], of_rows, [articles]),
    ]


_ABOUT_QUIZ = "RealTime QA, each question as of its day: hit@k is about retrieval alone."


def measure(part: Part, machine: str, code: str) -> Measured:
    """Run a part's commands."""
    command = " && ".join(shlex.join(_short(words)) for words in part.commands)
    began = time.monotonic()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    measured = Measured(part.name, part.title, part.about, command, at, 0.0, code, machine)
    printed = ""
    try:
        for number, words in enumerate(part.commands, start=1):
            done = subprocess.run(
                words, cwd=PROJECT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(PROJECT)}
            )
            if done.returncode and not (part.may_fail and number == len(part.commands) and done.returncode == 1):
                raise RuntimeError(f"exit code {done.returncode}: {done.stderr[-_STDERR_KEPT:].strip()}")
            printed = done.stdout
        measured.figures = part.read(printed)
        if not measured.figures:
            raise RuntimeError("its output has no figures")
    except (OSError, RuntimeError, ValueError, KeyError, IndexError, StopIteration) as error:
        measured.error = f"{type(error).__name__}: {error}"
    measured.seconds = round(time.monotonic() - began, 1)
    return measured


def _short(words: Sequence[str]) -> list[str]:
    """Without the folders of this machine."""
    return [
        word.replace(sys.executable, "python")
        .replace(f"{PROJECT}{os.sep}", "")
        .replace(str(PROJECT.parent), "..")
        .replace(str(Path.home()), "~")
        for word in words
    ]


def run(
    wanted: Sequence[Part],
    state: Path,
    code: str,
    again: bool,
    tell: Callable[[str], None],
    failed: list[str] | None = None,
) -> dict[str, Measured]:
    """Measure what was not measured with this code; each result is kept at once.

    Args:
        wanted: What to measure.
        state: Where results are kept.
        code: A digest of the code that is measured.
        again: Also what was measured with this code.
        tell: Is told how it goes.
        failed: Takes the names of parts that fail.

    Returns:
        Everything that is kept, also of earlier code.
    """
    state.mkdir(parents=True, exist_ok=True)
    machine = _machine()
    for part in wanted:
        kept = _read(state / f"{part.name}.json")
        missing = [str(path) for path in part.needs if not path.exists()]
        if kept is not None and kept.code == code and not kept.error and not again:
            tell(f"{part.name}: measured at {kept.at}")
        elif missing:
            tell(f"{part.name}: left out, there is no {missing[0]}")
        else:
            tell(f"{part.name}: measuring ...")
            measured = measure(part, machine, code)
            tell(f"{part.name}: {measured.error or f'{measured.seconds:.0f} s'}")
            if measured.error and failed is not None:
                failed.append(part.name)
            if not measured.error or kept is None:  # a failure does not put out what was known
                _write(state / f"{part.name}.json", measured)
    return everything(state)


def everything(state: Path) -> dict[str, Measured]:
    """What is kept, by name."""
    found = [_read(file) for file in sorted(state.glob("*.json"))]
    return {one.name: one for one in found if one is not None}


def _read(file: Path) -> Measured | None:
    try:
        return Measured(**json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(file: Path, measured: Measured) -> None:
    beside = file.with_suffix(".part")
    beside.write_text(json.dumps(asdict(measured), indent=1, ensure_ascii=False), "utf-8")
    beside.replace(file)


def _machine() -> str:
    """Its processor, cores and memory."""
    try:
        info = Path("/proc/cpuinfo").read_text("utf-8")
        memory_kb = int(re.findall(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text("utf-8"))[0])
        model = next(iter(re.findall(r"model name\s*:\s*(.+)", info)), platform.machine())
        memory = f", {memory_kb / 1e6:.0f} GB"
    except (OSError, IndexError):
        model, memory = platform.processor() or platform.machine(), ""
    return f"{model}, {os.cpu_count()} cores{memory}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", metavar="NAME", help="only this part; may be given several times")
    parser.add_argument("--again", action="store_true", help="also what was measured with this code")
    parser.add_argument("--data", type=Path, default=PROJECT.parent / "shared" / "data")
    parser.add_argument("--state", type=Path, default=PROJECT / ".figures", help="where results and archives are kept")
    parser.add_argument("--page", type=Path, default=PROJECT / "docs" / "benchmarks" / "README.md")
    given = parser.parse_args()
    known = parts(given.state.absolute() / "archives", given.data.absolute())
    names = [part.name for part in known]
    if unknown := sorted(set(given.only or ()) - set(names)):
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(names)}")
    (given.state / "archives").mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    for part in known:
        if given.only is None or part.name in given.only:
            kept = run([part], given.state, code_digest(), given.again, lambda line: print(line, flush=True), failed)
            write_page(given.page, [kept[name] for name in names if name in kept])
    sys.exit(f"Not measured: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
