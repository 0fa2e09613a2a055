"""`clippings doctor`"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clippings.cli.check import DoctorCheck
from clippings.cli.options import Home, Json, print_json

if TYPE_CHECKING:
    from clippings.core.settings import Settings

_LEAST_FREE_BYTES = 500_000_000


def command(
    scrub: Annotated[
        bool, typer.Option("--scrub", help="Also compare every chunk and a sample of vectors with the catalogue.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Scrub, and build anew from the catalogue whatever disagrees with it.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Look at each part of the archive and say what to do where one is not well."""
    from clippings.cli import scrub as scrubbing

    checks = []
    found = scrubbing.checks(home, repair) if scrub or repair else _checks(home)
    for check in found:
        checks.append(check)
        if not as_json:
            typer.secho("ok    " if check.ok else "wrong ", fg="green" if check.ok else "red", nl=False)
            typer.echo(f"{check.part}: {check.found}")
            if check.way_out:
                typer.echo(f"      {check.way_out}")
    if as_json:
        print_json({"ok": all(check.ok for check in checks), "checks": [asdict(check) for check in checks]})
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


def _checks(home: Path | None) -> Iterator[DoctorCheck]:
    from clippings.core.errors import ClippingsError
    from clippings.core.settings import load_settings

    try:
        settings = load_settings(home)
    except ClippingsError as error:
        yield DoctorCheck("settings", False, error.what, error.way_out)
        return
    yield DoctorCheck("settings", True, "every one is known and well-formed")
    parts: list[tuple[str, Callable[[Settings], str]]] = [
        ("folder", _folder),
        ("catalogue", _catalogue),
        ("sources", _sources),
        ("indexes", _indexes),
        ("embedding model", _embedding_model),
        ("reader", _reader),
        ("reranker", _reranker),
        ("chat model", _chat_model),
        ("Discord token", _discord_token),
    ]
    for part, look in parts:
        try:
            yield DoctorCheck(part, True, look(settings))
        except ClippingsError as error:
            yield DoctorCheck(part, False, error.what, error.way_out)


def _folder(settings: Settings) -> str:
    import shutil
    import tempfile

    from clippings.core.errors import StorageError

    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.home) as probe:
            probe.write(b"x")
    except OSError as error:
        raise StorageError(
            f"{settings.home} cannot be written ({error.strerror}).", "Make it writable, or set CLIPPINGS_HOME."
        ) from error
    free = shutil.disk_usage(settings.home).free
    if free < _LEAST_FREE_BYTES:
        raise StorageError(f"{settings.home} has only {free // 1_000_000} MB left.", "Free some space.")
    return f"{settings.home} is writable, {free // 1_000_000_000} GB free"


def _catalogue(settings: Settings) -> str:
    from clippings.core.errors import CatalogueDamaged
    from clippings.vectorstore.backup.catalogue_copy import RESTORE
    from clippings.vectorstore.catalogue.catalogue import Catalogue

    catalogue = Catalogue(settings.catalogue_url)
    try:
        if problems := catalogue.check():
            raise CatalogueDamaged(f"The catalogue is damaged: {problems[0]}", RESTORE)
        articles, chunks = catalogue.counts()
        rejects = len(catalogue.rejects())
    finally:
        catalogue.close()
    return f"whole: {articles} articles, {chunks} chunks, {rejects} rejects"


def _sources(settings: Settings) -> str:
    from clippings.ingest.scheduling import config as sources_file

    file = settings.home / sources_file.NAME
    if not file.exists():
        return f"no {sources_file.NAME} (optional): `clippings ingest` is given paths and addresses"
    count = len(sources_file.load(file))
    return f"{count} {'source' if count == 1 else 'sources'} in {file}"


def _indexes(settings: Settings) -> str:
    from clippings.core.errors import IndexDamaged
    from clippings.vectorstore.archive import Archive

    with Archive(settings) as archive:
        differences = archive.differences()
        seen = archive.vectors.is_shared or archive.vectors.owned
    if differences:
        raise IndexDamaged("; ".join(" ".join(difference.splitlines()) for difference in differences))
    return "both in step" if seen else "the lexical one is in step; another process is using the vectors"


def _embedding_model(settings: Settings) -> str:
    from clippings.vectorstore.embedders.choose import choose

    return f"{choose(settings.embedding_model, settings.home / 'models').fingerprint} loads"


def _reader(_settings: Settings) -> str:
    from clippings.chain.reading.encoder import ReaderEncoder, check_files

    name = check_files()
    ReaderEncoder()
    return f"{name} loads"


def _reranker(settings: Settings) -> str:
    if not settings.reranker_model:
        return "none (optional): passages keep the order of the two indexes"
    from clippings.chain.ranking.reranker import Reranker

    Reranker(settings.reranker_model)
    return f"{settings.reranker_model} loads"


def _chat_model(settings: Settings) -> str:
    if not settings.chat_model:
        return "none (optional): answers are quotes"
    from clippings.chain.generation.chat_writer import ChatWriter

    ChatWriter(settings)
    return f"{settings.chat_model} is set up; it is called with the first question"


def _discord_token(settings: Settings) -> str:
    from clippings.core.errors import SettingsError

    if settings.discord_token is None:
        return "none (optional): `clippings bot` needs one, `clippings preview` does not"
    if settings.discord_token.get_secret_value().count(".") != 2:
        raise SettingsError(
            "CLIPPINGS_DISCORD_TOKEN does not look like a bot token (three parts with dots between).",
            "Copy it again from the developer portal: Bot, Reset Token.",
        )
    return "set"
