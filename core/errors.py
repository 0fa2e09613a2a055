"""Errors with a message for the person who will read it: what happened, to which thing, what to do."""

from __future__ import annotations


class ClippingsError(Exception):
    """A failure that a person can act on.

    Args:
        what: What happened, naming the thing it happened to.
        way_out: What to do about it; shown on a line of its own.
    """

    exit_code = 1

    def __init__(self, what: str, way_out: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}\n{self.way_out}" if self.way_out else self.what


class WrongUsage(ClippingsError):
    """The command was called in a way that cannot mean anything (exit code 2)."""

    exit_code = 2


class SettingsError(WrongUsage):
    """A setting is unknown, malformed or contradicts another."""


class StorageError(ClippingsError):
    """The archive's folder or database cannot be read or written (full, read-only, no permission)."""


class CatalogueDamaged(ClippingsError):
    """The catalogue itself, the only truth, cannot be read."""


class BackupUnusable(ClippingsError):
    """A file is not a backup, or not a whole one; nothing was restored from it."""


class IndexDamaged(ClippingsError):
    """An index folder cannot be read; it can always be rebuilt from the catalogue."""


class EmbedderMismatch(ClippingsError):
    """The vectors were made by another embedding model than the one configured."""


class EmbedderUnavailable(ClippingsError):
    """The configured embedding model cannot be loaded, or is not the model it claims to be."""


class ReaderUnavailable(ClippingsError):
    """The reader's weights are missing, damaged or of another version."""


class VectorsOwnedElsewhere(ClippingsError):
    """Another process owns the vector folder."""


class VectorsUnavailable(ClippingsError):
    """The server that has the vectors cannot be reached, or does not let this process in."""


class SourceUnavailable(ClippingsError):
    """A path or address that was to be ingested cannot be read."""


class AddressGone(SourceUnavailable):
    """A server says that there is nothing at an address (any more)."""


class UnsafeAddress(SourceUnavailable):
    """An address leads to this machine or its local network."""


class ChatModelUnavailable(ClippingsError):
    """The configured chat model cannot be used."""
