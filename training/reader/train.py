"""Train the reader; resumable, on two cores in a working day.

    python -m training.reader.train examples.jsonl FOLDER [--steps N]

FOLDER gets `checkpoint.pt` every few minutes: run again, it goes on from there (a changed --steps only moves where the
learning rate falls). `reader.pt` is the average of the last weights, which `training.reader.export` turns into what
ships. The loss of a question is taken over all its passages together, so that their scores can be compared (Clark and
Gardner 2018): a softmax over its sentences against how good each is, and for each sentence and passage on its own
whether it answers.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import torch

from clippings.core.sentences import Span
from training.reader.altered import Alterations
from training.reader.losses import loss_of
from training.reader.model import MINILM, NANO_E5, ReaderModel, input_builder
from training.reader.scores import Chosen, Scores, scored


@dataclass(frozen=True, slots=True)
class Mixture:
    """Questions a step: in English about one article, of public sets, asked of a whole archive, and altered so that
    nothing answers them; and in Korean and Japanese."""

    news: int
    public: int
    asked: int
    altered: int
    foreign: int


_MIXTURES = {MINILM: Mixture(4, 1, 3, 1, 0), NANO_E5: Mixture(2, 1, 1, 0, 3)}
_ANSWERING, _SILENT = 3, 3
"""Passages of a question asked of a whole archive: that answer and that do not."""

_ALTERED = 2
"""Passages of an altered question."""

_CUT, _CUT_TO = 0.15, (1, 5)
"""Share of the passages that are cut short, and to how many sentences: small articles have no more."""

_NOT_ALTERED = ("unanswerable", "yesno")
"""Kinds: what tells otherwise than a yes-or-no question supposes does answer it."""

_WARM_UP, _FALLING = 100, 0.5
_RATE, _HEAD_RATE, _DECAY = 1.5e-4, 5e-4, 0.01
_AVERAGED = 0.995
_BATCH_TOKENS = 4_096
_FOREIGN_WEIGHT = 0.5
"""Of passages of other articles: some do answer, unlabelled."""


class Examples:
    """The examples of a file, and for each step the ones it learns from."""

    def __init__(self, file: Path, base: str = MINILM) -> None:
        self.builder = input_builder(base)
        self._mixture = _MIXTURES[base]
        everything = [json.loads(line) for line in file.open()]
        foreign = [row for row in everything if row.get("language", "en") != "en"]
        self.foreign = [row for row in foreign if not row["held_out"]]
        self.foreign_held_out = [row for row in foreign if row["held_out"]]
        rows = [row for row in everything if row.get("language", "en") == "en"]
        is_whole = [row.get("is_whole", False) for row in rows]
        is_public = [not row.get("is_whole") and any(one["spans"] for one in row["passages"]) for row in rows]
        is_news = [not (public or whole) for public, whole in zip(is_public, is_whole, strict=True)]
        self.held_out = [row for row, news in zip(rows, is_news, strict=True) if news and row["held_out"]]
        self.news = [row for row, news in zip(rows, is_news, strict=True) if news and not row["held_out"]]
        self.asked = [row for row, whole in zip(rows, is_whole, strict=True) if whole and not row["held_out"]]
        self.asked_held_out = [row for row, whole in zip(rows, is_whole, strict=True) if whole and row["held_out"]]
        self.public = [row for row, public in zip(rows, is_public, strict=True) if public]
        self._alterable = [row for row in (*self.asked, *self.news) if row["kind"] not in _NOT_ALTERED]
        own = {_told_by(passage) for row in self._alterable for passage in row["passages"]}
        self._alterations = Alterations(own) if self._mixture.altered else None

    def of_step(self, step: int) -> list[Chosen]:
        rows = [*_turn(self.news, step, self._mixture.news, 1), *_turn(self.public, step, self._mixture.public, 2)]
        rows += _turn(self.asked, step, self._mixture.asked, 3)
        rows += _turn(self.foreign, step, self._mixture.foreign, 4)
        random_of = random.Random(step)
        chosen = []
        for at, row in enumerate(rows):
            passages = [
                _cut(one, random_of) if one["gains"] and random_of.random() < _CUT else one
                for one in _sampled(row, random_of)
            ]
            chosen.extend(self.of_row(at, row, passages))
        for row in _turn(self._alterable, step, self._mixture.altered, 5):
            chosen.extend(self._altered(len(rows), row, random_of))
        return chosen

    def _altered(self, at: int, row: dict[str, Any], random_of: random.Random) -> list[Chosen]:
        """The question with a word exchanged, and passages that would answer it as it was."""
        answering = [one for one in row["passages"] if _answers(one["gains"])]
        if self._alterations is None or not answering:
            return []
        text = " ".join(_told_by(one) for one in answering)
        question = self._alterations.alter(row["question"], text, random_of)
        if question is None:
            return []
        passages = random_of.sample(answering, min(_ALTERED, len(answering)))
        silent = [{**one, "gains": [0.0] * len(one["gains"]), "spans": []} for one in passages]
        return self.of_row(at, {**row, "question": question}, silent)

    def of_row(self, at: int, row: dict[str, Any], passages: Sequence[dict[str, Any]]) -> list[Chosen]:
        """A question's passages as they are read."""
        chosen = []
        for passage in passages:
            date = datetime.fromisoformat(passage["date"]) if passage["date"] else None
            spans = [Span(*one) for one in passage["sentences"]]
            for tokens in self.builder.build(row["question"], passage["title"], date, passage["text"], spans):
                weight = 1.0 if passage["is_same_article"] else _FOREIGN_WEIGHT
                chosen.append(Chosen(at, tokens, passage["gains"], passage["spans"], weight))
        return chosen


