"""What a backup says of itself: who made it, of which catalogue, and each of its files with size and digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from clippings.core.errors import BackupUnusable

NAME = "manifest.json"
FORMAT = 1
LARGEST_BYTES = 1_000_000
CATALOGUE, SOURCES, VECTOR_IDS, VECTORS = "catalogue.db", "sources.yaml", "vectors/ids.npy", "vectors/vectors.npy"

Progress = Callable[[int], None]
"""Called with a number of bytes."""

_READ_BYTES = 1 << 20
_Count = Annotated[int, Field(ge=0)]


class File(BaseModel):
    """One file of a backup. There are no others than these four, so no name in it leads anywhere else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Literal["catalogue.db", "sources.yaml", "vectors/ids.npy", "vectors/vectors.npy"]
    bytes: _Count
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class VectorMark(BaseModel):
    """How far the vectors of a backup had followed the catalogue, and which model made them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    change: _Count
    fingerprint: str
    count: _Count


class Manifest(BaseModel):
    """The first entry of a backup."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int
    clippings: str
    """The version that made it."""
    schema_revision: str
    made_at: datetime
    archive_id: str
    change: _Count
    """The last change of the catalogue that is in it."""
    rows: dict[str, _Count]
    """How many rows each table of the catalogue has."""
    articles: _Count
    chunks: _Count
    vectors: VectorMark | None
    notes: tuple[str, ...]
    files: tuple[File, ...]

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


def read(raw: bytes) -> Manifest:
    """The manifest in these bytes.

    Raises:
        BackupUnusable: It is not one, or one of a later version.
    """
    try:
        found = Manifest.model_validate_json(raw)
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        raise BackupUnusable(
            f"This is not a backup of Clippings: {NAME} is not as it must be "
            f"({'.'.join(map(str, problem['loc']))}: {problem['msg']}).",
            "Take another backup.",
        ) from None
    if found.format > FORMAT:
        raise BackupUnusable(
            f"The backup was made by a later version ({found.clippings}).", "Upgrade Clippings, then restore it."
        )
    names = [file.name for file in found.files]
    if len(set(names)) != len(names) or CATALOGUE not in names or (VECTORS in names) != (found.vectors is not None):
        raise BackupUnusable("The backup's list of files contradicts itself.", "Take another backup.")
    return found


def file_of(name: str, path: Path, progress: Progress) -> File:
    """A file of a backup under its name there, read once for its digest."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while part := file.read(_READ_BYTES):
            digest.update(part)
            size += len(part)
            progress(len(part))
    return File.model_validate({"name": name, "bytes": size, "sha256": digest.hexdigest()})
