"""Which copies of a story are linked?   python benchmarks/near_duplicates.py [--articles articles.jsonl.gz] [--pairs N]

Makes copies of the sample archive's articles, and of four stories in Japanese and Chinese, as other outlets would
print them, and reports how many are linked to their story (recall) and how many pairs of different stories are (false
links). With `--articles`, also how many articles of a real archive are linked, and how long it takes; `--pairs N`
prints N of the linked pairs, taken evenly from the least similar to the most, to be looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from pathlib import Path
from random import Random

from wire_copies import COPIES

from clippings.core.types import Reject
from clippings.ingest.deduplication.near_duplicates import (
    LEAST_SIMILARITY_ACROSS_SOURCES,
    Telling,
    signature,
    similarity,
    story_of,
)
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.files import files

_HERE = Path(__file__).parent
_REAL = _HERE.parent.parent / "shared" / "data" / "realtimeqa" / "articles.jsonl.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=_REAL if _REAL.is_file() else None)
    parser.add_argument("--pairs", type=int, default=0)
    options = parser.parse_args()
    copies()
    if options.articles:
        real(options.articles, options.pairs)


def copies() -> None:
    """Recall of each kind of copy and language, and false links among all stories and copies."""
    stories = _stories()
    signed = [signature(text) for _, text in stories]
    print(
        "| copy | "
        + " | ".join(["en", "ko", "ja, zh"])
        + " | similarity (least, median) |\n| --- | --- | --- | --- | --- |"
    )
    everything = [(number, *one) for number, one in enumerate(signed)]
    for name, edit in COPIES.items():
        linked: dict[str, list[bool]] = defaultdict(list)
        likeness = []
        for number, (language, text) in enumerate(stories):
            copy = signature(edit(text, Random(number)))
            everything.append((number, *copy))
            likeness.append(similarity(signed[number][0], copy[0]))
            linked[{"ja": "ja, zh", "zh": "ja, zh"}.get(language, language)].append(
                bool(set(copy[1]) & set(signed[number][1])) and likeness[-1] >= LEAST_SIMILARITY_ACROSS_SOURCES
            )
        figures = [f"{sum(linked[group])} of {len(linked[group])}" for group in ("en", "ko", "ja, zh")]
        likeness.sort()
        print(f"| {name} | {' | '.join(figures)} | {likeness[0]:.2f}, {likeness[len(likeness) // 2]:.2f} |")
    pairs = [
        (one[0], other[0], similarity(one[1], other[1]))
        for at, one in enumerate(everything)
        for other in everything[:at]
        if one[0] != other[0]
    ]
    false = [pair for pair in pairs if pair[2] >= LEAST_SIMILARITY_ACROSS_SOURCES]
    print(
        f"\n{len(pairs)} pairs of different stories; linked: {len(false)}; most similar: {max(p[2] for p in pairs):.2f}"
    )
    for one, other in sorted({(one, other) for one, other, _ in false}):
        print(f"  {stories[one][1][:70]!r} and {stories[other][1][:70]!r}")


def real(path: Path, shown: int) -> None:
    """How many real articles are linked, and how long that takes an article."""
    with gzip.open(path) as lines:
        found = [json.loads(line) for line in lines]
    started = time.perf_counter()
    signed = [signature(one["text"]) for one in found]
    signing = time.perf_counter() - started
    started = time.perf_counter()
    by_band: dict[bytes, list[int]] = defaultdict(list)
    told: list[Telling] = []
    linked, candidates = [], 0
    for number, (one, (minhash, bands)) in enumerate(zip(found, signed, strict=True)):
        near = [told[other] for other in sorted({other for key in bands for other in by_band[key]})]
        candidates += len(near)
        story = story_of(minhash, one["source"], near)
        told.append(Telling(number + 1, minhash, story, one["source"]))
        if story:
            linked.append((similarity(minhash, told[story - 1].minhash), story - 1, number))
        for key in bands:
            by_band[key].append(number)
    comparing = time.perf_counter() - started
    print(
        f"\n{len(told)} real articles: {len(linked)} linked to an earlier one; "
        f"{candidates / len(told):.2f} candidates an article; "
        f"signing {1000 * signing / len(told):.2f} ms an article, comparing {1000 * comparing / len(told):.2f}"
    )
    linked.sort()
    for likeness, one, other in linked[:: max(1, len(linked) // shown)] if shown else []:
        print(
            f"{likeness:.2f}", *(f"{found[at]['source']}: {found[at]['title']}" for at in (one, other)), sep="\n      "
        )


def _stories() -> list[tuple[str, str]]:
    """(language, text) of each article; one of those that tell the same story."""
    found: list[tuple[str, str]] = []
    signatures: list[bytes] = []
    for document in files.documents(_HERE.parent / "sample_archive"):
        if isinstance(document, Reject):
            continue
        article = extract(document)
        minhash, _ = signature(article.text)
        if all(similarity(minhash, other) < LEAST_SIMILARITY_ACROSS_SOURCES for other in signatures):
            found.append((article.language, article.text))
            signatures.append(minhash)
    lines = (_HERE / "wire_stories.jsonl").read_text("utf-8").splitlines()
    return found + [(one["language"], one["text"]) for one in map(json.loads, lines)]


if __name__ == "__main__":
    main()
