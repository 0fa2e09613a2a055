"""Our own questions, asked of a whole archive and judged by reading all that it found.

`asked.jsonl.gz` has a question a line: `q`, `kind`, `asked_on`, `held_out`, `passages` (`url`, and the `span` of
characters of the article), and the sentences that answer (`answers`, best first), tell the same (`also`) or help beside
an answer (`context`), each as the number of its passage and its characters in the article; and likewise the words that
are the whole answer where a few are (`short`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clippings.core.sentences import Span, sentences
from clippings.vectorstore.archive import Archive
from training.reader.passages import Example, PassageExample, gain_of, overlaps

FILE = Path(__file__).parent / "asked.jsonl.gz"
_ALSO = 0.5
"""What a sentence gains that tells the same as one that answers."""


def rows() -> list[dict[str, Any]]:
    """The questions as they stand in the file."""
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def examples(archive: Archive, ignored: set[str]) -> Iterator[Example]:
    """Our own questions, each with all that the archive found for it, sentence by sentence.

    Args:
        archive: Has the articles by their addresses.
        ignored: Addresses of articles that are not to be learned from.
    """
    asked = rows()
    urls = {place["url"] for row in asked for place in row["passages"]} - ignored
    articles = {one.url: one for one in archive.catalogue.all_articles() if one.url in urls}
    for row in asked:
        passages = []
        for number, place in enumerate(row["passages"]):
            article = articles.get(place["url"])
            if article is None:
                continue
            piece = Span(*place["span"])
            spans = sentences(article.text, article.language, piece)
            gains = [_gain(span, row, number) for span in spans]
            short = [Span(*words) for at, words in row.get("short", []) if at == number]
            passages.append(
                PassageExample(
                    article.title,
                    article.dated.date().isoformat() if article.dated else "",
                    article.text[piece.start : piece.end],
                    [(span.start - piece.start, span.end - piece.start) for span in spans],
                    gains,
                    is_same_article=True,
                    spans=[(words.start - piece.start, words.end - piece.start) for words in short],
                )
            )
        if passages:
            yield Example(row["q"], row["kind"], row["held_out"], passages, is_whole=True)


def _gain(span: Span, row: dict[str, Any], number: int) -> float:
    """Of a sentence of the passage of this number; -1 where it neither answers nor is wrong to quote."""
    best = max(
        (gain_of(span, wanted, rank) for rank, (at, wanted) in enumerate(row["answers"]) if at == number), default=0.0
    )
    if best:
        return best
    if any(at == number and overlaps(span, wanted) for at, wanted in row["also"]):
        return _ALSO
    return -1.0 if any(at == number and overlaps(span, wanted) for at, wanted in row["context"]) else 0.0
