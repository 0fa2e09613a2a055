"""The command takes its address safely, says where it is, and ends when it is asked to."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from clippings.core.errors import SettingsError
from clippings.core.settings import Settings, load_settings
from clippings.serve.run import checked_tokens, hosts_of, is_loopback
from tests.cli.conftest import CommandLine, clippings  # noqa: F401 - a fixture
from tests.e2e.processes import start, wait

TOKEN = "0123456789abcdef"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.7", "localhost", "::1"])
def test_this_machine_needs_no_token(host: str) -> None:
    assert is_loopback(host)
    assert checked_tokens(Settings(), is_local=True) == {}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "news.example", "localhost.example", ""])
def test_any_other_address_needs_one(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(SettingsError, match="needs a token") as refused:
        checked_tokens(Settings(), is_local=False)
    assert "CLIPPINGS_SERVE_TOKEN" in refused.value.way_out


def test_a_further_name_needs_a_token_and_is_answered_under(tmp_path: Path) -> None:
    named: dict[str, Any] = {"home": tmp_path, "serve_hosts": "news.example"}
    with pytest.raises(SettingsError, match="needs a token"):
        checked_tokens(Settings(**named), is_local=True)
    settings = Settings(**named, serve_token=TOKEN)
    assert checked_tokens(settings, is_local=True) == {"main": TOKEN}
    assert "news.example" in (hosts_of(settings, "127.0.0.1") or ())
    assert hosts_of(Settings(serve_token=TOKEN), "0.0.0.0") is None


def test_tokens_are_of_archives_that_are_there_and_differ(tmp_path: Path) -> None:
    further: dict[str, Any] = {"archives": f"council={tmp_path}"}
    settings = Settings(**further, serve_token=TOKEN, serve_tokens=f"council={TOKEN}x")
    assert checked_tokens(settings, is_local=False) == {"main": TOKEN, "council": f"{TOKEN}x"}
    misnamed: dict[str, Any] = {"serve_tokens": f"cuoncil={TOKEN}"}
    for wrong in (misnamed, {"serve_token": TOKEN, "serve_tokens": f"council={TOKEN}"}):
        with pytest.raises(SettingsError):
            checked_tokens(Settings(**further, **wrong), is_local=True)


@pytest.mark.parametrize(
    "value", ["council", "council=short", f"council={TOKEN},council={TOKEN}x", "=0123456789abcdef"]
)
def test_malformed_tokens_are_refused_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLIPPINGS_SERVE_TOKENS", value)
    with pytest.raises(SettingsError, match="CLIPPINGS_SERVE_TOKENS") as refused:
        load_settings(tmp_path)
    assert TOKEN not in str(refused.value)


def test_the_command_refuses_what_it_may_not_do(clippings: CommandLine, tmp_path: Path) -> None:  # noqa: F811
    open_to_all = clippings("serve", "--host", "0.0.0.0", "--port", "0")
    assert (open_to_all.code, open_to_all.stdout) == (2, "")
    assert "needs a token" in open_to_all.stderr
    nowhere = clippings("serve", home=tmp_path / "mistyped")
    assert nowhere.code == 2
    assert "There is no archive" in nowhere.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        in_use = clippings("serve", "--port", taken.getsockname()[1])
    assert in_use.code == 1
    assert "cannot be used" in in_use.stderr


def test_the_served_archive_is_warm_answers_and_ends(sample_home: Path) -> None:
    process = start(sample_home, "serve", "--port", 0)
    assert process.stderr is not None
    address = process.stderr.readline().split()[-1]
    with httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/healthz").json() == {"state": "ready"}
        answer = client.get("/api/ask", params={"question": "Why does Korea need Japan for R&D?"}).json()
        assert answer["citations"]
        assert client.get("/api/ask", params={"question": "가" * 2_000}).status_code == 200
        assert client.get("/", headers={"host": "evil.example"}).status_code == 403
    process.send_signal(signal.SIGTERM)
    ended = wait(process)
    assert (ended.code, ended.stdout) == (0, "")
