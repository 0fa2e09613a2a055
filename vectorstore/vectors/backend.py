"""Where vectors may lie: what a folder and a server have in common. `chroma_folder` and `chroma_server` are the two."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from clippings.vectorstore.catalogue.locks import Lock
from clippings.vectorstore.vectors.collection_state import CollectionMark

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection


class VectorPlace(Protocol):
    """The collections of one archive: one that answers, and at times one that is made beside it."""

    @property
    def where(self) -> str:
        """Its folder or address, for messages."""

    @property
    def is_shared(self) -> bool:
        """Whether many processes may read at once. Of a folder, only the owner may."""

    @property
    def lock(self) -> Lock:
        """Of the one process that writes; for a folder, that reads as well."""

    @property
    def client(self) -> Any:
        """Chroma's client, once a collection was opened."""

    def active(self) -> CollectionMark | None:
        """The mark of the collection that answers; None when there is none."""

    def filling(self) -> CollectionMark | None:
        """The mark of the collection that is being made beside it; None when there is none."""

    def look_again(self) -> None:
        """Believe nothing that was read before: another process may have written since."""

    def keep(self, mark: CollectionMark, filling: bool = False) -> None:
        """Make a mark durable, after everything that was written before it."""

    def swap(self) -> None:
        """Let the collection that was being filled answer from now on: at once, for every reader."""

    def want(self, model: str | None) -> None:
        """Ask whoever writes for a collection of this model's vectors; with None, for none any more."""

    def wanted(self) -> str | None:
        """The model that was asked for and does not answer yet."""

    def make(self) -> str:
        """Make a collection; returns its name."""

    def collection(self, name: str) -> Collection:
        """The collection of this name."""

    def left_over(self) -> list[str]:
        """The collections that neither answer nor are being filled."""

    def drop(self, name: str) -> None: ...

    def start_anew(self) -> None:
        """Throw away what answers now, and what is being made beside it."""

    def close(self) -> None: ...

    def errors_named(self) -> AbstractContextManager[None]:
        """Turn what Chroma raises into an error that says what to do."""
