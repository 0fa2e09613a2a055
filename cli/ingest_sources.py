"""`clippings sources run`, and `clippings ingest` without paths: the sources of `sources.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from clippings.cli.options import open_archive, print_json
from clippings.cli.safe_text import safe

if TYPE_CHECKING:
    from clippings.ingest.counts import Counts
    from clippings.ingest.scheduling.config import SourceSpec
    from clippings.ingest.scheduling.runner import SourceOutcome
    from clippings.vectorstore.archive import Archive


def run(
    home: Path | None,
    file: Path | None,
    run_all: bool,
    only: Sequence[str],
    watch: bool,
    retire: bool,
    defer_vectors: bool,
    as_json: bool,
) -> None:
    """Run what is due, or what is named, or everything; or stay and do so for ever.

    Raises:
        WrongUsage: There is no such file or source, or the options contradict each other.
        SourcesAreRunning: Another process is at it.
    """
    from clippings.core.errors import WrongUsage

    if watch and (run_all or only or retire or as_json):
        raise WrongUsage("--watch runs what is due; it takes none of --all, --only, --retire, --json.")
    if run_all and only:
        raise WrongUsage("--all and --only contradict each other.")
    file, specs = load(home, file)
    if watch:
        _watch(home, file, specs, defer_vectors)
    else:
        _run_once(home, _wanted(specs, only, file), run_all or bool(only), retire, defer_vectors, as_json, specs)


def load(home: Path | None, file: Path | None) -> tuple[Path, list[SourceSpec]]:
    """The file of sources, and what it has.

    Raises:
        WrongUsage: There is no such file.
    """
    from clippings.core.errors import WrongUsage
    from clippings.core.settings import load_settings
    from clippings.ingest.scheduling import config as sources_file

    file = file or load_settings(home).home / sources_file.NAME
    if not file.exists():
        raise WrongUsage(
            f"There is nothing to ingest: no path was given, and there is no {file}.",
            "Give PATH_OR_URL, or write that file (sources.example.yaml shows how).",
        )
    return file, list(sources_file.load(file))


def _wanted(specs: Sequence[SourceSpec], only: Sequence[str], file: Path) -> list[SourceSpec]:
    import difflib

    from clippings.core.errors import WrongUsage

    known = [spec.name for spec in specs]
    for name in only:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            raise WrongUsage(
                f"{file} has no source {name!r}.",
                f"Did you mean {near[0]!r}?" if near else f"It has: {', '.join(known) or 'none'}.",
            )
    return [spec for spec in specs if not only or spec.name in only]


def _run_once(
    home: Path | None,
    wanted: Sequence[SourceSpec],
    even_if_not_due: bool,
    retire: bool,
    defer_vectors: bool,
    as_json: bool,
    specs: Sequence[SourceSpec],
) -> None:
    from clippings.cli import summary
    from clippings.cli.progress import TerminalProgress
    from clippings.ingest.counts import Counts
    from clippings.ingest.scheduling.runner import SourceRunner

    outcomes: list[SourceOutcome] = []
    with open_archive(home) as archive, TerminalProgress(archive.pending_chunks) as progress:
        runner = SourceRunner(archive, progress)
        chosen = list(wanted) if even_if_not_due else runner.due(wanted)
        for outcome in runner.run(chosen, only_due=not even_if_not_due, may_retire_most=retire):
            outcomes.append(outcome)
            for note in outcome.notes:
                typer.secho(safe(note), fg=typer.colors.YELLOW, err=True)
        if not defer_vectors:
            pending = archive.status().pending_chunks
            if pending:
                progress.stage("embedding", pending)
            archive.follow_vectors(progress.advance)
        next_due = runner.next_due(specs)
    total = Counts(seconds=round(sum(one.counts.seconds for one in outcomes), 2))
    for one in outcomes:
        total.include(one.counts)
    if as_json:
        print_json(_as_json(total, outcomes, next_due))
    else:
        for one in outcomes:
            typer.echo(f"{safe(one.name)}: {summary.line(one.counts)}")
        if not outcomes:
            typer.echo(f"Nothing is due. {_in_words(next_due)}")
        elif next_due:
            typer.echo(_in_words(next_due))
    if total.rejected and total.rejected == total.seen:
        raise typer.Exit(1)


def _as_json(total: Counts, outcomes: Sequence[SourceOutcome], next_due: tuple[datetime, str] | None) -> dict[str, Any]:
    from clippings.ingest.counts import as_json

    return {
        **as_json(total),
        "sources": [{"name": one.name, **as_json(one.counts), "notes": list(one.notes)} for one in outcomes],
        "next_due": {"name": next_due[1], "at": next_due[0].isoformat()} if next_due else None,
    }


def _in_words(next_due: tuple[datetime, str] | None) -> str:
    if next_due is None:
        return "No source has a schedule; clippings sources run --all runs them."
    moment = next_due[0].astimezone()
    return f"Next: {safe(next_due[1])} at {moment:%Y-%m-%d %H:%M:%S}. (--all runs all now.)"


def _watch(home: Path | None, file: Path, specs: Sequence[SourceSpec], defer_vectors: bool) -> None:
    import signal
    import threading

    from clippings.cli import summary
    from clippings.cli.progress import TerminalProgress
    from clippings.core.errors import VectorsUnavailable, WrongUsage
    from clippings.core.settings import load_settings
    from clippings.ingest.scheduling.scheduler import ScheduledSources

    if not any(spec.schedule for spec in specs):
        raise WrongUsage(f"No source in {file} has a schedule.", "Write one: schedule: {every: 1h}.")
    over = threading.Event()

    def tell(archive: Archive, outcomes: Sequence[SourceOutcome]) -> None:
        for one in outcomes:
            typer.echo(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {safe(one.name)}: {summary.line(one.counts)}")
            for note in one.notes:
                typer.echo(safe(note), err=True)
        try:
            if not defer_vectors and archive.vectors.own():
                archive.vectors.follow(lambda _: _raise_if(over))
        except VectorsUnavailable as error:  # their server may be back at the next run; words are indexed all the same
            typer.echo(str(error), err=True)

    signal.signal(signal.SIGTERM, lambda *_: over.set())
    signal.signal(signal.SIGINT, lambda *_: over.set())
    typer.echo(
        f"Running the {len(specs)} sources of {safe(str(file))} whenever they are due; Ctrl-C ends it.", err=True
    )
    with TerminalProgress() as progress:
        ScheduledSources(load_settings(home), file, progress, over, tell).run()


def _raise_if(over: Any) -> None:
    from clippings.ingest.scheduling.runner import Stopped

    if over.is_set():
        raise Stopped("The run was stopped; the next one goes on.")
