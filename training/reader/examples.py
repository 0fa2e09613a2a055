"""Examples to learn reading from, out of `../shared/data/reading`: a question and the passages to choose from.

    python -m training.reader.examples ARCHIVE READING_DATA examples.jsonl

ARCHIVE is an archive of the articles that the questions are about: what it finds by words for a question, in articles
other than the one that answers, is what the reader must learn to leave alone. `asked.jsonl.gz` beside this file has
questions of our own that were asked of that archive, with the places of the sentences that answer among all that it
found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.progress import track

from clippings.core.sentences import Span, sentences
from clippings.core.settings import Settings
from clippings.ingest.chunking import chunk
from clippings.vectorstore.archive import Archive
from training.reader import asked
from training.reader.passages import Example, PassageExample, gain_of

HELD_OUT = 10
"""Every tenth article's questions are held out."""

_OTHERS = 8
_ASKED_WITHIN = timedelta(days=30)
_JAPANESE = 5_500
_ENGLISH_SETS = {
    "squadshifts-new_wiki": 8_000,
    "onestopqa": 1_500,
    "xquad-en": 1_200,
    "qadiscourse": 2_500,
    "squadshifts-reddit": 1_500,
    "squadshifts-amazon_reviews": 1_500,
}


def news(archive: Archive, folder: Path, ignored: set[str]) -> Iterator[Example]:
    """The questions about news articles, each with its article's chunks and what else the archive finds for it.

    Args:
        archive: Has the articles of the questions among others.
        folder: With `news-questions.jsonl` and `news-articles.json.gz`.
        ignored: Addresses of articles that are not to be learned from.
    """
    articles = {one["n"]: one for one in json.loads(gzip.decompress((folder / "news-articles.json.gz").read_bytes()))}
    rows = [json.loads(line) for line in (folder / "news-questions.jsonl").read_text().splitlines()]
    for row in track(rows, "News questions"):
        article = articles[row["a"]]
        passages = list(of_article(article, row["s"]))
        language = row.get("lang", "en")
        if language == "en":
            passages += _others(archive, row["q"], article, ignored)
        yield Example(row["q"], row["k"], row["a"] % HELD_OUT == 0, passages, language=language)


def of_article(article: dict[str, Any], answering: list[int]) -> Iterator[PassageExample]:
    text = article["text"][: article["spans"][-1][1]]
    best_first = [article["spans"][number] for number in answering if number < len(article["spans"])]
    for piece in chunk(text, "en"):
        spans = sentences(text, "en", piece)
        gains = [
            max((gain_of(span, wanted, rank) for rank, wanted in enumerate(best_first)), default=0.0) for span in spans
        ]
        yield PassageExample(
            article["title"],
            article["date"],
            text[piece.start : piece.end],
            [(span.start - piece.start, span.end - piece.start) for span in spans],
            gains,
            is_same_article=True,
        )


def _others(archive: Archive, question: str, article: dict[str, Any], ignored: set[str]) -> list[PassageExample]:
    """The best chunks by words in other articles than this one and its near-duplicates."""
    until = datetime.fromisoformat(article["date"]).replace(tzinfo=UTC) + _ASKED_WITHIN if article["date"] else None
    hits = archive.lexical.search(question, 4 * _OTHERS, None, until)
    chunks = list(archive.chunks([chunk_id for chunk_id, _ in hits]).values())
    stories = {one.article.story for one in chunks if same_address(one.article.url, article["url"])}
    found = []
    for one in chunks:
        is_own = one.article.story in stories or one.article.title == article["title"]
        if is_own or one.article.url in ignored or one.article.language != "en":
            continue
        spans = sentences(one.text, "en")
        date = one.article.published_at.date().isoformat() if one.article.published_at else ""
        found.append(
            PassageExample(
                one.article.title,
                date,
                one.text,
                [(span.start, span.end) for span in spans],
                [0.0] * len(spans),
                is_same_article=False,
            )
        )
    return found[:_OTHERS]


def same_address(url: str, other: str) -> bool:
    return url.split("://")[-1].removeprefix("www.").rstrip("/") == other.split("://")[-1].removeprefix("www.").rstrip(
        "/"
    )


def public(folder: Path, chosen: random.Random) -> Iterator[Example]:
    """Questions of public reading sets in English, with the characters of their answers."""
    with gzip.open(folder / "passages.jsonl.gz", "rt") as file:
        passages = {one["id"]: one for one in map(json.loads, file) if one["source"] in _ENGLISH_SETS}
    with gzip.open(folder / "questions.jsonl.gz", "rt") as file:
        rows = [one for one in map(json.loads, file) if one["source"] in _ENGLISH_SETS]
    beside: dict[tuple[str, str], list[str]] = {}
    for one in passages.values():
        beside.setdefault((one["source"], one["article"]), []).append(one["id"])
    by_set: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_set.setdefault(row["source"], []).append(row)
    for source, own in by_set.items():
        for row in chosen.sample(own, min(len(own), _ENGLISH_SETS[source])):
            passage = passages[row["passage"]]
            others = [passages[one]["text"] for one in beside[source, passage["article"]] if one != row["passage"]]
            others = row.get("elsewhere", []) or chosen.sample(others, min(2, len(others)))
            title = passage["article"].replace("_", " ") if source == "squadshifts-new_wiki" else ""
            found = [_with_spans(title, passage["text"], [tuple(span) for span in row["spans"]])]
            found += [_with_spans(title, text, []) for text in others]
            if any(found[0].gains):
                yield Example(row["question"], source, False, found)


