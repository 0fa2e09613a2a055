"""`clippings serve`: the archives opened, the address taken, and served until stopped."""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import uvicorn

from clippings.chain.pipeline import Asker
from clippings.core.errors import ClippingsError, SettingsError
from clippings.core.settings import MAIN_ARCHIVE, Settings
from clippings.serve.access import Doors, tokens_of
from clippings.serve.app import make_app
from clippings.serve.archives import opened
from clippings.serve.guards import LOOPBACK
from clippings.serve.rate_limit import RateLimit
from clippings.serve.site import Site
from clippings.vectorstore.archive import Archive

SWITCH_S = 0.0005
"""A thread that calculates gives the interpreter up after so long, so that pages do not wait for each other's questions
(docs/decisions/059)."""
_MOST_CONNECTIONS = 400
_LONGEST_HEAD = 65_536
"""Of a request, in bytes: a question of 2,000 Korean characters takes 18,000 of them."""
_LONGEST_END_S = 10


def serve(
    settings: Settings,
    host: str,
    port: int,
    say: Callable[[str], None],
    build_asker: Callable[[Archive], Asker] = Asker,
) -> None:
    """Serve the page and the API until asked to end (Ctrl-C, SIGTERM).

    Args:
        settings: Which archives, which tokens.
        host: The address to listen on.
        port: The port; 0 takes a free one.
        say: Is told the address once it is taken.
        build_asker: Makes the asker of each archive that is opened here.

    Raises:
        ClippingsError: The address may not or cannot be used, or an archive cannot be opened.
    """
    is_local = is_loopback(host)
    tokens = checked_tokens(settings, is_local)
    with ExitStack() as stack:
        listening = stack.enter_context(_listening(host, port))
        doors = Doors(tokens, opens_main=is_local and not settings.serve_hosts)
        names = [*tokens, *([MAIN_ARCHIVE] if doors.opens_main else [])]
        archives = opened(settings, names, build_asker, stack)
        site = Site(archives, doors, RateLimit(settings.serve_questions_a_minute))
        app = make_app(site, hosts_of(settings, host))
        say(_address(listening, host))
        sys.setswitchinterval(SWITCH_S)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
            timeout_graceful_shutdown=_LONGEST_END_S,
        )
        _Server(config).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends in order when it is asked to: uvicorn's own sends itself the signal again, and ends as if killed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals that ask it to end, and give them back."""
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def checked_tokens(settings: Settings, is_local: bool) -> dict[str, str]:
    """The tokens by archive.

    Raises:
        SettingsError: There are too few, or of an archive that is not there, or two are the same.
    """
    tokens = tokens_of(settings)
    for name in settings.serve_tokens:
        if name not in settings.archives:
            raise SettingsError(
                f"CLIPPINGS_SERVE_TOKENS names an archive {name!r}, and CLIPPINGS_ARCHIVES has none of that name.",
                "The token of the archive in CLIPPINGS_HOME is CLIPPINGS_SERVE_TOKEN.",
            )
    if len(set(tokens.values())) < len(tokens):
        raise SettingsError("Two archives have the same token.", "Give each its own: it decides which one is read.")
    if not is_local and not tokens:
        raise SettingsError(
            "On an address that others reach, the archive needs a token.",
            "Set CLIPPINGS_SERVE_TOKEN (openssl rand -hex 24), or leave --host out to serve this machine alone.",
        )
    if settings.serve_hosts and not tokens:
        raise SettingsError(
            "Under a name of CLIPPINGS_SERVE_HOSTS, the archive needs a token.",
            "Set CLIPPINGS_SERVE_TOKEN (openssl rand -hex 24).",
        )
    return tokens


def hosts_of(settings: Settings, host: str) -> set[str] | None:
    """By which names the server may be addressed; None for any, where a token is needed anyway and none are set."""
    if settings.serve_hosts or is_loopback(host):
        return {*LOOPBACK, *settings.serve_hosts, host}
    return None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    """The socket, taken before any archive is opened: that takes a while, and a port in use is told at once."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        raise ClippingsError(
            f"Port {port} of {host} cannot be used ({error.strerror or error}).", "Name another with --port; 0 is any."
        ) from error


def _address(listening: socket.socket, host: str) -> str:
    port = listening.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
