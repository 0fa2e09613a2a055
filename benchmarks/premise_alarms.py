"""How often a true question seems to have something wrong in it, going by words alone: an upper bound.

    python benchmarks/premise_alarms.py READING_DIR [--all]

READING_DIR has `news-questions.jsonl` and `news-articles.json.gz`: English questions with the sentences that answer.
Counts those with a name, number, year, month or day that their article lacks while the sentences have another of its
kind. Of names the answer that is given also asks the reader, so that fewer are told.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

from clippings.chain.composition.particulars import folded_words, is_told, others_of_its_kind, particulars


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="print each alarm")
    given = parser.parse_args()
    with gzip.open(given.folder / "news-articles.json.gz") as file:
        articles = {one["n"]: one for one in json.load(file)}
    asked = 0
    alarms: Counter[str] = Counter()
    for line in (given.folder / "news-questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        article = articles.get(row["a"])
        if article is None or not row["s"] or row.get("lang") == "ko":
            continue
        asked += 1
        day = f"{date.fromisoformat(article['date'][:10]):%A %d %B %Y}" if article["date"] else ""
        heading = f"{article['title']} . {day} . "
        quotes = " . ".join(article["text"][slice(*article["spans"][at])] for at in row["s"])
        told = f"{heading}{article['source']} . {article['text']}"
        for one in particulars(row["q"], folded_words(told)):
            others = others_of_its_kind(one, heading + quotes, row["q"])
            if others and not is_told(one, told):
                alarms[one.kind] += 1
                if given.all:
                    print(f"{one.kind:<8} {one.text:<24} {', '.join(others[:3]):<48} {row['q']}")
                break
    print(f"{alarms.total()} of {asked} ({alarms.total() / max(asked, 1):.4f}): {dict(alarms)}")


if __name__ == "__main__":
    main()
