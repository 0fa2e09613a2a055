"""`run_bot` against a small HTTP server on loopback that stands for Discord."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from clippings.bot import run
from clippings.bot.run import run_bot
from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings

_ME = b'{"id": "1", "username": "clippings", "discriminator": "0", "avatar": null, "bot": true}'
_APPLICATION = (
    b'{"id": "2", "name": "Clippings", "description": "", "icon": null, "verify_key": "", "flags": 0, '
    b'"bot_public": true, "bot_require_code_grant": false, '
    b'"owner": {"id": "3", "username": "admin", "discriminator": "0", "avatar": null}}'
)


class _Discord:
    """Answers what a login asks for, and has no gateway."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.accepts_token = True
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(f"{self.command} {self.path}")
                replies = {"/users/@me": _ME, "/oauth2/applications/@me": _APPLICATION}
                found = replies.get(self.path.removeprefix("/api/v10").split("?")[0])
                status = 401 if not outer.accepts_token else 200 if found else 404
                self._reply(status, found or b"{}")

            def do_PUT(self) -> None:
                outer.asked.append(f"{self.command} {self.path}")
                self.rfile.read(int(self.headers["Content-Length"]))
                self._reply(200, b"[]")

            def _reply(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/api/v10"


@pytest.fixture
def discord_on_loopback() -> Iterator[_Discord]:
    server = _Discord()
    yield server
    server.server.shutdown()


@pytest.fixture
def settings_for(home: Path) -> Callable[..., Settings]:
    return lambda **more: Settings(home=home, **more)


def test_without_a_token_the_way_to_one_is_told(settings_for: Callable[..., Settings]) -> None:
    with pytest.raises(ClippingsError) as error:
        run_bot(settings_for())
    assert "CLIPPINGS_DISCORD_TOKEN" in error.value.way_out
    assert "clippings preview" in error.value.way_out


def test_a_token_that_discord_refuses_is_named_and_not_shown(
    settings_for: Callable[..., Settings], discord_on_loopback: _Discord
) -> None:
    discord_on_loopback.accepts_token = False
    with pytest.raises(ClippingsError, match="CLIPPINGS_DISCORD_TOKEN") as error:
        run_bot(settings_for(discord_token="a.secret.b", discord_api_url=discord_on_loopback.url, health_port=0))
    assert "secret" not in str(error.value)
    assert "GET /api/v10/users/@me" in discord_on_loopback.asked


def test_nobody_is_told_off_for_a_network_that_is_not_there_yet(
    settings_for: Callable[..., Settings], discord_on_loopback: _Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no gateway, so the bot tries again; here it is asked to end after the second try."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    tried: list[object] = []

    def told(state: object) -> None:
        tried.append(state)
        if len(tried) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(run, "_told", told)
    run.run_bot(settings_for(discord_token="a.b.c", discord_api_url=discord_on_loopback.url, health_port=0))
    asked = [line.split("?")[0] for line in discord_on_loopback.asked]
    assert asked[0] == "GET /api/v10/users/@me"
    assert asked.count("GET /api/v10/gateway/bot") >= 2
    assert asked.count("PUT /api/v10/applications/2/commands") == 1, "published again without a change"
    assert base == Route.BASE
    assert gateway == DiscordWebSocket.DEFAULT_GATEWAY
