"""What retrieval and reader see for held-out questions asked of a whole archive, to learn how to weigh the two.

    python -m training.reader.observe ARCHIVE READING_DATA observed.pickle

`training.reader.weigh` learns from it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.progress import track

from clippings.chain.evidence import selection as evidence
from clippings.chain.reading.encoder import shared_encoder
from clippings.chain.reading.reader import Reader
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.sentences import Span
from clippings.core.settings import Settings
from clippings.core.time_window import end_of
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive
from training.reader import asked
from training.reader.examples import HELD_OUT, same_address
from training.reader.observed import UNANSWERABLE, Observed, Seen
from training.reader.passages import overlaps

_PASSAGES = 24
_ASKED_AFTER = timedelta(days=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("reading", type=Path, help="the folder of the reading data")
    parser.add_argument("target", type=Path)
    parser.add_argument("--every", type=int, default=1, help="ask only every so many of the questions of articles")
    given = parser.parse_args()
    observed = []
    with Archive(Settings(home=given.archive)) as archive:
        asker = _Asker(archive)
        for row in track(_of_articles(given.reading)[:: given.every], "Held-out questions of articles"):
            observed.append(asker.observed(row))
        for row in track(_of_archive(), "Held-out questions of the archive"):
            observed.append(asker.observed(row))
    given.target.write_bytes(pickle.dumps(observed))


@dataclass(frozen=True, slots=True)
class _Row:
    """A question, and where it is answered."""

    question: str
    kind: str
    asked_at: datetime
    wanted: Mapping[str, Sequence[Span]]
    """Characters of the sentences that answer, by their article's address."""
    is_whole: bool = False
    title: str = ""
    """Of the article that the question was written about: copies of it have the same."""


def _of_articles(folder: Path) -> list[_Row]:
    articles = {one["n"]: one for one in json.loads(gzip.decompress((folder / "news-articles.json.gz").read_bytes()))}
    rows = [json.loads(line) for line in (folder / "news-questions.jsonl").read_text().splitlines()]
    found = []
    for row in rows:
        if row["a"] % HELD_OUT == 0 and not row.get("lang"):
            article = articles[row["a"]]
            asked_at = datetime.fromisoformat(article["date"]).replace(tzinfo=UTC) + _ASKED_AFTER
            spans = [Span(*article["spans"][at]) for at in row["s"] if at < len(article["spans"])]
            found.append(_Row(row["q"], row["k"], asked_at, {article["url"]: spans}, title=article["title"]))
    return found


def _of_archive() -> list[_Row]:
    found = []
    for row in asked.rows():
        if row["held_out"]:
            wanted: dict[str, list[Span]] = {}
            for number, span in (*row["answers"], *row["also"]):
                wanted.setdefault(row["passages"][number]["url"], []).append(Span(*span))
            kind = UNANSWERABLE if not wanted else "corrected" if row["kind"] == UNANSWERABLE else row["kind"]
            found.append(_Row(row["q"], kind, end_of(row["asked_on"]), wanted, is_whole=True))
    return found


class _Asker:
    """Asks an archive, and notes what is seen of every sentence that was read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._retriever = HybridRetriever(archive=archive)
        self._reader = Reader(shared_encoder())

    def observed(self, row: _Row) -> Observed:
        found = search_passages(self._retriever, Question(row.question, row.asked_at, as_of=row.asked_at), _PASSAGES)
        said = []
        read = {}
        for one, seen, chunk in evidence.observed(self._archive, found.question, found.passages, self._reader):
            mine = one.passage.article
            wanted = [span for url, spans in row.wanted.items() if same_address(mine.url, url) for span in spans]
            is_own = mine.title == row.title or any(same_address(mine.url, url) for url in row.wanted)
            if mine.title == row.title:
                wanted = [span for spans in row.wanted.values() for span in spans]
            is_right = any(overlaps(one.span, span) for span in wanted)
            said.append(Seen(one.passage, one.span, one.coverage, seen, is_right, is_own))
            read[chunk.chunk.id] = chunk
        return Observed(found.question, row.kind, said, read, row.is_whole)


if __name__ == "__main__":
    main()
