"""A setting that is wrong is wrong usage: it is named, and its value is never shown."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine

_SECRET = "sk-do-not-show-this"


@pytest.mark.parametrize("command", ["status", "ask", "search", "reindex"])
def test_an_unknown_setting_is_named_with_the_nearest_known_one(clippings: CommandLine, command: str) -> None:
    arguments = [command, "Why?"] if command in ("ask", "search") else [command]
    done = clippings(*arguments, settings={"CHAT_MODLE": _SECRET})
    assert (done.code, done.stdout) == (2, "")
    assert "CLIPPINGS_CHAT_MODLE" in done.stderr
    assert "CLIPPINGS_CHAT_MODEL?" in done.stderr
    assert _SECRET not in done.stderr


def test_an_unknown_setting_like_no_other_is_named_too(clippings: CommandLine) -> None:
    done = clippings("status", settings={"FOO": "1"})
    assert (done.code, done.stdout) == (2, "")
    assert "CLIPPINGS_FOO" in done.stderr


@pytest.mark.parametrize("name", ["CHAT_TIMEOUT_S", "CHAT_BASE_URL", "DISCORD_GUILD_IDS", "ALLOW_LOCAL_ADDRESSES"])
def test_a_malformed_setting_is_named_and_its_value_is_not_shown(clippings: CommandLine, name: str) -> None:
    done = clippings("status", settings={name: _SECRET})
    assert (done.code, done.stdout) == (2, "")
    assert f"CLIPPINGS_{name}" in done.stderr
    assert _SECRET not in done.stderr


def test_a_setting_left_empty_is_as_if_it_were_not_there(clippings: CommandLine) -> None:
    assert clippings("status", settings={"CHAT_MODEL": "", "CHAT_TIMEOUT_S": ""}).code == 0


def test_the_doctor_tells_a_wrong_setting_as_its_first_finding(clippings: CommandLine) -> None:
    done = clippings("doctor", "--json", settings={"CHAT_MODLE": _SECRET})
    assert done.code == 1
    (check,) = done.json["checks"]
    assert "CLIPPINGS_CHAT_MODLE" in check["found"]
    assert _SECRET not in done.stdout


def test_a_bot_token_that_is_none_is_found_by_the_doctor_and_not_shown(clippings: CommandLine) -> None:
    done = clippings("doctor", settings={"DISCORD_TOKEN": _SECRET})
    assert done.code == 1
    assert "CLIPPINGS_DISCORD_TOKEN" in done.stdout
    assert _SECRET not in done.stdout + done.stderr
