"""What a run was made with, so that it can be repeated: code, settings, models and the state of the archive."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from clippings.core.settings import Settings

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from clippings.vectorstore.archive import Archive

_CODE_DIGITS = 12
_NOT_TOLD = {
    "home",
    "discord_token",
    "discord_guild_ids",
    "discord_api_url",
    "chat_api_key",
    "chroma_token",
    "ray_address",
    "system_api_key",
}
"""A place on somebody's machine, secrets, and what has no bearing on an answer."""


class Agreement(BaseModel):
    """How far a judge agrees with people, over the labelled answers: Cohen's kappa, 0 by chance, 1 for always."""

    judge: str
    n: int
    faithfulness_kappa: float
    completeness_kappa: float | None = None
    """None for a judge that does not judge it."""
    failed: int = 0
    """How many answers it gave no judgement of; they are left out."""


class RunMetadata(BaseModel):
    """What a run was made with."""

    clippings: str
    code: str = ""
    """A digest of the package's files: alike exactly where the code is."""
    started_at: datetime
    seconds: float = 0.0
    suites: list[str]
    system: str | None = None
    """The system that was asked, where it is not the archive of this process: then nothing is known of an archive."""
    articles: int
    chunks: int
    embedded_chunks: int
    last_change: int
    """The catalogue's change number: with its id, the state of the archive."""
    catalogue_id: str
    embedding_model: str
    reranker_model: str | None
    chat_model: str | None
    statements_judged_by: str = "words"
    settings: dict[str, Any] = Field(default_factory=dict)
    """Those that differ from the defaults. Secrets and addresses that may hold some are left out."""
    judge: Agreement | None = None


def made(archive: Archive, suites: Sequence[str], judged_by: str) -> RunMetadata:
    """What is known before the first question is asked."""
    status = archive.status()
    return RunMetadata(
        clippings=version("clippings"),
        code=code_digest(),
        started_at=datetime.now(UTC),
        suites=list(suites),
        articles=status.articles,
        chunks=status.chunks,
        embedded_chunks=status.embedded_chunks,
        last_change=archive.catalogue.last_change(),
        catalogue_id=archive.catalogue.id,
        embedding_model=status.embedding_model,
        reranker_model=archive.settings.reranker_model,
        chat_model=archive.settings.chat_model,
        statements_judged_by=judged_by,
        settings=told(archive.settings),
    )


def made_of_system(name: str, settings: Settings, suites: Sequence[str], judged_by: str) -> RunMetadata:
    """The same of a run that asks another system."""
    return RunMetadata(
        clippings=version("clippings"),
        code=code_digest(),
        started_at=datetime.now(UTC),
        suites=list(suites),
        system=name,
        articles=0,
        chunks=0,
        embedded_chunks=0,
        last_change=0,
        catalogue_id="",
        embedding_model="",
        reranker_model=None,
        chat_model=None,
        statements_judged_by=judged_by,
        settings=told(settings),
    )


def told(settings: Settings) -> dict[str, Any]:
    """The settings that differ from the defaults, without anything that may be a secret."""
    given = settings.model_dump(mode="json", exclude_defaults=True, exclude=_NOT_TOLD)
    # An address may hold a user and a password.
    return {name: "(set)" if name.endswith("_url") else value for name, value in given.items()}


@functools.cache
def code_digest() -> str:
    """SHA-256, shortened, over the package's modules and data files, whether installed or checked out."""
    digest = hashlib.sha256()
    for name, content in _contents(files("clippings"), ""):
        digest.update(f"{name}\0".encode() + hashlib.sha256(content).digest())
    return digest.hexdigest()[:_CODE_DIGITS]


def _contents(folder: Traversable, at: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for child in sorted(folder.iterdir(), key=lambda one: one.name):
        if child.is_dir():
            if child.name != "__pycache__":
                found.extend(_contents(child, f"{at}{child.name}/"))
        elif not child.name.endswith(".pyc"):
            found.append((at + child.name, child.read_bytes()))
    return found
