"""Systems to ask: programs written for a test, and a server on loopback."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from clippings.evaluation.systems import command

_HEAD = """import json, os, subprocess, sys, time
def reply(id, answer="It is 47.2 metres tall.", **more):
    print(json.dumps({"id": id, "answer": answer, **more}), flush=True)
"""
_LOOP = "for line in sys.stdin:\n    asked = json.loads(line)\n"

Written = Callable[..., list[str]]


@pytest.fixture
def program(tmp_path: Path) -> Written:
    """Write a program: `program(loop="reply(asked['id'])")` answers each line; returns its command."""

    def write(loop: str = "", *, before: str = "", whole: str = "") -> list[str]:
        body = whole or before + "\n" + _LOOP + "".join(f"    {line}\n" for line in loop.splitlines())
        path = tmp_path / f"system{len(list(tmp_path.iterdir()))}.py"
        path.write_text(_HEAD + body, "utf-8")
        return [sys.executable, "-S", str(path)]

    return write


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no reply is waited after for a fraction of a second."""
    monkeypatch.setattr(command, "_PATIENCE_AT_START_S", 0.5)
    monkeypatch.setattr(command, "_PATIENCE_S", 0.5)


class Server:
    """Answers each POST with what `reply` makes of its JSON: a status and the body, or the JSON of one."""

    def __init__(self) -> None:
        self.reply: Callable[[dict[str, Any]], Any] = lambda asked: {"id": asked["id"], "answer": "Yes."}
        self.requests: list[tuple[dict[str, str], dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append((dict(self.headers), asked))
                made = outer.reply(asked)
                status, body = made if isinstance(made, tuple) else (200, json.dumps(made).encode())
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()
