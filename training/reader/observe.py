"""What retrieval and reader see for held-out questions asked of a whole archive, to learn how to weigh the two.

    python -m training.reader.observe ARCHIVE READING_DATA observed.pickle

`training.reader.weigh` learns from it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.progress import track

from clippings.chain import evidence
from clippings.chain.find import find
from clippings.chain.reading.encoder import shared_encoder
from clippings.chain.reading.reader import Reader
from clippings.chain.retriever import HybridRetriever
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive
from training.reader.examples import HELD_OUT, same_address
from training.reader.observed import Observed, Seen

_PASSAGES = 24
_ASKED_AFTER = timedelta(days=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("reading", type=Path, help="the folder of the reading data")
    parser.add_argument("target", type=Path)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    folder = given.reading
    articles = {one["n"]: one for one in json.loads(gzip.decompress((folder / "news-articles.json.gz").read_bytes()))}
    rows = [json.loads(line) for line in (folder / "news-questions.jsonl").read_text().splitlines()]
    rows = [row for row in rows if row["a"] % HELD_OUT == 0 and not row.get("lang")][:: given.every]
    reader = Reader(shared_encoder())
    observed = []
    with Archive(Settings(home=given.archive)) as archive:
        retriever = HybridRetriever(archive=archive)
        for row in track(rows, "Held-out questions"):
            article = articles[row["a"]]
            asked_at = datetime.fromisoformat(article["date"]).replace(tzinfo=UTC) + _ASKED_AFTER
            found = find(retriever, Question(row["q"], asked_at, as_of=asked_at), _PASSAGES)
            wanted = [article["spans"][at] for at in row["s"] if at < len(article["spans"])]
            said = []
            read = {}
            for one, seen, chunk in evidence.observed(archive, found.question.text, found.passages, reader):
                mine = one.passage.article
                is_own = same_address(mine.url, article["url"]) or mine.title == article["title"]
                is_right = is_own and any(_overlap(one.span, span) for span in wanted)
                said.append(Seen(one.passage, one.span, one.coverage, seen, is_right, is_own))
                read[chunk.chunk.id] = chunk
            observed.append(Observed(found.question, row["k"], said, read))
    given.target.write_bytes(pickle.dumps(observed))


def _overlap(span: tuple[int, int], other: list[int]) -> bool:
    shared = min(span[1], other[1]) - max(span[0], other[0])
    return shared > 0.5 * min(span[1] - span[0], other[1] - other[0])


if __name__ == "__main__":
    main()