def _turn(rows: list[dict[str, Any]], step: int, count: int, seed: int) -> list[dict[str, Any]]:
    """The rows of a step: each comes once in every pass over all."""
    found: list[dict[str, Any]] = []
    if not rows:
        return found
    for place in range(step * count, (step + 1) * count):
        turn, at = divmod(place, len(rows))
        found.append(rows[_order(len(rows), turn, seed)[at]])
    return found


_ORDERS: dict[tuple[int, int, int], list[int]] = {}


def _order(length: int, turn: int, seed: int) -> list[int]:
    key = (length, turn, seed)
    if key not in _ORDERS:
        _ORDERS[key] = random.Random(turn * 10 + seed).sample(range(length), length)
    return _ORDERS[key]


def _sampled(row: dict[str, Any], random_of: random.Random) -> list[dict[str, Any]]:
    """The passages that answer, at most two; one of the same article that does not, and one of another. More of a
    question whose passages were all judged."""
    answering = [one for one in row["passages"] if _answers(one["gains"])]
    silent = [one for one in row["passages"] if not _answers(one["gains"]) and one["is_same_article"]]
    if row.get("is_whole"):
        chosen = random_of.sample(answering, min(_ANSWERING, len(answering)))
        left = _ANSWERING + _SILENT - len(chosen)
        return chosen + random_of.sample(silent, min(left, len(silent)))
    foreign = [one for one in row["passages"] if not one["is_same_article"]]
    best = max(answering, key=lambda one: max(one["gains"]), default=None)
    chosen = [] if best is None else [best]
    rest = [one for one in answering if one is not best]
    chosen += random_of.sample(rest, min(1, len(rest)))
    chosen += random_of.sample(silent, min(1 if answering else 2, len(silent)))
    return chosen + random_of.sample(foreign, min(1, len(foreign)))


