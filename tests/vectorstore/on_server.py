"""The vectors of a catalogue on a Chroma server, as `Archive` puts them there."""

from __future__ import annotations

import time
from collections.abc import Callable

from pydantic import SecretStr

from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.vectors.chroma_server import ChromaServer


def on_server(
    url: str, catalogue: Catalogue, token: str | None = None, clock: Callable[[], float] = time.monotonic
) -> ChromaServer:
    lock = catalogue.lock("vectors-on-server")
    return ChromaServer(url, SecretStr(token) if token else None, catalogue.id, lock, clock)
