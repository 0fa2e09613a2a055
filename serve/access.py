"""Which archive a request may read: the one that its token opens, and no other.

A request names no archive. The token decides, so there is nothing in an address that could be changed to read another
server's archive; where there is no token and none is needed, it is the main one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from starlette.requests import HTTPConnection

from clippings.core.settings import MAIN_ARCHIVE, Settings
from clippings.serve.errors import Unauthorised

SESSION = "clippings_session"
"""The cookie of a browser that was let in."""

_PURPOSE = b"clippings: a browser's session"
_PROXIED = ("forwarded", "x-forwarded-for")


class Doors:
    """The tokens of the archives.

    Args:
        tokens: By the archive's name.
        opens_main: Whether the main archive needs none; it has no token then.
    """

    def __init__(self, tokens: Mapping[str, str], opens_main: bool) -> None:
        self._by_token = {_digest(token): name for name, token in tokens.items()}
        self._by_session = {session_of(token): name for name, token in tokens.items()}
        self.opens_main = opens_main and MAIN_ARCHIVE not in tokens
        self.has_tokens = bool(tokens)

    def archive_of(self, request: HTTPConnection) -> str:
        """The name of the archive that a request may read.

        Raises:
            Unauthorised: It may read none.
        """
        if "authorization" in request.headers:
            kind, _, token = request.headers["authorization"].partition(" ")
            name = self.opened_by(token.strip()) if kind.lower() == "bearer" else None
            if name is None:
                raise Unauthorised("This token opens no archive here.", "Send it as: Authorization: Bearer TOKEN")
            return name
        if session := request.cookies.get(SESSION):
            if name := _found(self._by_session, session):
                return name
            if not self.opens_main:
                raise Unauthorised("The token has changed since you signed in.", "Sign in again.")
        if not self.opens_main:
            raise Unauthorised("This archive needs a token.", "Send it as: Authorization: Bearer TOKEN")
        if any(header in request.headers for header in _PROXIED):
            raise Unauthorised(
                "This request came through a proxy, and the archive has no token.",
                "Whoever runs it sets CLIPPINGS_SERVE_TOKEN, and starts it again.",
            )
        return MAIN_ARCHIVE

    def opened_by(self, token: str) -> str | None:
        """The archive that a token opens."""
        return _found(self._by_token, _digest(token))


def tokens_of(settings: Settings) -> dict[str, str]:
    """The tokens that are set, by the names of their archives."""
    tokens = {name: token.get_secret_value() for name, token in settings.serve_tokens.items()}
    if settings.serve_token is not None:
        tokens[MAIN_ARCHIVE] = settings.serve_token.get_secret_value()
    return tokens


def session_of(token: str) -> str:
    """What the cookie holds instead of the token, which cannot be had back from it."""
    return hmac.new(token.encode(), _PURPOSE, hashlib.sha256).hexdigest()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _found(names: Mapping[str, str], wanted: str) -> str | None:
    """Compares with every one in the same time, so that the time taken tells nothing."""
    found = [name for key, name in names.items() if hmac.compare_digest(key.encode(), wanted.encode())]
    return found[0] if found else None
