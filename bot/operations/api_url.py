"""Which Discord the bot talks to: the real one, or the one that a test runs on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord import Client
from discord.gateway import DiscordWebSocket
from discord.http import Route


@contextmanager
def talking_to(api_url: str | None) -> Iterator[None]:
    """Send REST calls to another base (`http://127.0.0.1:PORT/api/v10`), the real one when None, until the end."""
    if api_url is None:
        yield
        return
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = api_url.rstrip("/")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


async def use_its_gateway(client: Client) -> None:
    """Take the gateway's address from the REST base: an unsharded client of discord.py never asks for it."""
    _, url, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
