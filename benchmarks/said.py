"""Whether `clippings said` gives words to whom they belong, and how many of a person's words it finds.

    python benchmarks/said.py HOME [--missed]

HOME is an archive of `data/realtimeqa`. `said_labels.jsonl` has stretches of its articles by address and offsets, each
read by eye, with the speaker ("other": not the person). The set `drawn`: sentences with a quotation mark or a verb of
saying, at random from articles that name the person, within two sentences of the name; they tell its recall, and its
precision too. The sets `found`, `found later` and `found last` are quotes drawn from what the command gave, of twelve
people and more each time, before what was wrong in the set was mended. `held out` was drawn after that, and nothing was
mended by it: it tells the precision to be expected of other people.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from clippings.chain.said import Said, said
from clippings.core.question_limits import question_of
from clippings.core.settings import load_settings
from clippings.evaluation.metrics.intervals import of_share
from clippings.vectorstore.archive import Archive

LABELS = Path(__file__).with_name("said_labels.jsonl")
_NO_LIMIT = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--missed", action="store_true", help="print what was not found, and what is wrong")
    given = parser.parse_args()
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in LABELS.read_text("utf-8").splitlines():
        label = json.loads(line)
        labels[label["person"]].append(label)
    right: dict[str, list[bool]] = defaultdict(list)
    recalled: list[bool] = []
    with Archive(load_settings(given.home)) as archive:
        for person, theirs in labels.items():
            found = said(archive, question_of(person, None, None, None, None), most=_NO_LIMIT)
            for label in theirs:
                is_given, is_theirs = _gives(archive, found, label), label["speaker"] == person
                if is_given:
                    right[label["set"]].append(is_theirs)
                if label["set"] == "drawn" and is_theirs:
                    recalled.append(is_given)
                if given.missed and is_given != is_theirs and (is_given or label["set"] == "drawn"):
                    print("wrong " if is_given else "missed", person, label["url"], label["start"], label["end"])
    for name, judged in sorted(right.items()):
        print(f"precision, {name}: {_share(judged)}")
    print(f"recall, drawn: {_share(recalled)}")


def _gives(archive: Archive, found: Said, label: dict[str, Any]) -> bool:
    """Whether a quote covers some of the stretch, or the same words of another article."""
    start, end = label["start"], label["end"]
    here = [one for one in found.quotes if label["url"] == one.article.url]
    if any(one.start < end and start < one.end for one in here):
        return True
    article = archive.catalogue.article_at(label["url"])
    words = article.text[start:end] if article else ""
    elsewhere = [one for one in found.quotes if label["url"] in {other.url for other in one.also_in}]
    return bool(words) and any(one.text in words or words in one.text for one in elsewhere)


def _share(judged: list[bool]) -> str:
    if not judged:
        return "none"
    low, high = of_share(sum(judged), len(judged))
    return f"{sum(judged)} of {len(judged)} = {sum(judged) / len(judged):.3f} (95%: {low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