def _cut(passage: dict[str, Any], random_of: random.Random) -> dict[str, Any]:
    """A few neighbouring sentences of a passage, with the one that answers if any does."""
    gains = passage["gains"]
    count = min(len(gains), random_of.randint(*_CUT_TO))
    best = max(range(len(gains)), key=lambda at: gains[at]) if _answers(gains) else random_of.randrange(len(gains))
    start = random_of.randint(max(0, best - count + 1), min(best, len(gains) - count))
    kept = passage["sentences"][start : start + count]
    spans = [(one, end) for one, end in passage["spans"] if kept[0][0] <= one and end <= kept[-1][1]]
    return {**passage, "sentences": kept, "gains": gains[start : start + count], "spans": spans}


def _told_by(passage: dict[str, Any]) -> str:
    return f"{passage['title']}. {passage['text']}"


def _answers(gains: Sequence[float]) -> bool:
    return any(gain > 0 for gain in gains)


def batches(chosen: Sequence[Chosen]) -> list[list[Chosen]]:
    """Passages of like length together."""
    found: list[list[Chosen]] = []
    for one in sorted(chosen, key=lambda one: -len(one.tokens.token_ids)):
        if found and (len(found[-1]) + 1) * len(found[-1][0].tokens.token_ids) <= _BATCH_TOKENS:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def grouped(model: ReaderModel, chosen: Sequence[Chosen]) -> dict[int, list[Scores]]:
    """The scores of each question's passages."""
    found: dict[int, list[Scores]] = {}
    for batch in batches(chosen):
        for one in scored(model, batch):
            found.setdefault(one.chosen.question, []).append(one)
    return found


def train(examples: Examples, folder: Path, steps: int, base: str = MINILM, save_every_s: float = 240.0) -> ReaderModel:
    """Go on from the folder's checkpoint, if there is one, to this many steps."""
    torch.manual_seed(0)
    model = ReaderModel(base)
    heads = [one for part in (model.sentence, model.passage, model.span) for one in part.parameters()]
    encoder = [one for one in model.encoder.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": _RATE, "most": _RATE}, {"params": heads, "lr": _HEAD_RATE, "most": _HEAD_RATE}],
        weight_decay=_DECAY,
    )
    trained = {name: one for name, one in model.named_parameters() if one.requires_grad}
    average = {name: one.detach().clone() for name, one in trained.items()}
    checkpoint, done = folder / "checkpoint.pt", 0
    if checkpoint.is_file():
        kept = torch.load(checkpoint)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        average, done = kept["average"], kept["step"]
    model.train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    for layer in model.encoder.encoder.layer:
        layer.attention.self.dropout_prob = 0.0
    saved, started, losses = time.monotonic(), time.monotonic(), []
    for step in range(done, steps):
        left = (steps - step) / steps
        factor = min(1.0, (step + 1) / _WARM_UP, left / _FALLING)
        for group in optimiser.param_groups:
            group["lr"] = group["most"] * factor
        by_question = grouped(model, examples.of_step(step))
        loss = torch.stack([loss_of(scores) for scores in by_question.values()]).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())
        share = min(_AVERAGED, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, one in trained.items():
                average[name].lerp_(one, 1 - share)
        if (step + 1) % 20 == 0:
            pace = (time.monotonic() - started) / (step + 1 - done)
            mean = sum(losses[-100:]) / len(losses[-100:])
            left_min = pace * (steps - step) / 60
            print(f"step {step + 1} of {steps}, loss {mean:.3f}, {pace:.2f} s a step, {left_min:.0f} min", flush=True)
        if time.monotonic() - saved > save_every_s or step + 1 == steps:
            _save(
                checkpoint,
                {
                    "model": model.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "average": average,
                    "step": step + 1,
                },
            )
            saved = time.monotonic()
    model.load_state_dict(model.state_dict() | average)
    _save(folder / "reader.pt", model.state_dict())
    return model


def _save(file: Path, what: dict[str, Any]) -> None:
    scratch = file.with_suffix(".new")
    torch.save(what, scratch)
    scratch.replace(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=4_700)
    parser.add_argument("--base", default=MINILM, choices=sorted(_MIXTURES), help="what the encoder starts from")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    train(Examples(given.examples, given.base), given.folder, given.steps, given.base)


if __name__ == "__main__":
    main()
