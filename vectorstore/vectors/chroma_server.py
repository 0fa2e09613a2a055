"""A Chroma server: collections that many processes read at once, one writing at a time by a lock of the catalogue.

Each collection keeps its own mark in its metadata, beside the vectors that it stands for: what is lost with them is
never believed to be there. The collection that answers is the one of this archive with the highest generation among
those whose state is `active`, so that a new one takes over by one write, for every process (docs/decisions/065).
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from clippings.core.errors import ClippingsError, VectorsUnavailable
from clippings.vectorstore.catalogue.locks import Lock
from clippings.vectorstore.vectors.collection_state import CollectionMark

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

_CONNECT_S, _ANSWER_S = 3.0, 10.0
"""Chroma's own client waits for ever. A write of 64 vectors takes under a second, on a busy server too."""

KNOWN_FOR_S = 1.0
"""How long what the marks say is believed: a question asks for them several times."""

_LEFT_ALONE_S, _LEFT_ALONE_HANGING_S = 2.0, 30.0
"""After it could not be reached, or did not answer in time: so that each question does not wait for it anew."""

_ACTIVE, _FILLING = "active", "filling"
_DEFAULT_PORTS = {"http": 8000, "https": 443}


@dataclass(frozen=True, slots=True)
class _Known:
    """The collections of this archive, as they were last read."""

    at: float
    active: tuple[int, CollectionMark] | None
    """With its generation."""
    filling: tuple[int, CollectionMark] | None
    names: tuple[str, ...]


