"""What moderators do to the sources of an archive. Everything here blocks, and is called beside the event loop."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from clippings.bot.ingestion import attachments
from clippings.core.errors import WrongUsage
from clippings.core.settings import Settings
from clippings.ingest.http.ssrf_guard import AddressRule
from clippings.ingest.scheduling import config as sources_file
from clippings.ingest.scheduling import config_editor as sources_edit
from clippings.ingest.scheduling.config import SourceSpec
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import source_records

_NAME = 100


def sources_of(archive: Archive) -> list[SourceSpec]:
    """The entries of the archive's `sources.yaml`.

    Raises:
        SourcesFileError: It is broken.
    """
    file = archive.settings.home / sources_file.NAME
    return sources_file.load(file) if file.exists() else []


def add_address(archive: Archive, address: str, name: str, schedule: str) -> SourceSpec:
    """Write a feed, a sitemap or a page into the archive's `sources.yaml`.

    Paths are refused: a moderator of a server must not read the files of the machine that the bot runs on.

    Raises:
        WrongUsage: It is not an address of the web, or a field is wrong.
        UnsafeAddress: It leads to the local network.
        SourceUnavailable: Its host cannot be found.
    """
    address = address.strip()
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise WrongUsage("Only addresses of the web can be added here.", "They begin with https:// or http://.")
    _rule(archive.settings).require(httpx.URL(address))
    return _add(archive, address, name or f"{parts.hostname}{parts.path.rstrip('/')}"[:_NAME], schedule)


def add_file(archive: Archive, file_name: str, content: bytes, name: str) -> SourceSpec:
    """Keep an attached file in the archive's folder, and write it into `sources.yaml`.

    Raises:
        WrongUsage: It cannot be read, or its name is taken.
        StorageError: It cannot be kept.
    """
    name = name or attachments.safe_name(file_name, without_ending=True)
    if any(spec.name == name for spec in sources_of(archive)):
        raise WrongUsage(f"There is a source {name!r} already.", "Give this one another name.")
    kept = attachments.keep(archive.settings.home, name, file_name, content)
    return _add(archive, str(kept.relative_to(archive.settings.home)), name, "")


def _add(archive: Archive, address: str, name: str, schedule: str) -> SourceSpec:
    entry = {"name": name[:_NAME], "address": address, "public_only": True}
    if schedule.strip():
        entry["schedule"] = schedule.strip()
    return sources_edit.add_entry(archive.settings.home / sources_file.NAME, entry)


def held_by(archive: Archive, name: str) -> int:
    """How many articles would go with a source: those that it alone holds."""
    with archive.catalogue.looking() as writer:
        return len(source_records.held_alone(writer, name))


def remove(archive: Archive, name: str) -> int:
    """Take a source out of `sources.yaml`, and what it alone holds out of the indexes. Returns how many articles.

    Raises:
        SourcesFileError: There is no such source, or the file is only edited by hand.
    """
    spec = next((spec for spec in sources_of(archive) if spec.name == name), None)
    sources_edit.remove_entry(archive.settings.home / sources_file.NAME, name)
    with archive.catalogue.writing() as writer:
        articles = source_records.forget_source(writer, name)
    for address in spec.address if spec else ():
        attachments.remove(archive.settings.home, address)
    return articles


def _rule(settings: Settings) -> AddressRule:
    """Public addresses, and hosts that whoever runs the bot allowed by name; never the local network as a whole."""
    return AddressRule(allow_local=False, allow_hosts=settings.allow_hosts)
