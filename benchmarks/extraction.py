"""How much of real pages' articles is found?   python benchmarks/extraction.py [FOLDER] [--bootstrap 1000]

FOLDER has `ground-truth.json` (`{page: {"articleBody": ...}}`) and `html/<page>.html.gz`, as Zyte's
article-extraction-benchmark does; by default the one beside the project.

The measure is that benchmark's own (evaluate.py of github.com/scrapinghub/article-extraction-benchmark, written anew
from its definition). A page's text is the multiset of its shingles, runs of four words (`\\w+`). With

    TP = sum of min(true, found),  FP = sum of max(0, found - true),  FN = sum of max(0, true - found)

over all shingles of the page, precision is the mean over pages of TP / (TP + FP), recall that of TP / (TP + FN), and F1
the harmonic mean of these two means. What follows ± is 1.96 standard deviations over bootstrap samples of the pages.
Plain trafilatura is measured in the same run. A random half of the pages (`--seed`) was used to develop the rules of
extraction, the other half was not looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from clippings.ingest.documents import RawDocument, Unreadable
from clippings.ingest.extraction.extract import extract

_BESIDE = Path(__file__).parent.parent.parent / "shared" / "data" / "extraction"
_WORDS_IN_A_SHINGLE = 4
_SEED = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """Over a set of pages, each 0 to 1."""

    f1: float
    precision: float
    recall: float


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words with its count; a text of fewer words is one shingle."""
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + _WORDS_IN_A_SHINGLE]) for at in range(max(1, len(words) - _WORDS_IN_A_SHINGLE + 1)))
    return Counter(run for run in runs if run)


def precision_and_recall(true: str, found: str) -> tuple[float | None, float | None]:
    """Of one page; None where the measure leaves the page out of the mean (nothing found, nothing to find)."""
    true_runs, found_runs = shingles(true), shingles(found)
    shared = (true_runs & found_runs).total()
    return (
        shared / found_runs.total() if found_runs else None,
        shared / true_runs.total() if true_runs else None,
    )


def figures(pages: Sequence[tuple[float | None, float | None]]) -> Figures:
    """Means over pages, and F1 of the means."""
    precision = statistics.fmean(page[0] for page in pages if page[0] is not None)
    recall = statistics.fmean(page[1] for page in pages if page[1] is not None)
    return Figures(2 * precision * recall / (precision + recall), precision, recall)


def spread(pages: Sequence[tuple[float | None, float | None]], samples: int) -> Figures:
    """1.96 standard deviations of each figure over bootstrap samples of the pages."""
    chance = random.Random(_SEED)
    drawn = [figures(chance.choices(pages, k=len(pages))) for _ in range(samples)]
    return Figures(*(1.96 * statistics.stdev(getattr(one, name) for one in drawn) for name in Figures.__slots__))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=_BESIDE)
    parser.add_argument("--bootstrap", type=int, default=1_000, help="samples of the pages (default: 1000)")
    parser.add_argument("--seed", type=int, default=_SEED, help=f"of the split into halves (default: {_SEED})")
    options = parser.parse_args()
    if not (options.folder / "ground-truth.json").is_file():
        sys.exit(f"There is no ground-truth.json in {options.folder}: name the folder of the benchmark.")
    truth = {
        name: entry["articleBody"]
        for name, entry in json.loads((options.folder / "ground-truth.json").read_text("utf-8")).items()
    }
    pages = {name: gzip.decompress((options.folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    development = development_half(list(truth), options.seed)
    print(f"{'':14}{'pages':>8}{'':6}F1{'':14}precision{'':7}recall{'':10}ms a page (mean, slowest)")
    for label, read in (("clippings", _clippings), ("trafilatura", _plain)):
        read(next(iter(pages.values())))  # imports are not a page's time
        found, times = {}, {}
        for name, content in pages.items():
            started = time.perf_counter()
            found[name] = read(content)
            times[name] = 1_000 * (time.perf_counter() - started)
        scores = {name: precision_and_recall(truth[name], found[name]) for name in truth}
        for part, names in (
            ("all", list(truth)),
            ("developed on", [name for name in truth if name in development]),
            ("held out", [name for name in truth if name not in development]),
        ):
            chosen = [scores[name] for name in names]
            mean, around = figures(chosen), spread(chosen, options.bootstrap)
            shown = "  ".join(
                f"{getattr(mean, name):.4f} ± {getattr(around, name):.3f}" for name in ("f1", "precision", "recall")
            )
            took = [times[name] for name in names]
            print(f"{label:12}{part:13}{len(names):>4}   {shown}   {statistics.fmean(took):.0f}, {max(took):.0f}")


def development_half(names: Sequence[str], seed: int = _SEED) -> set[str]:
    """The pages that rules were developed on: a random half, the same for everyone."""
    return set(random.Random(seed).sample(sorted(names), len(names) // 2))


def _clippings(content: bytes) -> str:
    try:
        return extract(RawDocument("page", "html", content)).text
    except Unreadable:
        return ""


def _plain(content: bytes) -> str:
    return trafilatura.extract(content.decode("utf-8", "replace"), include_comments=False) or ""


if __name__ == "__main__":
    main()
