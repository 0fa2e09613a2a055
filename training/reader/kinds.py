"""Learn what kind of question is asked, from the state that the trained encoder gives a question read alone.

    python -m training.reader.kinds READING_DATA chain/reading/model

Writes `kinds.npz` and its digest, and prints how often each kind of held-out question is taken for which.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from clippings.chain.query.question_type import FACTS
from clippings.chain.reading.encoder import ReaderEncoder
from clippings.vectorstore.embedders.onnx_export import sha256_of
from training.reader.examples import HELD_OUT

_NO_KIND = "unanswerable"
_PENALTY = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reading", type=Path, help="the folder of the reading data")
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in (given.reading / "news-questions.jsonl").read_text().splitlines()]
    rows = [row for row in rows if not row.get("lang") and row["k"] != _NO_KIND]
    _write(given.target, np.array(["none"]), np.zeros((1, 384)), np.zeros(1))  # the encoder loads with any
    encoder = ReaderEncoder(given.target)
    states = np.array([encoder.question_state(row["q"]) for row in track(rows, "Questions")])
    kinds = np.array([row["k"] for row in rows])
    held_out = np.array([row["a"] % HELD_OUT == 0 for row in rows])
    model = LogisticRegression(C=_PENALTY, max_iter=2_000).fit(states[~held_out], kinds[~held_out])
    _write(given.target, model.classes_.astype(str), model.coef_, model.intercept_)
    taken = model.predict(states[held_out])
    few, said_few = np.isin(kinds[held_out], FACTS), np.isin(taken, FACTS)
    print(f"right {(taken == kinds[held_out]).mean():.3f}; asks for few words or not {(few == said_few).mean():.3f}")
    for kind in sorted(set(kinds)):
        print(f"{kind:10}", dict(Counter(taken[kinds[held_out] == kind].tolist()).most_common(4)))


def _write(folder: Path, names: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> None:
    """Replace the file and its digest in the manifest."""
    arrays = {"kinds.names": names, "kinds.weight": weight.astype(np.float32), "kinds.bias": bias.astype(np.float32)}
    np.savez(folder / "kinds.npz", **arrays)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"]["kinds.npz"] = sha256_of(folder / "kinds.npz")
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
