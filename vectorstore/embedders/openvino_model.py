"""The network as it was published, in OpenVINO, calculated in bfloat16: for many texts at once, on processors with AMX.

Measured on two such cores (docs/decisions/015): twice as many chunks a second as int8 in onnxruntime, and vectors that
agree with the original to a cosine of 1.000. Processors without AMX have to imitate it; there int8 is quicker.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clippings.vectorstore.embedders.quiet_openvino import openvino
from clippings.vectorstore.embedders.sentence_model import SentenceModel

_LENGTH_STEP = 16
"""Lengths are rounded up to this: every shape that the engine has not met costs it time and memory (peak 459 MB against
523), and the padding, masked out, changes nothing."""

_CPU_FLAGS = Path("/proc/cpuinfo")


def is_faster_here() -> bool:
    """Whether OpenVINO is installed (extra `openvino`) and the processor multiplies matrices of bfloat16."""
    if find_spec("openvino") is None or not _CPU_FLAGS.is_file():
        return False
    return "amx_bf16" in _CPU_FLAGS.read_text("utf-8", "replace")


class OpenVinoModel(SentenceModel):
    """Sentence embeddings of a model in OpenVINO's own format, or ONNX."""

    batch = 8

    def __init__(self, model_file: Path, tokenizer_file: Path) -> None:
        super().__init__(tokenizer_file)
        model = openvino().Core().compile_model(str(model_file), "CPU", {"INFERENCE_PRECISION_HINT": "bf16"})
        self._request: Any = model.create_infer_request()

    def hidden(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        length = ids.shape[1]
        padding = ((0, 0), (0, -length % _LENGTH_STEP))
        ids, mask = np.pad(ids, padding), np.pad(mask, padding)
        found = self._request.infer({"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
        last: NDArray[np.float32] = found[0][:, :length]
        return last
