"""Chroma in one folder: how it is opened and closed, and what its errors mean to a person."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clippings.core.errors import ClippingsError, IndexDamaged, StorageError

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

COLLECTION = "clippings"
_DISK_TROUBLE = ("No space", "disk is full", "readonly")
_FULL_BYTES = 1_000_000
"""With less than this free, whatever failed is taken to have failed for want of space."""


class ChromaFolder:
    """The one collection of an embedded Chroma, for a process that holds the lock of the folder around it.

    Args:
        folder: The vector index's; Chroma's own files lie in `chroma` in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.data = folder / "chroma"
        self.client: Any = None  # Chroma's own type for it knows no `close`
        self._collection: Collection | None = None

    def open(self) -> Collection:
        """The collection, made when it is missing."""
        if self._collection is None:
            import chromadb
            from chromadb.config import Settings

            self.data.mkdir(parents=True, exist_ok=True)
            try:
                self.client = chromadb.PersistentClient(str(self.data), Settings(anonymized_telemetry=False))
                self._collection = self.client.get_or_create_collection(
                    COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
                )
            except BaseException:
                self.client = None
                self._forget_system()
                raise
        return self._collection

    def close(self) -> None:
        client, self.client, self._collection = self.client, None, None
        if client is not None:
            client.close()
            self._forget_system()

    def remove(self) -> None:
        """Close it and delete all that it holds."""
        self.close()
        shutil.rmtree(self.data, ignore_errors=True)

    def _forget_system(self) -> None:
        """Chroma keeps its engine for a folder also when it failed to open, and would hand the failed one out again."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient._identifier_to_system.pop(str(self.data), None)
        SharedSystemClient._identifier_to_refcount.pop(str(self.data), None)

    @contextlib.contextmanager
    def errors_named(self) -> Iterator[None]:
        """Turn what Chroma raises into an error that says what to do, and close it.

        Raises:
            StorageError: The disk is full, or the folder cannot be written.
            IndexDamaged: Whatever else fails in its engine.
        """
        try:
            yield
        except ClippingsError:
            raise
        except BaseException as error:  # Chroma's engine panics with a BaseException on a damaged folder
            if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            with contextlib.suppress(Exception):
                self.close()
            reason = str(error)[:200]
            is_disk = any(word in reason for word in _DISK_TROUBLE) or isinstance(error, OSError)
            if is_disk or shutil.disk_usage(self._folder).free < _FULL_BYTES:  # Chroma does not always say why
                raise StorageError(
                    f"The vector index in {self._folder} cannot be written ({reason}).",
                    "Free some space or make the folder writable, then run the same command again: "
                    "the catalogue has what was ingested.",
                ) from error
            raise IndexDamaged(
                f"The vector index in {self._folder} cannot be read ({type(error).__name__}: {reason}).",
                "Rebuild it from the catalogue: clippings reindex --vectors",
            ) from error
