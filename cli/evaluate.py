"""`clippings eval`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clippings.cli.options import Home, Json, print_json

if TYPE_CHECKING:
    from clippings.evaluation.examine import Examiner
    from clippings.evaluation.run import Run
    from clippings.evaluation.suite_file import LoadedSuite

_COMPARE = "compare"


def command(
    suites: Annotated[
        list[str],
        typer.Argument(metavar="SUITE...", help="*.qa.yaml files or folders of them; or: compare A.json B.json."),
    ],
    report: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write one self-contained page.")] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Ask the questions of suites and check what is answered.

    clippings eval tests/suites --report report.html

    clippings eval compare before.json after.json

    Exit codes: 0 when every question ran and none failed (known gaps aside), 1 when one failed, 2 for a broken suite.
    """
    if suites[0] == _COMPARE and not Path(_COMPARE).exists():
        _compare(suites[1:], as_json)
        return
    from clippings.core.settings import load_settings
    from clippings.evaluation import run as runs
    from clippings.evaluation.suite_file import find, load

    loaded = [load(path) for path in find(suites)]
    if report is not None:
        _refuse_unwritable(report)
    with runs.examiner(load_settings(home)) as examiner:
        ran = _with_progress(examiner, loaded)
    for warning in ran.warnings:
        typer.secho(f"Warning: {warning}", fg=typer.colors.YELLOW, err=True)
    if report is not None:
        _write(report, ran)
    if as_json:
        print_json(ran.as_json())
    else:
        _print(ran)
    if not ran.is_good:
        raise typer.Exit(1)


def _with_progress(examiner: Examiner, suites: list[LoadedSuite]) -> Run:
    from rich.console import Console
    from rich.progress import Progress

    from clippings.evaluation.run import run

    total = sum(len(loaded.suite.cases) for loaded in suites)
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Asking", total=total)
        return run(examiner, suites, lambda _: progress.advance(task))


def _print(ran: Run) -> None:
    from clippings.cli.safe_text import safe
    from clippings.evaluation.failure_text import failure_text

    for result in ran.results:
        if result.status == "failed":
            typer.secho(f"FAILED {safe(result.suite)}: {safe(result.id)}", fg=typer.colors.RED, bold=True)
            typer.echo(f"{failure_text(result)}\n")
    typer.echo(
        f"{len(ran.results)} cases in {ran.made.seconds:.1f} s: {ran.count('passed', 'closed gap')} passed, "
        f"{ran.count('failed')} failed, {ran.count('known gap')} known gaps"
    )
    for name, figure in ran.figures().items():
        between = f"  ({figure.interval[0]:.3f} to {figure.interval[1]:.3f})" if figure.interval else ""
        typer.echo(f"  {name:<21}{figure.value:>8.3f}{between}  n={figure.n}")
    counted = ", ".join(f"{criterion} {count}" for criterion, count in ran.by_criterion().items() if count)
    if counted:
        typer.echo(f"Failed expectations by criterion: {counted}")


def _compare(files: list[str], as_json: bool) -> None:
    from clippings.core.errors import WrongUsage
    from clippings.evaluation.compare import compare, markdown, read

    if len(files) != 2:
        raise WrongUsage("Two runs are compared.", "Write: clippings eval compare before.json after.json")
    compared = compare(*(read(Path(file)) for file in files))
    print_json(compared.model_dump(mode="json")) if as_json else typer.echo(markdown(compared))


def _write(report: Path, ran: Run) -> None:
    from clippings.core.errors import StorageError
    from clippings.evaluation.report import page

    try:
        report.write_text(page(ran), "utf-8")
    except OSError as error:
        raise StorageError(
            f"The report {report} cannot be written ({error.strerror or error}).",
            "Free some space or name another file.",
        ) from error
    typer.echo(f"The report is in {report}.", err=True)


def _refuse_unwritable(report: Path) -> None:
    """Told before the questions are asked, not after."""
    from clippings.core.errors import WrongUsage

    if not report.parent.is_dir() or report.is_dir():
        raise WrongUsage(f"The report {report} cannot be written.", "Name a file in a folder that is there.")