def korean(folder: Path) -> Iterator[Example]:
    """KorQuAD's questions, each with its paragraph and two others of the same article; every tenth article held out."""
    data = json.loads((folder / "KorQuAD_v1.0_dev.json").read_text("utf-8"))["data"]
    for number, article in enumerate(data):
        chosen = random.Random(number)
        texts = [paragraph["context"] for paragraph in article["paragraphs"]]
        for at, paragraph in enumerate(article["paragraphs"]):
            for pair in paragraph["qas"]:
                start = pair["answers"][0]["answer_start"]
                span = (start, start + len(pair["answers"][0]["text"]))
                rest = [text for place, text in enumerate(texts) if place != at]
                others = chosen.sample(rest, min(2, len(rest)))
                passages = [_with_spans(article["title"], texts[at], [span], "ko")]
                passages += [_with_spans(article["title"], text, [], "ko") for text in others]
                if any(passages[0].gains):
                    yield Example(pair["question"], "korquad", number % HELD_OUT == 0, passages, language="ko")


def japanese(folder: Path, chosen: random.Random) -> Iterator[Example]:
    """JaQuAD's questions, as many as there are Korean ones, each with its passage and two others of its article."""
    with gzip.open(folder / "passages.jsonl.gz", "rt") as file:
        passages = {one["id"]: one for one in map(json.loads, file) if one["source"] == "jaquad"}
    with gzip.open(folder / "questions.jsonl.gz", "rt") as file:
        rows = [one for one in map(json.loads, file) if one["source"] == "jaquad"]
    beside: dict[str, list[str]] = {}
    for one in passages.values():
        beside.setdefault(one["article"], []).append(one["id"])
    numbers = {article: number for number, article in enumerate(sorted(beside))}
    for row in chosen.sample(rows, _JAPANESE):
        passage = passages[row["passage"]]
        rest = [passages[one]["text"] for one in beside[passage["article"]] if one != row["passage"]]
        title = passage["article"].replace("_", " ")
        found = [_with_spans(title, passage["text"], [tuple(span) for span in row["spans"]], "ja")]
        found += [_with_spans(title, text, [], "ja") for text in chosen.sample(rest, min(2, len(rest)))]
        if any(found[0].gains):
            is_held_out = numbers[passage["article"]] % HELD_OUT == 0
            yield Example(row["question"], "jaquad", is_held_out, found, language="ja")


def _with_spans(title: str, text: str, answers: list[tuple[int, int]], language: str = "en") -> PassageExample:
    """A passage of which only the first chunks around its answer are kept."""
    pieces = chunk(text, language) or (Span(0, len(text)),)
    piece = next((one for one in pieces if any(one.start <= start < one.end for start, _ in answers)), pieces[0])
    spans = sentences(text, language, piece)
    inside = [(start, end) for start, end in answers if piece.start <= start and end <= piece.end]
    gains = [float(any(start < span.end and span.start < end for start, end in inside)) for span in spans]
    return PassageExample(
        title,
        "",
        text[piece.start : piece.end],
        [(span.start - piece.start, span.end - piece.start) for span in spans],
        gains,
        is_same_article=True,
        spans=[(start - piece.start, end - piece.start) for start, end in inside],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("reading", type=Path, help="the folder of the reading data")
    parser.add_argument("target", type=Path)
    parser.add_argument("--ignore", type=Path, help="questions (JSON Lines) whose `relevant` articles are left out")
    given = parser.parse_args()
    ignored: set[str] = set()
    if given.ignore:
        for line in given.ignore.read_text().splitlines():
            row = json.loads(line)
            for turn in row.get("turns") or [row]:
                ignored.update(turn.get("relevant", []))
    scratch = given.target.with_suffix(".new")
    with Archive(Settings(home=given.archive)) as archive, scratch.open("w") as file:
        for example in news(archive, given.reading, ignored):
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
        for example in asked.examples(archive, ignored):
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
        sets = (
            public(given.reading, random.Random(0)),
            korean(given.reading),
            japanese(given.reading, random.Random(0)),
        )
        for example in (one for of_set in sets for one in of_set):
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
    scratch.replace(given.target)


if __name__ == "__main__":
    main()
