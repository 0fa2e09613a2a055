"""An archive from a backup: everything is made ready beside its place and then put there, the catalogue last.

So there is either no archive yet or a whole one. What a killed restore left is cleared away by the next.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from clippings.core.errors import BackupUnusable, StorageError, WrongUsage
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.backup import manifest
from clippings.vectorstore.backup.catalogue_copy import check_copy, row_counts
from clippings.vectorstore.backup.manifest import Manifest
from clippings.vectorstore.backup.unpack import unpack
from clippings.vectorstore.backup.vector_copy import load_vectors
from clippings.vectorstore.maintenance.progress import Stages

_BEGUN = ".restoring"
_NOT_OF_THE_ARCHIVE = {"models", ".env"}
"""May lie in the folder: the exported embedding model, which any archive can use, and settings."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What there is after a restore."""

    manifest: Manifest
    articles: int
    chunks: int
    vectors: int
    pending_chunks: int
    """Still to be embedded: what came in after the vectors were copied, or all of them where none were."""


def restore_backup(settings: Settings, file: Path, stages: Stages, with_vectors: bool = True) -> Restored:
    """Make the archive of these settings from a backup.

    Raises:
        WrongUsage: The folder is not empty, or the settings name a database server.
        BackupUnusable: The backup is damaged, is none, or its counts are not those of its catalogue.
        StorageError: There is no space, or the folder cannot be written.
    """
    if settings.database_url:
        raise WrongUsage(
            "CLIPPINGS_DATABASE_URL names a database, and a backup is restored into a folder.",
            "Unset it for this command; a server's own tools restore a server's backup (for PostgreSQL: pg_restore).",
        )
    if settings.chroma_url:
        raise WrongUsage(
            "CLIPPINGS_CHROMA_URL names a server for vectors, and a backup is restored into a folder.",
            "Unset it for this command, so that what the server has is left alone; then: clippings migrate",
        )
    home = settings.home
    try:
        _make_room(home)
        begun = home / _BEGUN
        begun.mkdir()
        told = unpack(file, begun, stages)
        stages.stage("checking", None)
        _check(begun, told)
        if told.vectors and with_vectors:
            _embed_nothing(settings, begun, told, stages)
        else:
            shutil.rmtree(begun / "vectors", ignore_errors=True)
        _put_in_place(begun, home)
    except OSError as error:
        raise StorageError(
            f"The backup cannot be restored to {home} ({error.strerror or error}).",
            "Free some space or make the folder writable, then run the same command again.",
        ) from error
    except BaseException:
        shutil.rmtree(home / _BEGUN, ignore_errors=True)
        raise
    return _opened(settings, told, stages)


def _make_room(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    if (home / _BEGUN).is_dir() and not (home / manifest.CATALOGUE).exists():  # a restore that was killed
        for left in (_BEGUN, "vectors"):
            shutil.rmtree(home / left, ignore_errors=True)
        (home / manifest.SOURCES).unlink(missing_ok=True)
    if found := sorted({path.name for path in home.iterdir()} - _NOT_OF_THE_ARCHIVE):
        raise WrongUsage(
            f"{home} is not empty ({', '.join(found[:3])}): a restore never touches an archive that is there.",
            "Name an empty folder with --home, or move this one away.",
        )


def _check(begun: Path, told: Manifest) -> None:
    if problems := check_copy(begun / manifest.CATALOGUE):
        raise BackupUnusable(f"The catalogue in the backup is damaged: {problems[0]}", "Take another backup.")
    found = row_counts(begun / manifest.CATALOGUE)
    if found != told.rows:
        wrong = sorted(name for name in found.keys() | told.rows.keys() if found.get(name) != told.rows.get(name))
        raise BackupUnusable(
            f"The catalogue in the backup has other rows than its manifest says (in {', '.join(wrong)}).",
            "Take another backup.",
        )


def _embed_nothing(settings: Settings, begun: Path, told: Manifest, stages: Stages) -> None:
    """Make the vector index of the backup's arrays, beside its place."""
    assert told.vectors is not None
    arrays = begun / "arrays"
    (begun / "vectors").rename(arrays)
    stages.stage("restoring vectors", (arrays / "vectors.npy").stat().st_size)
    with Archive(settings.model_copy(update={"home": begun})) as archive:
        if not archive.vectors.own():
            raise StorageError(f"Another process uses {begun}.", "Run one restore at a time.")
        load_vectors(
            archive.vectors,
            arrays / "ids.npy",
            arrays / "vectors.npy",
            told.vectors,
            archive.catalogue.id,
            stages.advance,
        )


def _put_in_place(begun: Path, home: Path) -> None:
    for name in (manifest.SOURCES, "vectors", manifest.CATALOGUE):
        if (begun / name).exists():
            (begun / name).rename(home / name)
    shutil.rmtree(begun)


def _opened(settings: Settings, told: Manifest, stages: Stages) -> Restored:
    """Open the archive as any command would (migrations included), and count."""
    with Archive(settings) as archive:
        articles, chunks = archive.catalogue.counts()
        stages.stage("indexing", chunks)
        archive.lexical.follow(stages.advance)
        vectors = len(archive.vectors.ids()) if archive.vectors.own() else 0
        pending = archive.pending_chunks()
    if (articles, chunks) != (told.articles, told.chunks):
        raise BackupUnusable(
            f"{articles} articles and {chunks} chunks were restored, and the backup says {told.articles} and "
            f"{told.chunks}.",
            "Do not use this archive; restore another backup.",
        )
    return Restored(told, articles, chunks, vectors, pending)
