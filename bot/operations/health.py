"""`/healthz` and `/metrics`, on this machine only."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from clippings.bot.client import ClippingsBot

log = logging.getLogger(__name__)

_NAP_S = 0.02
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
    watching = asyncio.create_task(_watch_for_stalls(bot))
    try:
        try:
            await web.TCPSite(runner, _LOOPBACK, port).start()
        except OSError as error:
            log.warning("No /healthz and /metrics: port %d of CLIPPINGS_HEALTH_PORT cannot be used (%s).", port, error)
        yield
    finally:
        watching.cancel()
        await runner.cleanup()


async def _watch_for_stalls(bot: ClippingsBot) -> None:
    """How much later than it should a short sleep ends is how long the event loop was kept busy."""
    while True:
        began_s = time.perf_counter()
        await asyncio.sleep(_NAP_S)
        bot.longest_stall_s = max(bot.longest_stall_s, time.perf_counter() - began_s - _NAP_S)


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
