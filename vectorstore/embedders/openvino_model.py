"""The network in OpenVINO, in 8-bit integers with measured ranges: for many texts at once, on processors with VNNI.

Measured (docs/decisions/015): half as many chunks a second again as int8 in onnxruntime, and nearer to the original
(mean cosine 0.996 against 0.993), since the ranges of activations are not taken anew from each batch.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clippings.vectorstore.embedders.quiet_openvino import openvino
from clippings.vectorstore.embedders.sentence_model import SentenceModel, tokenizer_of

_LENGTH_STEP = 16
"""Lengths are rounded up to this: every shape that the engine has not met costs it time and memory (peak 459 MB against
523), and the padding, masked out, changes nothing."""

_CPU_FLAGS = Path("/proc/cpuinfo")
_NEEDED = ("openvino", "nncf")


def is_faster_here() -> bool:
    """Whether OpenVINO is installed (extra `openvino`) and the processor has instructions for 8-bit integers."""
    return all(find_spec(name) for name in _NEEDED) and "avx512_vnni" in _cpu_flags()


class OpenVinoModel(SentenceModel):
    """Sentence embeddings of a model in OpenVINO's own format, or ONNX."""

    batch = 4

    def __init__(self, model_file: Path, tokenizer_file: Path) -> None:
        super().__init__(tokenizer_file)
        rest = "bf16" if {"avx512_bf16", "amx_bf16"} & _cpu_flags() else "f32"
        model = openvino().Core().compile_model(str(model_file), "CPU", {"INFERENCE_PRECISION_HINT": rest})
        self._request: Any = model.create_infer_request()

    def hidden(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        found = self._request.infer(_padded(ids, mask))
        last: NDArray[np.float32] = found[0][:, : ids.shape[1]]
        return last


def quantise(full: Path, small: Path, tokenizer_file: Path) -> None:
    """Quantise a network in float32 to 8-bit integers, about 15 seconds.

    Args:
        full: The network as ONNX.
        small: The `.xml` file to write; its weights are written beside it.
        tokenizer_file: What turns the passages that it is calibrated on into its input.
    """
    engine = openvino()
    import nncf

    nncf.set_log_level("ERROR")
    tokenizer = tokenizer_of(tokenizer_file)
    passages = files(__package__).joinpath("calibration.jsonl").read_text("utf-8")
    texts = [json.loads(line) for line in passages.splitlines()]

    def as_input(text: str) -> dict[str, NDArray[np.int64]]:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        return _padded(ids, np.ones_like(ids))

    quantised = nncf.quantize(
        engine.Core().read_model(str(full)),
        nncf.Dataset(texts, as_input),
        preset=nncf.QuantizationPreset.MIXED,
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(texts),
    )
    engine.save_model(quantised, str(small), compress_to_fp16=True)


def _padded(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    padding = ((0, 0), (0, -ids.shape[1] % _LENGTH_STEP))
    ids, mask = np.pad(ids, padding), np.pad(mask, padding)
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


@functools.cache
def _cpu_flags() -> frozenset[str]:
    if not _CPU_FLAGS.is_file():
        return frozenset()
    told = _CPU_FLAGS.read_text("utf-8", "replace").split("\n\n")[0]
    return frozenset(told.split())
