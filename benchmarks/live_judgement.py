"""How well does the reader judge answers that were given?   python benchmarks/live_judgement.py [--home HOME]

`live_labels.jsonl` has answers of the sample archive, labelled by a person: whether each quote tells something of what
was asked, and whether the quotes together answer it. Those marked `given` were given; the others are what would have
been shown for questions that are declined. The first 100 are drawn by chance from those given.

Both thresholds are chosen on four fifths of the labels and measured on the fifth, in turn (by answers). Intervals are
95%, by resampling answers 2,000 times. Prints the figures as JSON, and the thresholds over all labels.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

from clippings.chain.reading.judgement import ANSWERS_LOG_ODDS, BEARS_LOG_ODDS, quote_scores
from clippings.chain.reading.reader import Reader, packaged_reader
from clippings.cli.progress import TerminalProgress
from clippings.core.settings import Settings
from clippings.core.types import Chunk, Citation, Passage
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

_PROJECT = Path(__file__).parent.parent
_LABELS = Path(__file__).parent / "live_labels.jsonl"
_FIRST = 100
_FOLDS = 5
_RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer: the reader's scores and the person's labels."""

    scores: tuple[float, ...]
    bears: tuple[bool, ...]
    passage: float
    answered: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="an archive that has the sample archive; else one is made")
    home = parser.parse_args().home
    rows = [json.loads(line) for line in _LABELS.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as scratch, Archive(Settings(home=home or Path(scratch))) as archive:
        if not archive.catalogue.article_count():
            with TerminalProgress() as progress:
                ingest(archive, [str(_PROJECT / "sample_archive")], progress, defer_vectors=True)
        labelled = _scored(archive, rows, packaged_reader())
    quotes, answers = _held_out(labelled)
    first = range(_FIRST)
    told = {
        "answers": _FIRST,
        "quotes": sum(len(labelled[at].bears) for at in first),
        "people_bear": _share([bear for at in first for bear in labelled[at].bears]),
        "people_answered": _share([labelled[at].answered for at in first]),
        "quotes_agreement": _with_interval(first, lambda drawn: _agreement(*_flat(labelled, quotes, drawn))),
        "quotes_kappa": _with_interval(first, lambda drawn: _kappa(*_flat(labelled, quotes, drawn))),
        "answers_agreement": _with_interval(first, lambda drawn: _agreement(*_of(labelled, answers, drawn))),
        "answers_kappa": _with_interval(first, lambda drawn: _kappa(*_of(labelled, answers, drawn))),
        "answers_kappa_with_the_declined": _with_interval(
            range(len(labelled)), lambda drawn: _kappa(*_of(labelled, answers, drawn))
        ),
        "thresholds": {
            "bears": round(
                _threshold(
                    [(score, bear) for one in labelled for score, bear in zip(one.scores, one.bears, strict=True)]
                ),
                2,
            ),
            "answers": round(_threshold([(one.passage, one.answered) for one in labelled]), 2),
        },
        "thresholds_in_use": {"bears": BEARS_LOG_ODDS, "answers": ANSWERS_LOG_ODDS},
    }
    print(json.dumps(told, indent=1))


def _scored(archive: Archive, rows: Sequence[dict[str, Any]], reader: Reader) -> list[Labelled]:
    articles = {article.url: article for article in archive.catalogue.all_articles()}
    chunks, _ = archive.catalogue.chunks_of([article.id for article in articles.values()])
    found = []
    for row in rows:
        citations = [
            _citation(
                number, quote, articles[quote["url"]].text, [one for one in chunks if one.article.url == quote["url"]]
            )
            for number, quote in enumerate(row["quotes"], start=1)
        ]
        scores = quote_scores(row["question"], citations, reader)
        bears = tuple(bool(quote["bears"]) for quote in row["quotes"])
        found.append(Labelled(scores.quotes, bears, scores.passage, bool(row["answered"])))
    return found


def _citation(number: int, quote: dict[str, Any], text: str, chunks: Sequence[Chunk]) -> Citation:
    """With the chunk that has most of the quote."""
    start = text.index(quote["quote"])
    end = start + len(quote["quote"])
    chunk = max(chunks, key=lambda one: min(one.end, end) - max(one.start, start))
    return Citation(number, Passage(chunk, 1, 0.0), quote["quote"], start, end)


def _held_out(labelled: Sequence[Labelled]) -> tuple[list[tuple[bool, ...]], list[bool]]:
    """For each answer, what is judged of its quotes and of itself by thresholds of the other folds."""
    order = list(range(len(labelled)))
    random.Random(1).shuffle(order)
    quotes: list[tuple[bool, ...]] = [()] * len(labelled)
    answers = [False] * len(labelled)
    for fold in range(_FOLDS):
        held = set(order[fold::_FOLDS])
        others = [one for at, one in enumerate(labelled) if at not in held]
        bears = _threshold([(s, b) for one in others for s, b in zip(one.scores, one.bears, strict=True)])
        answered = _threshold([(one.passage, one.answered) for one in others])
        for at in held:
            quotes[at] = tuple(score > bears for score in labelled[at].scores)
            answers[at] = labelled[at].passage > answered
    return quotes, answers


def _threshold(pairs: Sequence[tuple[float, bool]]) -> float:
    """Where a regression holds both for equally likely."""
    fitted = LogisticRegression(C=10).fit([[score] for score, _ in pairs], [label for _, label in pairs])
    return float(-fitted.intercept_[0] / fitted.coef_[0][0])


def _flat(
    labelled: Sequence[Labelled], judged: Sequence[tuple[bool, ...]], drawn: Sequence[int]
) -> tuple[list[bool], list[bool]]:
    return [bear for at in drawn for bear in labelled[at].bears], [one for at in drawn for one in judged[at]]


def _of(labelled: Sequence[Labelled], judged: Sequence[bool], drawn: Sequence[int]) -> tuple[list[bool], list[bool]]:
    return [labelled[at].answered for at in drawn], [judged[at] for at in drawn]


def _agreement(people: Sequence[bool], judge: Sequence[bool]) -> float:
    return sum(one == other for one, other in zip(people, judge, strict=True)) / len(people)


def _kappa(people: Sequence[bool], judge: Sequence[bool]) -> float:
    return float(cohen_kappa_score(people, judge)) if len(set(people)) > 1 or len(set(judge)) > 1 else 0.0


def _share(labels: Sequence[bool]) -> float:
    return round(sum(labels) / len(labels), 3)


def _with_interval(places: Sequence[int], figure: Callable[[Sequence[int]], float]) -> dict[str, float]:
    chance = random.Random(2)
    drawn = [figure(chance.choices(places, k=len(places))) for _ in range(_RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {"value": round(figure(places), 3), "low": round(float(low), 3), "high": round(float(high), 3)}


if __name__ == "__main__":
    main()
