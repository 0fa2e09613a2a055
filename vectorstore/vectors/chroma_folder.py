"""Chroma in one folder: how it is opened and closed, and what its errors mean to a person."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clippings.core.errors import ClippingsError, IndexDamaged, StorageError
from clippings.vectorstore.catalogue.file_lock import Ownership
from clippings.vectorstore.catalogue.follower import write_watermark
from clippings.vectorstore.vectors.collection_state import FIRST, CollectionMark, read_mark

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

_DISK_TROUBLE = ("No space", "disk is full", "readonly")
_FULL_BYTES = 1_000_000
"""With less than this free, whatever failed is taken to have failed for want of space."""


class ChromaFolder:
    """An embedded Chroma, for a process that holds the lock of the folder around it: a `VectorPlace`.

    Args:
        folder: The vector index's; Chroma's own files lie in `chroma` in it.
    """

    is_shared = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "chroma"
        self.client: Any = None  # Chroma's own type for it knows no `close`
        self.lock = Ownership(folder)
        self._active, self._filling = folder / "watermark.json", folder / "watermark-filling.json"
        self._wanted = folder / "wanted-model.json"
        self._open: dict[str, Collection] = {}

    @property
    def where(self) -> str:
        return str(self.folder)

    # Marks: files beside the data, so that any process may read how far it is

    def active(self) -> CollectionMark | None:
        return read_mark(self._active) if self.data.is_dir() else None

    def filling(self) -> CollectionMark | None:
        mark, active = read_mark(self._filling), self.active()
        return mark if mark and active and mark.collection != active.collection else None

    def look_again(self) -> None:
        """Marks are files, and are read each time."""

    def keep(self, mark: CollectionMark, filling: bool = False) -> None:
        write_watermark(self._filling if filling else self._active, mark)

    def swap(self) -> None:
        mark = self.filling()
        if mark is not None:
            write_watermark(self._active, mark)  # this is the moment: a mark that is filling and active is only active
        self._filling.unlink(missing_ok=True)

    def want(self, model: str | None) -> None:
        """Any process may ask; the owner looks between its batches."""
        if model is None:
            self._wanted.unlink(missing_ok=True)
            return
        new = self._wanted.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps({"model": model}), "utf-8")
        new.replace(self._wanted)

    def wanted(self) -> str | None:
        try:
            return str(json.loads(self._wanted.read_text("utf-8"))["model"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    # Collections

    def make(self) -> str:
        taken = self._names() if self.data.is_dir() else set()
        numbered = (f"{FIRST}-{number}" for number in range(2, len(taken) + 3))
        name = next(name for name in (FIRST, *numbered) if name not in taken)
        self.collection(name)
        return name

    def collection(self, name: str) -> Collection:
        if name not in self._open:
            self._open[name] = self._connected().get_or_create_collection(
                name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        return self._open[name]

    def left_over(self) -> list[str]:
        used = {mark.collection for mark in (self.active(), self.filling()) if mark}
        return sorted(self._names() - used)

    def drop(self, name: str) -> None:
        mark = read_mark(self._filling)
        if mark and mark.collection == name:
            self._filling.unlink(missing_ok=True)
        self._open.pop(name, None)
        if name in self._names():
            self._connected().delete_collection(name)

    def start_anew(self) -> None:
        """Delete all that it holds: a damaged folder cannot be asked for one collection."""
        self.close()
        self._active.unlink(missing_ok=True)
        self._filling.unlink(missing_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)

    def _names(self) -> set[str]:
        return {one.name for one in self._connected().list_collections()}

    def _connected(self) -> Any:
        if self.client is None:
            import chromadb
            from chromadb.config import Settings

            self.data.mkdir(parents=True, exist_ok=True)
            try:
                self.client = chromadb.PersistentClient(str(self.data), Settings(anonymized_telemetry=False))
            except BaseException:
                self._forget_system()
                raise
        return self.client

    def close(self) -> None:
        client, self.client, self._open = self.client, None, {}
        if client is not None:
            client.close()
            self._forget_system()

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
            if is_disk or shutil.disk_usage(self.folder).free < _FULL_BYTES:  # Chroma does not always say why
                raise StorageError(
                    f"The vector index in {self.folder} cannot be written ({reason}).",
                    "Free some space or make the folder writable, then run the same command again: "
                    "the catalogue has what was ingested.",
                ) from error
            raise IndexDamaged(
                f"The vector index in {self.folder} cannot be read ({type(error).__name__}: {reason}).",
                "Rebuild it from the catalogue: clippings reindex --vectors",
            ) from error
