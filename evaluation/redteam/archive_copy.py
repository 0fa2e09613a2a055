"""A copy of an archive to plant things in; the archive itself is only read."""

from __future__ import annotations

import shutil
from pathlib import Path

from clippings.core.errors import StorageError, WrongUsage
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.backup.catalogue_copy import copy_catalogue
from clippings.vectorstore.catalogue.database import sqlite_path

_CATALOGUE, _VECTORS, _LEXICAL, _MODELS = "catalogue.db", "vectors", "lexical", "models"


def copy_archive(archive: Archive, home: Path) -> bool:
    """Copy an archive into a folder of its own.

    Args:
        archive: Open; others may use it meanwhile.
        home: An empty folder, or none.

    Returns:
        Whether the vectors were copied too: not while another process owns them.

    Raises:
        WrongUsage: The folder is not empty, or the catalogue lies on a database server.
        StorageError: It cannot be written.
    """
    source = sqlite_path(archive.settings.catalogue_url)
    if source is None:
        raise WrongUsage(
            "The catalogue lies on a database server, and the red team copies an archive in a folder.",
            "Ingest some of its articles into a folder and name that with --home.",
        )
    try:
        if home.exists() and any(home.iterdir()):
            raise WrongUsage(f"{home} is not empty.", "Name a folder that is not there yet.")
        home.mkdir(parents=True, exist_ok=True)
        has_vectors = archive.settings.chroma_url is None and archive.vectors.own()
        if has_vectors and (archive.settings.home / _VECTORS).is_dir():
            shutil.copytree(archive.settings.home / _VECTORS, home / _VECTORS, ignore=shutil.ignore_patterns("*.lock"))
        copy_catalogue(source, home / _CATALOGUE, lambda _bytes: None)
        if (archive.settings.home / _LEXICAL).is_dir():
            # An index that changed while it was copied is found out by its checksums, and made anew.
            shutil.copytree(archive.settings.home / _LEXICAL, home / _LEXICAL, ignore=shutil.ignore_patterns("*.lock"))
        share_models(archive.settings.home, home)
    except OSError as error:
        raise StorageError(
            f"The archive cannot be copied to {home} ({error.strerror or error}).",
            "It takes as much space as the archive itself.",
        ) from error
    return has_vectors


def share_models(home: Path, other: Path) -> None:
    """Let another home use the exported models of this one."""
    models, place = home.absolute() / _MODELS, other / _MODELS
    other.mkdir(parents=True, exist_ok=True)
    if not models.is_dir() or place.exists():
        return
    try:
        place.symlink_to(models, target_is_directory=True)
    except OSError:  # no links on this file system
        shutil.copytree(models, place)


def settings_of(settings: Settings, home: Path) -> Settings:
    """The same settings for another folder."""
    return settings.model_copy(update={"home": home, "database_url": None, "chroma_url": None})
