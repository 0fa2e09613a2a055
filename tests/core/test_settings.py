"""Settings: complete in `.env.example`, refused by name when wrong, and secrets never shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clippings.core.errors import SettingsError
from clippings.core.settings import PREFIX, Settings, load_settings
from tests.conftest import PROJECT

EXAMPLE = PROJECT / ".env.example"
SETTING_LINE = re.compile(r"^#?\s*(CLIPPINGS_[A-Z_]+)=")


@pytest.fixture(autouse=True)
def empty_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a `.env`, so that only what a test writes is read."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def documented() -> list[tuple[str, str]]:
    """(setting, the line above it) for every setting of `.env.example`."""
    written = EXAMPLE.read_text("utf-8").splitlines()
    return [
        (found.group(1), written[number - 1] if number else "")
        for number, line in enumerate(written)
        if (found := SETTING_LINE.match(line))
    ]


def test_the_example_lists_every_setting_once_and_no_other() -> None:
    assert sorted(name for name, _ in documented()) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


def test_the_example_explains_every_setting_in_a_comment_above_it() -> None:
    unexplained = [name for name, above in documented() if not re.match(r"# \S", above) or SETTING_LINE.match(above)]
    assert unexplained == []


def test_a_setting_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_CHAT_MODEL", "openai:gpt-4o-mini")
    monkeypatch.setenv("CLIPPINGS_DISCORD_GUILD_IDS", "12, 34,")
    settings = load_settings()
    assert settings.chat_model == "openai:gpt-4o-mini"
    assert settings.discord_guild_ids == (12, 34)


def test_a_setting_comes_from_the_env_file_and_the_environment_wins(
    empty_working_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_working_folder / ".env").write_text("CLIPPINGS_CHAT_MODEL=file\nCLIPPINGS_RERANKER_MODEL=file\nOTHER=1\n")
    monkeypatch.setenv("CLIPPINGS_CHAT_MODEL", "environment")
    settings = load_settings()
    assert (settings.chat_model, settings.reranker_model) == ("environment", "file")


def test_an_empty_setting_is_the_same_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_CHAT_BASE_URL", "")
    assert load_settings().chat_base_url is None


def test_the_home_of_the_command_line_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_HOME", "/somewhere/else")
    assert load_settings().home == Path("/somewhere/else")
    settings = load_settings(tmp_path / "mine")
    assert settings.home == tmp_path / "mine"
    assert settings.catalogue_url == f"sqlite:///{tmp_path / 'mine' / 'catalogue.db'}"


def test_a_home_may_be_written_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CLIPPINGS_HOME", "~/news")
    assert load_settings().home == tmp_path / "news"


def test_an_unknown_setting_is_refused_by_name_with_the_nearest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_DISCORD_TOKN", "hunter2")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "CLIPPINGS_DISCORD_TOKN" in refused.value.what
    assert "CLIPPINGS_DISCORD_TOKEN" in refused.value.way_out
    assert "hunter2" not in str(refused.value)


def test_an_unknown_setting_in_the_env_file_is_refused_as_well(empty_working_folder: Path) -> None:
    (empty_working_folder / ".env").write_text("CLIPPINGS_ZZZZ_QQQQ=1\n")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "CLIPPINGS_ZZZZ_QQQQ" in refused.value.what
    assert ".env.example" in refused.value.way_out


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLIPPINGS_CHAT_BASE_URL", "sk-secret-in-the-wrong-place"),
        ("CLIPPINGS_CHAT_TIMEOUT_S", "sk-secret-in-the-wrong-place"),
        ("CLIPPINGS_CHAT_TIMEOUT_S", "0"),
        ("CLIPPINGS_DISCORD_GUILD_IDS", "12,sk-secret-in-the-wrong-place"),
        ("CLIPPINGS_ALLOW_LOCAL_ADDRESSES", "sk-secret-in-the-wrong-place"),
    ],
)
def test_a_malformed_setting_is_refused_by_name_without_showing_its_value(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert name in refused.value.what
    assert "secret" not in str(refused.value)
    assert refused.value.__suppress_context__
    assert refused.value.exit_code == 2


def test_secrets_are_not_shown_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_DISCORD_TOKEN", "hunter2")
    monkeypatch.setenv("CLIPPINGS_CHAT_API_KEY", "hunter3")
    assert "hunter" not in repr(load_settings())


@pytest.mark.parametrize(
    "address", ["https://ann:secret@news.example", "https://news.example/?token=x", "news.example"]
)
def test_an_address_of_the_page_is_one_that_everybody_may_see(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("CLIPPINGS_PAGE_ADDRESS", address)
    with pytest.raises(SettingsError, match="CLIPPINGS_PAGE_ADDRESS") as refused:
        load_settings()
    assert "secret" not in str(refused.value)
