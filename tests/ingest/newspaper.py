"""A small newspaper on loopback, whose pages a test writes, and which can misbehave in every known way."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

Answer = Callable[[BaseHTTPRequestHandler], None]


class Newspaper:
    """Serves what `put` and `answer` say, and keeps what it was asked.

    As a context manager it runs on a free port of 127.0.0.1.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        """Paths, in the order of the requests, robots.txt left out."""
        self.headers: list[dict[str, str]] = []
        self.at_s: list[float] = []
        self._answers: dict[str, Answer] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path != "/robots.txt":
                    outer.asked.append(self.path)
                    outer.headers.append({name.lower(): value for name, value in self.headers.items()})
                    outer.at_s.append(time.monotonic())
                answer = outer._answers.get(self.path)
                try:
                    if answer:
                        answer(self)
                    else:
                        reply(self, 404, b"Nothing here.")
                except OSError:  # the reader had enough
                    self.close_connection = True

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def put(self, path: str, content: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Serve this at a path; with `etag` or `last_modified`, it is not sent again to who has it."""
        body = content.encode() if isinstance(content, str) else content
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            has = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
            known = (headers.get("etag"), headers.get("last_modified"))
            if any(mine and mine == theirs for mine, theirs in zip(known, has, strict=True)):
                reply(handler, 304, b"")
            else:
                reply(handler, 200, body, **{"Content-Type": kind, **named})

        return self.answer(path, answer)

    def answer(self, path: str, answer: Answer) -> str:
        self._answers[path] = answer
        return self.url + path

    def fail(self, path: str, *statuses: int, then: bytes = b"", **headers: str) -> str:
        """Answer with each of these in turn; after them the last again, or `then`."""
        left = list(statuses)

        def answer(handler: BaseHTTPRequestHandler) -> None:
            if not left and then:
                reply(handler, 200, then, **{"Content-Type": "text/html"})
                return
            status = left.pop(0) if left else statuses[-1]
            reply(handler, status, b"No.", **{name.replace("_", "-"): value for name, value in headers.items()})

        return self.answer(path, answer)

    def redirect(self, path: str, to: str) -> str:
        return self.answer(path, lambda handler: reply(handler, 302, b"", Location=to))

    def drip(self, path: str, headers_too: bool = False) -> str:
        """A byte every twentieth of a second, for ever."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if headers_too else _OPEN)
            for _ in range(2_000):
                handler.wfile.write(b"X" if headers_too else b"x")
                handler.wfile.flush()
                time.sleep(0.05)

        return self.answer(path, answer)

    def endless(self, path: str) -> str:
        """As much as one takes."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(_OPEN)
            for _ in range(10_000):
                handler.wfile.write(b"x" * 100_000)

        return self.answer(path, answer)

    def bomb(self, path: str, unpacked_bytes: int) -> str:
        """A small answer that unpacks to a large one."""
        packed = gzip.compress(b"\x20" * unpacked_bytes)
        return self.put(path, packed, content_encoding="gzip")

    def __enter__(self) -> Newspaper:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


_OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
