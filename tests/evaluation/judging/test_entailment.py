"""Statements are judged by words, or by an NLI model where one is set; a model that is none is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.core.errors import EmbedderUnavailable
from clippings.core.settings import Settings
from clippings.evaluation.judging.entailment import ByModel, ByWords, entailment


@pytest.mark.parametrize(
    ("statement", "holds"),
    [
        ("The bridge cost 310 million crowns.", True),
        ("The bridge cost 900 million crowns.", False),
        ("The bridge did not cost 310 million crowns.", False),
        ("Olsen built the bridge for 310 million crowns.", False),
    ],
)
def test_words_refuse_numbers_names_and_denials_that_the_proof_does_not_have(statement: str, holds: bool) -> None:
    assert ByWords().entails(statement, "The bridge cost 310 million crowns and opened in May.") is holds


def test_of_another_language_only_numbers_names_and_quotes_are_compared() -> None:
    assert ByWords().entails("다리는 310 크로네가 들었다.", "The bridge cost 310 crowns.")
    assert not ByWords().entails("다리는 900 크로네가 들었다.", "The bridge cost 310 crowns.")


def _model(folder: Path, labels: list[str], sure_of: int) -> Path:
    """A cross-encoder of a few kilobytes that gives one label whatever it reads."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the"]))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=6, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        id2label=dict(enumerate(labels)), label2id={label: at for at, label in enumerate(labels)},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.zero_()
        model.classifier.bias[sure_of] = 5.0
    model.save_pretrained(folder)
    return folder


@pytest.mark.parametrize(("sure_of", "holds"), [(1, True), (0, False), (2, False)])
def test_an_nli_model_is_asked_for_its_label_of_entailment(tmp_path: Path, sure_of: int, holds: bool) -> None:
    folder = _model(tmp_path / "nli", ["contradiction", "ENTAILMENT", "neutral"], sure_of)
    judge = entailment(Settings(nli_model=str(folder)))
    assert isinstance(judge, ByModel)
    assert judge.entails("The bridge opened.", "The bridge opened in May.") is holds
    assert judge.name == f"NLI model {folder}"


def test_a_model_without_a_label_for_entailment_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match="is no NLI model: its labels are good, bad"):
        ByModel(str(_model(tmp_path / "other", ["good", "bad"], 0)))
    with pytest.raises(EmbedderUnavailable, match="cannot be loaded"):
        ByModel(str(tmp_path / "none"))


def test_without_a_model_words_judge() -> None:
    assert isinstance(entailment(Settings()), ByWords)
