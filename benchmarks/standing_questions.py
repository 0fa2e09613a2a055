"""How well is it told whether a new article changes what was told?   python benchmarks/standing_questions.py HOME

`standing_pairs.jsonl` has pairs of articles of RealTime QA, by their addresses, with a question and what the later one
is to a reader who knows the earlier one, labelled by reading both: `changed`, `added`, `repeated`, `other` (story).
HOME is an archive that has the articles; it is not changed.

Weights are learned, and the threshold is chosen, on the pairs of every second question (`--fit`
writes them to `chain/models/standing.json`); the figures are of the pairs of the other questions. "Post it" is
changed or added. Prints the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from clippings.chain.query.question_type import classify
from clippings.chain.reading.reader import Reader, packaged_reader
from clippings.chain.standing import comparison
from clippings.chain.standing.comparison import (
    AnswerComparison,
    Embed,
    News,
    ToldQuote,
    compare_answers,
    features,
    is_another_story,
)
from clippings.chain.standing.news import news_of, quotes_of
from clippings.chain.standing.watchlist import Watched, Watchlist, watched
from clippings.core.settings import Settings
from clippings.core.types import Chunk
from clippings.vectorstore.archive import Archive

_PAIRS = Path(__file__).parent / "standing_pairs.jsonl"
_MODEL = Path(comparison.__file__).parent.parent / "models" / "standing.json"
_AT = datetime(2024, 1, 1, tzinfo=UTC)
_PRECISION, _RECALL = 0.9, 0.7
_FOR_THE_GATE = {"read", "names_all"}
_STRENGTH = 0.3
"""Of the regularisation (scikit-learn's C)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair as it is compared."""

    question: str
    is_held_out: bool
    label: str
    kinds: dict[str, float]
    told: list[ToldQuote]
    later: News | None
    """None where the later article is not read, or says nothing."""
    is_near: bool
    """Whether its words bring it before the reader."""

    @property
    def is_news(self) -> bool:
        return self.label in {"changed", "added"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One pair and what was made of it."""

    pair: Pair
    found: AnswerComparison


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path, help="an archive with the articles of RealTime QA 2022-2023")
    parser.add_argument("--fit", action="store_true", help="learn the weights anew and write them")
    parser.add_argument("--errors", action="store_true", help="list the pairs that are told wrongly")
    options = parser.parse_args()
    labelled = [json.loads(line) for line in _PAIRS.read_text("utf-8").splitlines()]
    with Archive(Settings(home=options.home)) as archive:
        pairs = _pairs(archive, labelled, packaged_reader())
        embed = _remembering(archive)
        if options.fit:
            _fit([one for one in pairs if not one.is_held_out], embed)
            comparison.LinearModel.load.cache_clear()
        seen = [Seen(one, _compared(one, embed)) for one in pairs]
    print(json.dumps(_figures(seen), indent=1))
    if options.errors:
        for one in seen:
            if one.found.is_news != one.pair.is_news:
                print(f"{one.found.chance:.2f} {one.found.kind} is {one.pair.label}: {one.pair.question}")
                print(f"     {one.found.after.quote if one.found.after else None}")


def _pairs(archive: Archive, labelled: Sequence[dict[str, Any]], reader: Reader) -> list[Pair]:
    archive.lexical.follow()
    questions = list(dict.fromkeys(pair["question"] for pair in labelled))
    found: list[Pair] = []
    for one in labelled:
        question = one["question"]
        looked_for = watched("one", question, archive.lexical.rarity)
        earlier = _news(archive, looked_for, _chunks(archive, one["old"]), reader)
        chunks = _chunks(archive, one["new"])
        later = _news(archive, looked_for, chunks, reader)
        told = [ToldQuote(quote.quote, quote.passage.article) for quote in quotes_of(earlier)] if earlier else []
        is_near = bool(Watchlist([looked_for]).near(chunks[0].article, chunks))
        is_held_out = questions.index(question) % 2 == 1
        found.append(Pair(question, is_held_out, one["label"], classify(question, "en", reader), told, later, is_near))
    return found


def _compared(pair: Pair, embed: Embed) -> AnswerComparison:
    if pair.later is None or not pair.is_near:
        return AnswerComparison("other", 0.0)
    return compare_answers(pair.question, pair.kinds, pair.told, pair.later, embed)


def _chunks(archive: Archive, url: str) -> list[Chunk]:
    article = archive.catalogue.article_at(url)
    if article is None:
        raise SystemExit(f"The archive has no article {url}.")
    chunks, _ = archive.catalogue.chunks_of([article.id])
    return sorted(chunks, key=lambda chunk: chunk.ordinal)


def _news(archive: Archive, looked_for: Watched, chunks: Sequence[Chunk], reader: Reader) -> News | None:
    near = Watchlist([looked_for]).near(chunks[0].article, chunks)
    return news_of(archive, looked_for.text, near[0][1] if near else chunks[:5], _AT, reader)


def _remembering(archive: Archive) -> Embed:
    known: dict[str, list[float]] = {}

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(fresh, archive.embedder.embed_documents(fresh) if fresh else [], strict=True))
        return np.array([known[text] for text in texts], np.float32)

    return embed


def _fit(pairs: Sequence[Pair], embed: Embed) -> None:
    read = [(one, features(one.question, one.kinds, one.told, one.later, embed)) for one in pairs if one.later]
    known = [one for one, row in read if not is_another_story(row)]
    found = [row for _, row in read if not is_another_story(row)]
    names = [name for name in found[0] if name not in _FOR_THE_GATE]
    rows = np.array([[row[name] for name in names] for row in found])
    labels = np.array([one.is_news for one in known])
    scaler = StandardScaler().fit(rows)
    fitted = LogisticRegression(C=_STRENGTH, max_iter=5_000).fit(scaler.transform(rows), labels)
    weights = fitted.coef_[0] / scaler.scale_
    intercept = float(fitted.intercept_[0] - weights @ scaler.mean_)
    threshold = _threshold(rows @ weights + intercept, labels)
    kept = {
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        "intercept": round(intercept - threshold, 4),
        "learned_by": "benchmarks/standing_questions.py --fit",
        "pairs": len(pairs),
    }
    _MODEL.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _threshold(scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """The lowest score from which on nine of ten are news, midway to the next one below."""
    order = np.argsort(-scores)
    hits = np.cumsum(labels[order])
    at = max((place for place in range(len(order)) if hits[place] >= _PRECISION * (place + 1)), default=0)
    below = scores[order[at + 1]] if at + 1 < len(order) else scores[order[at]] - 1
    return float((scores[order[at]] + below) / 2)


def _figures(seen: Sequence[Seen]) -> dict[str, Any]:
    held = [one for one in seen if one.pair.is_held_out]
    return {
        "pairs": len(seen),
        "questions": len({one.pair.question for one in seen}),
        "labels": dict(Counter(one.pair.label for one in seen)),
        "learned_on": _of([one for one in seen if not one.pair.is_held_out]),
        "held_out": _of(held),
        "held_out_precision_at_recall": {"recall": _RECALL, "precision": _precision_at(held, _RECALL)},
        "held_out_kinds": {
            label: dict(Counter(one.found.kind for one in held if one.pair.label == label))
            for label in ("changed", "added", "repeated", "other")
        },
        "near_by_words": {
            "news": _share([one.pair.is_near for one in seen if one.pair.is_news]),
            "other": _share([one.pair.is_near for one in seen if one.pair.label == "other"]),
        },
    }


def _of(seen: Sequence[Seen]) -> dict[str, float | int]:
    posted = [one for one in seen if one.found.is_news]
    news = sum(one.pair.is_news for one in seen)
    right = sum(one.pair.is_news for one in posted)
    precision = round(right / len(posted), 3) if posted else 0.0
    return {"pairs": len(seen), "news": news, "precision": precision, "recall": round(right / news, 3)}


def _precision_at(seen: Sequence[Seen], recall: float) -> float:
    """The best precision at which at least this share of the news is posted."""
    order = sorted(seen, key=lambda one: -one.found.chance)
    news, best, hits = sum(one.pair.is_news for one in seen), 0.0, 0
    for at, one in enumerate(order, start=1):
        hits += one.pair.is_news
        if hits >= recall * news:
            best = max(best, hits / at)
    return round(best, 3)


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0


if __name__ == "__main__":
    main()
