"""A run records what is needed to repeat it, and no secret."""

from __future__ import annotations

import json
from pathlib import Path

from clippings.core.settings import Settings
from clippings.evaluation.run_metadata import code_digest, made, told
from clippings.vectorstore.archive import Archive


def test_settings_are_told_without_secrets_and_without_addresses_that_may_hold_some(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path,
        database_url="postgresql+psycopg://user:password@db/x",
        chat_base_url="http://user:password@127.0.0.1/v1",
        chat_api_key="a-secret",
        discord_token="another-secret",
        chat_model="openai:m",
        chat_timeout_s=5,
    )
    found = told(settings)
    assert found == {
        "database_url": "(set)",
        "chat_base_url": "(set)",
        "chat_model": "openai:m",
        "chat_timeout_s": 5.0,
    }
    assert told(Settings(home=tmp_path)) == {}


def test_code_models_and_the_state_of_the_archive_are_recorded(sample_home: Path) -> None:
    with Archive(Settings(home=sample_home)) as archive:
        found = made(archive, ["a.qa.yaml"], "words")
        assert found.catalogue_id == archive.catalogue.id
        assert found.last_change == archive.catalogue.last_change() > 0
    assert (found.suites, found.articles, found.statements_judged_by) == (["a.qa.yaml"], 54, "words")
    assert len(found.code) == 12
    assert found.code == code_digest()
    assert str(sample_home) not in json.dumps(found.model_dump(mode="json"))
