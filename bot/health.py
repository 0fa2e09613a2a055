"""`/healthz` and `/metrics`, on this machine only."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

log = logging.getLogger(__name__)

_LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def serving_health(bot: ClippingsBot, port: int) -> AsyncIterator[None]:
    """Answer on this port until the end of the block; without one (0), or where it is taken, the bot runs without."""
    if not port:
        yield
        return
    app = web.Application()
    app.add_routes([web.get("/healthz", _healthz(bot)), web.get("/metrics", _metrics(bot))])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, _LOOPBACK, port).start()
        except OSError as error:
            log.warning("No /healthz and /metrics: port %d of CLIPPINGS_HEALTH_PORT cannot be used (%s).", port, error)
        yield
    finally:
        await runner.cleanup()


def _healthz(bot: ClippingsBot) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        """200 while questions are taken; 503 before Discord is reached, while it is lost, and when the bot ends."""
        state = bot.state
        told = {"state": state, "servers": len(bot.guilds), "waiting": {n: q.length for n, q in bot.queues.items()}}
        return web.json_response(told, status=200 if state == "ready" else 503)

    return answer


def _metrics(bot: ClippingsBot) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        await bot.measure()
        return web.Response(body=bot.metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return answer
