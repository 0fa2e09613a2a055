"""Turn trained weights into what ships: an int8 ONNX file of the encoder, and the heads.

    python -m training.reader.export FOLDER chain/reading/model

FOLDER has `reader.pt` from `training.reader.train`, or `checkpoint.pt` while it still trains.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from transformers import BertModel

from clippings.chain.reading.encoder import VERSION
from clippings.vectorstore.embedders.onnx_export import sha256_of, write_int8_encoder
from training.reader.model import ReaderModel

_HEADS = ("sentence.", "passage.", "span.")


def export(trained: Path, target: Path) -> None:
    """Write `reader.onnx`, `heads.npz` and `manifest.json`."""
    kept = torch.load(trained)
    state = kept["model"] | kept["average"] if "average" in kept else kept
    model = ReaderModel()
    model.load_state_dict(state)
    encoder = BertModel(model.encoder.config, add_pooling_layer=False)
    encoder.load_state_dict(model.encoder.state_dict())
    encoder.set_attn_implementation("eager")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch) / "reader.onnx"
        write_int8_encoder(encoder.eval(), small)
        shutil.move(small, target / "reader.onnx")
    heads = {name: value.float().numpy() for name, value in state.items() if name.startswith(_HEADS)}
    np.savez(target / "heads.npz", **heads)
    manifest = {
        "name": f"reader of {datetime.now(UTC):%Y-%m-%d}",
        "version": VERSION,
        "sha256": {name: sha256_of(target / name) for name in ("reader.onnx", "heads.npz")},
    }
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    finished = given.folder / "reader.pt"
    export(finished if finished.is_file() else given.folder / "checkpoint.pt", given.target)


if __name__ == "__main__":
    main()
