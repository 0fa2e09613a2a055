"""A cross-encoder from a local folder: a BERT of one small layer with random weights, all that the wiring needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.chain.ranking.reranker import Reranker
from clippings.core.errors import EmbedderUnavailable
from tests.chain.conftest import evidence_of

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def small_cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross-encoder")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "bridge", "ferry", "opened", "stopped", "the", "."]
    (folder / "vocab.txt").write_text("\n".join(words))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertForSequenceClassification(BertConfig(vocab_size=len(words), num_labels=1, **size)).save_pretrained(folder)
    return folder


def test_the_same_passages_come_back_ranked_by_the_models_scores(small_cross_encoder: Path) -> None:
    given = [
        evidence_of(text, article_id=at).passage for at, text in enumerate(["the bridge opened.", "the ferry."], 1)
    ]
    ordered = Reranker(str(small_cross_encoder)).rerank("the bridge", given)
    assert {passage.chunk.id for passage in ordered} == {1, 2}
    assert [passage.rank for passage in ordered] == [1, 2]
    assert ordered[0].score >= ordered[1].score
    assert Reranker(str(small_cross_encoder)).rerank("the bridge", []) == []


def test_a_folder_without_a_model_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match="CLIPPINGS_RERANKER_MODEL"):
        Reranker(str(tmp_path))
