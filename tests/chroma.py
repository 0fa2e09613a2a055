"""A real Chroma server for the tests: `chroma run` on loopback, gone with the session; and a gate before it."""

from __future__ import annotations

import http.client
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from tests.postgres import free_port

_STARTS_WITHIN_S = 30


def program() -> Path | None:
    """The `chroma` that came with the library of this interpreter."""
    beside = Path(sys.executable).with_name("chroma")
    found = shutil.which("chroma")
    return beside if beside.exists() else Path(found) if found else None


class Chroma:
    """One server, that can be killed and started again."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        arguments = ["run", "--path", str(self._folder / "data"), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(
            [str(self._program), *arguments], cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + _STARTS_WITHIN_S
        while True:
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat").raise_for_status()
            except httpx.HTTPError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError("the Chroma server did not start") from None
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def hang(self) -> None:
        """It takes connections and answers none, until `go_on`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_STARTS_WITHIN_S)
            self._process = None

    def close(self) -> None:
        self._end(signal.SIGKILL)


@contextmanager
def running_chroma(found: Path) -> Iterator[Chroma]:
    with (
        tempfile.TemporaryDirectory(prefix="clippings-chroma-", ignore_cleanup_errors=True) as folder,
        closing(Chroma(found, Path(folder))) as server,
    ):
        yield server


@contextmanager
def gate(port: int, token: str, certificate: Path | None = None) -> Iterator[str]:
    """The address of a proxy that lets requests with this token through to a server, and answers 401 to the others.

    Args:
        port: The server's.
        token: Expected as `Authorization: Bearer` and as `X-Chroma-Token`.
        certificate: A file with a key and a certificate of 127.0.0.1, to speak TLS.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.do_GET = self.do_POST = self.do_PUT = self.do_DELETE = self.forward  # every method alike
            super().handle_one_request()

        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, content = 401, b"{}"
            if (self.headers["Authorization"], self.headers["X-Chroma-Token"]) == (f"Bearer {token}", token):
                connection = http.client.HTTPConnection("127.0.0.1", port)
                kind = {"Content-Type": self.headers.get("Content-Type") or "application/json"}
                connection.request(self.command, self.path, body, kind)
                answer = connection.getresponse()
                status, content = answer.status, answer.read()
                connection.close()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scheme = "http"
    if certificate:
        scheme, context = "https", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
