"""Make a backup: one file, from an archive that may be in use all the while."""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import zstandard

from clippings.core.errors import CatalogueDamaged, StorageError, WrongUsage
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.backup import manifest
from clippings.vectorstore.backup.catalogue_copy import RESTORE, check_copy, copy_catalogue, row_counts
from clippings.vectorstore.backup.manifest import File, Manifest, Progress, VectorMark
from clippings.vectorstore.backup.vector_copy import save_vectors
from clippings.vectorstore.catalogue.database import sqlite_path
from clippings.vectorstore.maintenance.progress import Stages

_LEVEL = 3
_OF_PEOPLE_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was made."""

    file: Path
    bytes: int
    manifest: Manifest


def make_backup(
    archive: Archive, file: Path, stages: Stages, with_vectors: bool = True, wait_s: float = 0.0
) -> MadeBackup:
    """Write a backup of an archive to a file that does not exist yet; it appears whole or not at all.

    The vectors are taken first and the catalogue after them, so that the catalogue is never behind its vectors; what
    came in between, a follower takes in after the restore.

    Args:
        archive: It may be read and written by any number of processes meanwhile.
        file: A `.tar.zst`.
        stages: Told how it goes.
        with_vectors: Whether the vectors are to be in it, where this process may own them.
        wait_s: How long to wait for another process that owns the vectors.

    Raises:
        WrongUsage: The file exists, or the catalogue lies on a database server.
        CatalogueDamaged: The catalogue is not whole: no backup is made of damage.
        IndexDamaged: The vectors cannot be read.
        StorageError: The file cannot be written.
    """
    source = sqlite_path(archive.settings.catalogue_url)
    if source is None:
        raise WrongUsage(
            "The catalogue lies on a database server, which has a backup of its own (for PostgreSQL: pg_dump).",
            "The indexes need none: they are made from the catalogue.",
        )
    if file.exists():
        raise WrongUsage(f"{file} exists.", "Name a new file; clippings never overwrites a backup.")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as name:
            folder = Path(name)
            mark, notes = _vectors(archive, folder, stages, with_vectors, wait_s)
            stages.stage("copying", source.stat().st_size)
            copy_catalogue(source, folder / manifest.CATALOGUE, stages.advance)
            if (sources := archive.settings.home / manifest.SOURCES).is_file():
                (folder / manifest.SOURCES).write_bytes(sources.read_bytes())
            told = _manifest(folder, mark, notes, stages)
            packed = folder / "packed"
            _pack(folder, told, packed, stages)
            packed.chmod(_OF_PEOPLE_ONLY)
            size = packed.stat().st_size
            packed.rename(file)
    except OSError as error:
        raise StorageError(
            f"The backup {file} cannot be written ({error.strerror or error}).",
            "It needs about twice the catalogue's size beside the file while it is made. Free some space, or name "
            "another folder.",
        ) from error
    return MadeBackup(file, size, told)


def _vectors(
    archive: Archive, folder: Path, stages: Stages, wanted: bool, wait_s: float
) -> tuple[VectorMark | None, list[str]]:
    if not wanted:
        return None, ["The vectors were left out, as asked: after a restore they are embedded anew."]
    if archive.vectors.recorded() is None:
        return None, []
    if not archive.vectors.own(wait_s):
        return None, [
            "The vectors were left out: another process is using them. After a restore they are embedded anew. To have "
            "them in the backup, stop that process, or wait for it with --wait SECONDS."
        ]
    ids, vectors = folder / manifest.VECTOR_IDS, folder / manifest.VECTORS
    ids.parent.mkdir()
    stages.stage("copying vectors", None)
    try:
        return save_vectors(archive.vectors, ids, vectors, stages.advance), []
    finally:
        archive.vectors.close()


def _manifest(folder: Path, mark: VectorMark | None, notes: list[str], stages: Stages) -> Manifest:
    catalogue = folder / manifest.CATALOGUE
    stages.stage("checking", None)
    if problems := check_copy(catalogue):
        raise CatalogueDamaged(f"The catalogue is damaged: {problems[0]}", RESTORE)
    with closing(sqlite3.connect(catalogue)) as connection:

        def one(query: str) -> int | str:
            found: int | str = connection.execute(query).fetchone()[0]
            return found

        return Manifest(
            format=manifest.FORMAT,
            clippings=version("clippings"),
            schema_revision=str(one("SELECT version_num FROM alembic_version")),
            made_at=datetime.now(UTC),
            archive_id=str(one("SELECT id FROM archive")),
            change=int(one("SELECT coalesce(max(number), 0) FROM changes")),
            rows=row_counts(catalogue),
            articles=int(one("SELECT count(*) FROM articles WHERE is_current")),
            chunks=int(one("SELECT count(*) FROM chunks JOIN articles ON articles.id = article_id WHERE is_current")),
            vectors=mark,
            notes=tuple(notes),
            files=tuple(_files(folder, stages.advance)),
        )


def _files(folder: Path, progress: Progress) -> list[File]:
    names = (manifest.CATALOGUE, manifest.SOURCES, manifest.VECTOR_IDS, manifest.VECTORS)
    return [manifest.file_of(name, folder / name, progress) for name in names if (folder / name).is_file()]


def _pack(folder: Path, told: Manifest, packed: Path, stages: Stages) -> None:
    stages.stage("packing", told.bytes)
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    with (
        packed.open("wb") as raw,
        compressor.stream_writer(raw) as stream,
        tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        head = told.model_dump_json(indent=1).encode()
        tar.addfile(_entry(manifest.NAME, len(head), told), BytesIO(head))
        for file in told.files:
            with (folder / file.name).open("rb") as content:
                tar.addfile(_entry(file.name, file.bytes, told), _Told(content, stages.advance))  # type: ignore[arg-type]


def _entry(name: str, size: int, told: Manifest) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, _OF_PEOPLE_ONLY, told.made_at.timestamp()
    return entry


class _Told:
    """A file whose reading is told of."""

    def __init__(self, file: BytesIO, progress: Progress) -> None:
        self._file = file
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self._progress(len(part))
        return part
