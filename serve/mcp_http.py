"""The Model Context Protocol over HTTP (its "streamable HTTP"), beside the page: one address, the token is the archive.

Every request stands alone: nothing is kept between two of them, so there is no session that another token could take
over.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from clippings.core.errors import ClippingsError, WrongUsage
from clippings.serve.errors import NotKept
from clippings.serve.mcp_reach import ASKED_BY, Served
from clippings.serve.mcp_server import make_mcp_server
from clippings.serve.responses import refused
from clippings.serve.site import Site, site_of

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

log = logging.getLogger(__name__)

PATH = "/mcp"
_MOST_BYTES = 1_000_000
"""Of a request: a draft of the longest kind."""


class McpEndpoint:
    """Hands a request to the tools of the archive that its token opens."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            archive = site_of(request).archive_of(request)
            managers: Mapping[str, StreamableHTTPSessionManager] | None = request.app.state.mcp
            if managers is None:
                raise NotKept(
                    "The Model Context Protocol is not installed here.", "Whoever runs it: pip install 'clippings[mcp]'"
                )
        except ClippingsError as error:
            await refused(request, error)(scope, receive, send)
            return
        asked_by = ASKED_BY.set(request)
        try:
            await managers[archive.name].handle_request(scope, receive, send)
        finally:
            ASKED_BY.reset(asked_by)


@contextlib.asynccontextmanager
async def managed(site: Site) -> AsyncIterator[Mapping[str, StreamableHTTPSessionManager] | None]:
    """The tools of each archive, until the end of the block; None where the SDK is not installed."""
    async with contextlib.AsyncExitStack() as stack:
        managers: dict[str, StreamableHTTPSessionManager] = {}
        try:
            for name, archive in site.archives.items():
                server = make_mcp_server(Served(site, archive))
                server.streamable_http_app(
                    json_response=True,
                    stateless_http=True,
                    max_request_body_size=_MOST_BYTES,
                    host="",  # names and origins are checked before (`guards`), for every address alike
                )
                managers[name] = server.session_manager
                await stack.enter_async_context(server.session_manager.run())
        except WrongUsage as error:
            log.info("%s", error)
            yield None
            return
        yield managers
