"""What the page adds to an answer.   python benchmarks/serve.py HOME QUESTIONS.jsonl [--at-once 20] [--rounds 3]

The same questions to the same warm archive, in turns: asked in this process, so many at once, and asked for as pages by
a client in another process, over the loopback. Answers that pages show are kept in the archive: give a copy.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import numpy as np
import uvicorn

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from clippings.chain import requests  # noqa: E402
from clippings.chain.assemble import make_asker  # noqa: E402
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
        print(json.dumps(_timed(_page(given.client), texts, given.at_once)))
        return
    sys.setswitchinterval(SWITCH_S)
    with ExitStack() as stack:
        archives = opened(load_settings(given.home), make_asker, stack)
        site = Site(archives, Doors({}, opens_main=True), RateLimit(_UNLIMITED))
        archive = archives["main"]
        archive.worker.warm_up()
        with _served(site) as address:
            _timed(_answer(archive), texts, given.at_once)  # not counted: what they load and what the disk has to read
            here: list[float] = []
            pages: list[float] = []
            for number in range(given.rounds):
                here += _timed(_answer(archive), texts, given.at_once)
                pages += _asked_elsewhere(given, address)
                print(f"{number + 1}: {_told('in process', here)}; {_told('as a page', pages)}", flush=True)
    added = float(np.percentile(pages, 95) - np.percentile(here, 95))
    told = {"questions": len(texts), "rounds": given.rounds, "at_once": given.at_once, "added_p95_ms": round(added)}
    print(json.dumps(told | {"in_process_ms": _figures(here), "page_ms": _figures(pages)}))


def _answer(archive: ServedArchive) -> Callable[[str], None]:
    def ask(text: str) -> None:
        question = question_of(text, None, None, None, None)
        archive.worker.run(lambda asker: requests.answer(asker, question))

    return ask


def _page(address: str) -> Callable[[str], None]:
    client = httpx.Client(base_url=address, timeout=300, limits=httpx.Limits(max_connections=None))

    def ask(text: str) -> None:
        client.get("/", params={"question": text}).raise_for_status()

    return ask


def _timed(ask: Callable[[str], None], texts: Sequence[str], at_once: int) -> list[float]:
    """How long each answer took, in milliseconds."""

    def timed(text: str) -> float:
        began_s = time.perf_counter()
        ask(text)
        return (time.perf_counter() - began_s) * 1_000

    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(timed, texts))


def _asked_elsewhere(given: argparse.Namespace, address: str) -> list[float]:
    command = [sys.executable, __file__, given.home, given.questions, "--at-once", str(given.at_once)]
    done = subprocess.run([*command, "--client", address], check=True, capture_output=True, text=True)
    found: list[float] = json.loads(done.stdout)
    return found


@contextmanager
def _served(site: Site) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(make_app(site, LOOPBACK, follows=False), port=0, log_level="error"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join()


def _figures(taken_ms: Sequence[float]) -> dict[str, int]:
    return {f"p{at}": round(float(np.percentile(taken_ms, at))) for at in (50, 95)}


def _told(name: str, taken_ms: Sequence[float]) -> str:
    return f"{name} " + ", ".join(f"{at} {ms:,} ms" for at, ms in _figures(taken_ms).items())


if __name__ == "__main__":
    main()