class ChromaServer:
    """The collections of one archive on a server: a `VectorPlace`.

    Args:
        url: http or https; the path may name tenant and database.
        token: Sent with every request, when there is one.
        archive_id: The catalogue's: many archives may share a server.
        lock: Of the one process that writes.
        clock: Seconds that only grow.
    """

    is_shared = True

    def __init__(
        self,
        url: str,
        token: SecretStr | None,
        archive_id: str,
        lock: Lock,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = urlsplit(url)
        self._token = token
        self._prefix = f"clippings-{archive_id}-"
        self.lock = lock
        self.client: Any = None
        self._clock = clock
        self._open: dict[str, Collection] = {}
        self._known: _Known | None = None
        self._wanted: str | None = None
        self._down_until = 0.0
        self._reading = threading.Lock()

    @property
    def where(self) -> str:
        return f"{self._url.scheme}://{self._url.netloc}"

    # Marks

    def active(self) -> CollectionMark | None:
        found = self._marks().active
        return found[1] if found else None

    def filling(self) -> CollectionMark | None:
        found = self._marks().filling
        return found[1] if found else None

    def look_again(self) -> None:
        with self._reading:
            self._known = None

    def keep(self, mark: CollectionMark, filling: bool = False) -> None:
        self.lock.check()
        self._write(mark, _FILLING if filling else _ACTIVE)

    def swap(self) -> None:
        mark = self.filling()
        if mark is not None:
            self._write(mark, _ACTIVE)

    def want(self, model: str | None) -> None:
        """Asked of this process; another one goes on with what was begun."""
        self._wanted = model

    def wanted(self) -> str | None:
        filling = self.filling()
        return self._wanted or (filling.model if filling else None)

    def _write(self, mark: CollectionMark, state: str) -> None:
        told: dict[str, str | int] = {
            "archive_id": mark.archive_id,
            "change": mark.change,
            "fingerprint": mark.fingerprint,
            "state": state,
        }
        if mark.model is not None:
            told["model"] = mark.model
        with self._reading:  # else a reader that looked before would be believed afterwards
            self.collection(mark.collection).modify(metadata=told)
            self._known = None

    def _marks(self) -> _Known:
        """What is there, as of a moment ago; while the server is away, as it was when it was last seen."""
        with self._reading:
            known = self._known
            if known is not None and self._clock() - known.at < KNOWN_FOR_S:
                return known
            try:
                with self.errors_named():
                    self._known = self._read_marks()
            except VectorsUnavailable:
                if known is None:
                    raise
                return known  # the search itself finds that the server is away, and says so
            return self._known

    def _read_marks(self) -> _Known:
        names: list[str] = []
        marked: dict[str, list[tuple[int, CollectionMark]]] = {_ACTIVE: [], _FILLING: []}
        for one in self._connected().list_collections():
            generation = one.name.removeprefix(self._prefix)
            if not one.name.startswith(self._prefix) or not generation.isdecimal():
                continue
            names.append(one.name)
            told = one.metadata or {}
            if told.get("state") in marked:
                model = told.get("model")
                mark = CollectionMark(
                    str(told["archive_id"]),
                    int(told["change"]),
                    str(told["fingerprint"]),
                    one.name,
                    None if model is None else str(model),
                )
                marked[str(told["state"])].append((int(generation), mark))
        newest = [max(found, key=lambda pair: pair[0], default=None) for found in marked.values()]
        return _Known(self._clock(), newest[0], newest[1], tuple(sorted(names)))

    # Collections

    def make(self) -> str:
        self._known = None
        taken = [int(name.removeprefix(self._prefix)) for name in self._marks().names]
        name = f"{self._prefix}{max(taken, default=0) + 1}"
        self._open[name] = self._connected().create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        return name

    def collection(self, name: str) -> Collection:
        client = self._connected()  # also where it is open: a server that was away a moment ago is left alone
        if name not in self._open:
            self._open[name] = client.get_collection(name, embedding_function=None)
        return self._open[name]

    def left_over(self) -> list[str]:
        self._known = None
        known = self._marks()
        used = {found[1].collection for found in (known.active, known.filling) if found}
        return [name for name in known.names if name not in used]

    def drop(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        self._open.pop(name, None)
        self._known = None
        with contextlib.suppress(NotFoundError):
            self._connected().delete_collection(name)

    def start_anew(self) -> None:
        self._known = None
        for mark in (self.filling(), self.active()):
            if mark is not None:
                self.drop(mark.collection)

    def close(self) -> None:
        client, self.client, self._open, self._known = self.client, None, {}, None
        if client is not None:
            client.close()

    # The connection

    def _connected(self) -> Any:
        if self._clock() < self._down_until:
            raise self._unavailable("it did not answer a moment ago")
        if self.client is None:
            import chromadb
            import httpx
            from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

            parts = [part for part in self._url.path.split("/") if part]
            tenant, database = parts if len(parts) == 2 else (DEFAULT_TENANT, DEFAULT_DATABASE)
            secret = self._token.get_secret_value() if self._token else ""
            headers = {"X-Chroma-Token": secret, "Authorization": f"Bearer {secret}"} if secret else {}
            timeout = httpx.Timeout(_ANSWER_S, connect=_CONNECT_S)
            # A server that hangs is found out here: Chroma's client can be given a timeout only once it is connected.
            httpx.get(f"{self.where}/api/v2/heartbeat", headers=headers, timeout=timeout).raise_for_status()
            client: Any = chromadb.HttpClient(
                host=self._url.hostname or "",
                port=self._url.port or _DEFAULT_PORTS[self._url.scheme],
                ssl=self._url.scheme == "https",
                headers=headers,
                settings=Settings(
                    anonymized_telemetry=False,
                    # A token that belongs to one tenant and database says which (Chroma Cloud's does).
                    chroma_overwrite_singleton_tenant_database_access_from_auth=bool(secret) and not parts,
                ),
                tenant=tenant,
                database=database,
            )
            client._server._session.timeout = timeout
            self.client = client
        return self.client

    @contextlib.contextmanager
    def errors_named(self) -> Iterator[None]:
        """Turn whatever the client raises into one error.

        Raises:
            VectorsUnavailable: The server is away, refuses the token, or what was asked for is no longer there.
        """
        try:
            yield
        except ClippingsError:
            raise
        except Exception as error:
            import httpx
            from chromadb.errors import ChromaAuthError, NotFoundError

            if isinstance(error, NotFoundError):  # another process put a new collection in its place
                self._open, self._known = {}, None
                raise self._unavailable("the collection was replaced meanwhile") from error
            if isinstance(error, ChromaAuthError) or _refused(error):
                raise VectorsUnavailable(
                    f"The Chroma server {self.where} does not let this process in.",
                    "See that CLIPPINGS_CHROMA_TOKEN is what it expects.",
                ) from error
            if isinstance(error, httpx.TransportError | httpx.HTTPStatusError | ValueError):
                hangs = isinstance(error, httpx.ReadTimeout)
                self._down_until = self._clock() + (_LEFT_ALONE_HANGING_S if hangs else _LEFT_ALONE_S)
            raise self._unavailable(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}") from error

    def _unavailable(self, reason: str) -> VectorsUnavailable:
        return VectorsUnavailable(
            f"The Chroma server {self.where} cannot be used ({reason}).",
            "See that it runs and can be reached; what was ingested is kept, and vectors follow when it is back.",
        )


def _refused(error: Exception) -> bool:
    """Whether a gate before the server said 401 or 403, which Chroma's client does not tell apart."""
    response = getattr(error, "response", None) or getattr(error.__cause__ or error.__context__, "response", None)
    return getattr(response, "status_code", 0) in (401, 403)
