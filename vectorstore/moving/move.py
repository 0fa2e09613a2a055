"""An embedded archive moves to where the settings point: its catalogue, its vectors, or both."""

from __future__ import annotations

from dataclasses import dataclass, field

from clippings.core.errors import VectorsOwnedElsewhere, WrongUsage
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.database import database_exists
from clippings.vectorstore.maintenance.progress import Stages
from clippings.vectorstore.moving.catalogue_rows import copy_rows, count_rows
from clippings.vectorstore.moving.vector_rows import copy_vectors
from clippings.vectorstore.vectors.chroma_server import ChromaServer


@dataclass(frozen=True, slots=True)
class Moved:
    """What is on the servers now, every one of it compared."""

    articles: int
    chunks: int
    rows: dict[str, int] = field(default_factory=dict)
    """By table; empty when the catalogue stayed where it was."""
    vectors: int | None = None
    """None when they stayed where they were."""


def move(settings: Settings, stages: Stages) -> Moved:
    """Copy the archive in the folder to the servers that the settings name; the folder stays as it is.

    Raises:
        WrongUsage: No server is named, there is no archive in the folder, or a server has another one.
        VectorsOwnedElsewhere: A process uses the folder's vectors.
        StorageError: Something cannot be read or written, or was not the same afterwards.
        VectorsUnavailable: The Chroma server cannot be reached.
    """
    embedded = settings.model_copy(update={"database_url": None, "chroma_url": None, "chroma_token": None})
    if settings.database_url is None and settings.chroma_url is None:
        raise WrongUsage(
            "Nothing says where the archive is to move to.",
            "Set CLIPPINGS_DATABASE_URL, CLIPPINGS_CHROMA_URL, or both.",
        )
    if not database_exists(embedded.catalogue_url):
        raise WrongUsage(f"There is no archive in {settings.home}.", "Name its folder with --home.")
    with Archive(embedded) as source:
        if settings.chroma_url is not None and source.vectors.recorded() is not None and not source.vectors.own():
            raise VectorsOwnedElsewhere(
                f"Another process uses the vectors in {source.vectors.folder}.",
                "Stop it (the bot, an ingest), then run the same command again.",
            )
        rows: dict[str, int] = {}
        target = source.catalogue
        try:
            if settings.database_url is not None:
                target = Catalogue(settings.database_url)
                stages.stage("moving rows", sum(count_rows(source.catalogue).values()))
                rows = copy_rows(source.catalogue, target, stages.advance)
            vectors = _move_vectors(settings, source, target, stages)
            articles, chunks = target.counts()
        finally:
            if target is not source.catalogue:
                target.close()
    return Moved(articles, chunks, rows, vectors)


def _move_vectors(settings: Settings, source: Archive, target: Catalogue, stages: Stages) -> int | None:
    if settings.chroma_url is None:
        return None
    lock = target.lock("vectors-on-server")
    server = ChromaServer(str(settings.chroma_url), settings.chroma_token, source.catalogue.id, lock)
    try:
        stages.stage("moving vectors", source.catalogue.counts()[1])
        return copy_vectors(source.vectors, server, stages.advance)
    finally:
        server.close()
