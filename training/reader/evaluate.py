"""How well the trained reader finds the sentences that answer held-out questions.

    python -m training.reader.evaluate examples.jsonl FOLDER

FOLDER has `reader.pt` from `training.reader.train`.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import torch
from sklearn.metrics import roc_auc_score

from training.reader.model import ReaderModel
from training.reader.train import Examples, grouped

_WORDS = 150
"""Of the longest answers."""


@torch.no_grad()  # type: ignore[untyped-decorator]
def evaluate(model: ReaderModel, examples: Examples, most: int = 400) -> dict[str, float]:
    """On held-out questions, with all sentences of their article to choose from.

    Returns:
        `best_sentence`: share of the answerable whose best sentence is one of those wanted; `wanted_among_four`: share
        of the wanted that are among the best four; `auroc_sentence`, `auroc_passage`: answered or not, by the best
        sentence's and the best passage's score.
    """
    model.eval()
    right: list[bool] = []
    among: list[float] = []
    kinds: dict[str, list[bool]] = {}
    by_sentence: list[tuple[float, bool]] = []
    by_passage: list[tuple[float, bool]] = []
    for row in examples.held_out[:: max(1, math.ceil(len(examples.held_out) / most))]:
        own = [one for one in row["passages"] if one["is_same_article"]]
        scores = grouped(model, examples.of_row(0, row, own))[0]
        said = [(float(value), one.chosen.gains[at]) for one in scores for at, value in one.sentences.items()]
        said.sort(key=lambda one: -one[0])
        is_answered = any(gain > 0 for _, gain in said)
        by_sentence.append((said[0][0], is_answered))
        by_passage.append((max(float(one.passage) for one in scores), is_answered))
        if is_answered:
            right.append(said[0][1] > 0)
            among.append(sum(gain > 0 for _, gain in said[:4]) / sum(gain > 0 for _, gain in said))
            kinds.setdefault(row["kind"], []).append(right[-1])
    print({kind: round(sum(own) / len(own), 2) for kind, own in sorted(kinds.items())})
    return {
        "questions": len(by_sentence),
        "best_sentence": sum(right) / len(right),
        "wanted_among_four": sum(among) / len(among),
        "auroc_sentence": _auroc(by_sentence),
        "auroc_passage": _auroc(by_passage),
    }


@torch.no_grad()  # type: ignore[untyped-decorator]
def evaluate_asked(model: ReaderModel, examples: Examples) -> dict[str, float]:
    """On held-out questions that were asked of a whole archive, with all sentences that it found to choose from.

    Returns:
        `best_sentence`: as `evaluate`, what tells the same as a wanted sentence counting as right; `told`: share of the
        wanted among the best 150 words; `auroc_sentence`: as `evaluate`.
    """
    model.eval()
    right: list[bool] = []
    told: list[float] = []
    answered: list[tuple[float, bool]] = []
    for row in examples.asked_held_out:
        scores = grouped(model, examples.of_row(0, row, row["passages"]))[0]
        texts = {id(passage["gains"]): passage for passage in row["passages"]}
        said = []
        for one in scores:
            passage = texts[id(one.chosen.gains)]
            for at, value in one.sentences.items():
                start, end = passage["sentences"][at]
                said.append((float(value), passage["gains"][at], len(passage["text"][start:end].split())))
        said.sort(key=lambda one: -one[0])
        is_answered = any(gain > 0 for _, gain, _ in said)
        answered.append((said[0][0], is_answered))
        if is_answered:
            right.append(said[0][1] > 0)
            wanted = sum(gain for _, gain, _ in said if gain > 0)
            left = _WORDS
            shown = 0.0
            for _, gain, words in said:
                left -= words
                shown += max(0.0, gain) if left >= 0 else 0.0
            told.append(shown / wanted)
    return {
        "questions": len(answered),
        "best_sentence": sum(right) / len(right),
        "told": sum(told) / len(told),
        "auroc_sentence": _auroc(answered),
    }


def _auroc(scored: list[tuple[float, bool]]) -> float:
    return float(roc_auc_score([is_answered for _, is_answered in scored], [score for score, _ in scored]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    model = ReaderModel()
    model.load_state_dict(torch.load(given.folder / "reader.pt"))
    examples = Examples(given.examples)
    print(json.dumps(evaluate(model, examples)))
    if examples.asked_held_out:
        print(json.dumps({"asked of an archive": evaluate_asked(model, examples)}))


if __name__ == "__main__":
    main()
