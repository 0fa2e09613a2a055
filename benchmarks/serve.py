"""What the page adds to an answer.   python benchmarks/serve.py HOME QUESTIONS.jsonl [--at-once 20] [--rounds 3]

The same questions to the same warm archive, in turns: asked in this process, so many at once, and asked for as pages by
a client in another process, over the loopback. An answer's time has the waiting for its turn in it, in both; what a
page added is counted request by request, so that other work on the machine does not matter. Answers that pages show are
kept in the archive: give a copy.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

import httpx
import numpy as np
import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from clippings.chain import requests  # noqa: E402
from clippings.chain.assemble import make_asker  # noqa: E402
from clippings.chain.pipeline import Asker  # noqa: E402
from clippings.core.question_limits import question_of  # noqa: E402
from clippings.core.settings import load_settings  # noqa: E402
from clippings.serve.access import Doors  # noqa: E402
from clippings.serve.app import make_app  # noqa: E402
from clippings.serve.archives import ServedArchive, opened  # noqa: E402
from clippings.serve.guards import LOOPBACK  # noqa: E402
from clippings.serve.rate_limit import RateLimit  # noqa: E402
from clippings.serve.run import SWITCH_S  # noqa: E402
from clippings.serve.site import Site  # noqa: E402

_UNLIMITED = 1_000_000
_TOOK_MS: ContextVar[float] = ContextVar("took_ms", default=0.0)
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--client", help=argparse.SUPPRESS)
    given = parser.parse_args()
    lines = map(json.loads, given.questions.read_text("utf-8").splitlines())
    texts = [line["question"] for line in lines if "question" in line]  # others are conversations
    if given.client:
        print(json.dumps(_pages(given.client, texts, given.at_once)))
        return
    sys.setswitchinterval(SWITCH_S)
    with ExitStack() as stack:
        archives = opened(load_settings(given.home), ["main"], make_asker, stack)
        archive = Timed("main", archives["main"].worker.asker, _UNLIMITED)
        stack.callback(archive.close)
        site = Site({"main": archive}, Doors({}, opens_main=True), RateLimit(_UNLIMITED))
        with _served(site) as (address, loop):
            _here(archive, loop, texts, given.at_once)  # not counted: what they load and what the disk has to read
            here: list[float] = []
            pages: list[tuple[float, float]] = []
            for _ in range(given.rounds):
                here += _here(archive, loop, texts, given.at_once)
                pages += _asked_elsewhere(given, address)
    told = {"questions": len(texts), "rounds": given.rounds, "at_once": given.at_once, "in_process_ms": _figures(here)}
    shown, answered = ([each[at] for each in pages] for at in (0, 1))
    told |= {"page_ms": _figures(shown), "of_which_answer_ms": _figures(answered)}
    told["added_ms"] = _figures([whole - answer for whole, answer in pages])
    print(json.dumps(told))


class Timed(ServedArchive):
    """Notes how long an answer took, with the waiting for its turn."""

    async def ask(self, work: Callable[[Asker], T]) -> T:
        began_s = time.perf_counter()
        try:
            return await super().ask(work)
        finally:
            _TOOK_MS.set((time.perf_counter() - began_s) * 1_000)


def _telling(app: ASGIApp) -> ASGIApp:
    """The application, each response with how long its answer took."""

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-answer-ms"] = str(_TOOK_MS.get())
            await send(message)

        await app(scope, receive, sending)

    return telling


def _here(archive: ServedArchive, loop: asyncio.AbstractEventLoop, texts: Sequence[str], at_once: int) -> list[float]:
    """How long each answer took, asked on the server's own loop, in milliseconds."""

    async def timed(text: str, places: asyncio.Semaphore) -> float:
        async with places:
            began_s = time.perf_counter()
            question = question_of(text, None, None, None, None)
            await archive.ask(lambda asker: requests.answer(asker, question))
            return (time.perf_counter() - began_s) * 1_000

    async def every() -> list[float]:
        places = asyncio.Semaphore(at_once)
        return await asyncio.gather(*(timed(text, places) for text in texts))

    return asyncio.run_coroutine_threadsafe(every(), loop).result()


def _pages(address: str, texts: Sequence[str], at_once: int) -> list[tuple[float, float]]:
    """How long each page took, and its answer alone, in milliseconds."""
    client = httpx.Client(base_url=address, timeout=300, limits=httpx.Limits(max_connections=None))

    def timed(text: str) -> tuple[float, float]:
        began_s = time.perf_counter()
        page = client.get("/", params={"question": text}).raise_for_status()
        return (time.perf_counter() - began_s) * 1_000, float(page.headers["x-answer-ms"])

    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(timed, texts))


def _asked_elsewhere(given: argparse.Namespace, address: str) -> list[tuple[float, float]]:
    command = [sys.executable, __file__, given.home, given.questions, "--at-once", str(given.at_once)]
    done = subprocess.run([*command, "--client", address], check=True, capture_output=True, text=True)
    return [(whole, answer) for whole, answer in json.loads(done.stdout)]


@contextmanager
def _served(site: Site) -> Iterator[tuple[str, asyncio.AbstractEventLoop]]:
    app = _telling(make_app(site, LOOPBACK, follows=False))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    loop = asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_until_complete, args=[server.serve()])
    running.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", loop
    server.should_exit = True
    running.join()


def _figures(taken_ms: Sequence[float]) -> dict[str, int]:
    return {f"p{at}": round(float(np.percentile(taken_ms, at))) for at in (50, 95)}


if __name__ == "__main__":
    main()
