"""`clippings eval redteam`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clippings.cli.options import Home, Json, print_json

if TYPE_CHECKING:
    from clippings.core.settings import Settings
    from clippings.evaluation.redteam.prepare import Prepared
    from clippings.evaluation.run import SuiteRun


def command(
    folder: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="For the copy of the archive, the attacks and the report.")
    ],
    archive: Annotated[
        Path | None, typer.Option("--from", metavar="ARCHIVE", help="The archive's folder; as --home.")
    ] = None,
    n: Annotated[int, typer.Option("--n", min=1, max=1_000, help="How many attacks of each kind.")] = 15,
    seed: Annotated[int, typer.Option(help="The same seed and archive give the same attacks.")] = 0,
    language: Annotated[list[str] | None, typer.Option(help="Only of articles in this language: en or ko.")] = None,
    prepare_only: Annotated[bool, typer.Option("--prepare-only", help="Make the attacks and ask nothing.")] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Attack a copy of an archive with what can be made of its own articles, and say what it resisted.

    clippings eval redteam --from ~/.clippings --out redteam

    Orders to a model in planted articles and in questions, questions with something wrong in them, questions that come
    near, questions asked before it happened, numbers that a later article corrects, and another server's secrets. The
    archive itself is only read, and nothing leaves this machine but what a configured chat model is asked.

    The attacks are a suite, which also asks another system: clippings eval FOLDER/redteam.qa.yaml --system ...

    Exit codes: 0 when every attack was resisted, 1 when one was not.
    """
    import time

    from clippings.cli.safe_text import safe
    from clippings.cli.written import write
    from clippings.core.settings import load_settings
    from clippings.evaluation.redteam.outcome import outcome_of
    from clippings.evaluation.redteam.prepare import prepare
    from clippings.evaluation.reporting.report import page
    from clippings.evaluation.run import refuse_empty
    from clippings.vectorstore.archive import Archive

    settings = load_settings(archive or home)
    began = time.monotonic()
    with Archive(settings) as opened:
        refuse_empty(opened)
        prepared = prepare(opened, folder, n, seed, tuple(language or ("en", "ko")))
    seconds = round(time.monotonic() - began, 1)
    told = {"folder": str(folder), "suite": str(prepared.suite), "attacks": prepared.attacks, "prepared_in_s": seconds}
    made = ", ".join(f"{kind} {count}" for kind, count in prepared.attacks.items())
    typer.echo(f"Ready in {seconds} s: {made}; {prepared.planted} planted articles in {prepared.archive}.", err=True)
    if prepare_only:
        print_json({**told, "notes": list(prepared.notes)}) if as_json else typer.echo(str(prepared.suite))
        return
    ran, told_there = _attacked(settings, prepared)
    found = outcome_of(ran.results, told_there, prepared.notes)
    report = folder / "report.html"
    write(report, page(ran))
    typer.echo(f"The report is in {report}.", err=True)
    if as_json:
        print_json({**told, **found.model_dump(mode="json"), "run": ran.as_json()})
    else:
        typer.echo(safe(found.text()))
    if found.fell:
        raise typer.Exit(1)


def _attacked(settings: Settings, prepared: Prepared) -> tuple[SuiteRun, int | None]:
    """The run over the copy, with the other server's archive open and asked in the same process, as a bot has it; and
    how many of its secrets that one tells itself."""
    from contextlib import ExitStack

    from clippings.evaluation.redteam.archive_copy import settings_of
    from clippings.evaluation.redteam.attack import OTHER_SERVER
    from clippings.evaluation.run import examiner, run
    from clippings.evaluation.suites.file import load

    suite = load(prepared.suite)
    with ExitStack() as stack:
        told_there = None
        secrets = [case for case in suite.suite.cases if case.kind == OTHER_SERVER]
        if secrets:
            other = stack.enter_context(examiner(settings_of(settings, prepared.other)))
            asked = [other.examine(case).turns[0] for case in secrets]
            told_there = sum(any(one.expectation == "shows_nothing_of" for one in turn.failures) for turn in asked)
        asking = stack.enter_context(examiner(settings_of(settings, prepared.archive)))
        return run(asking, [suite]), told_there
