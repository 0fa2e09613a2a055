"""`clippings eval`: suites asked of the archive; its other commands have files of their own beside this one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from clippings.cli import eval_agreement, eval_compare, eval_draft, eval_realtimeqa
from clippings.cli.options import Home, Json, print_json
from clippings.cli.written import refuse_unwritable, write

if TYPE_CHECKING:
    from clippings.evaluation.examine import Examiner
    from clippings.evaluation.run import Run
    from clippings.evaluation.suite_file import LoadedSuite

_RUN = "run"


class _SuitesOrCommand(TyperGroup):
    """What begins with no command is a run: `clippings eval my.qa.yaml`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [_RUN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_SuitesOrCommand,
    help="Ask the questions of suites and check what is answered.\n\n"
    "clippings eval tests/suites --report report.html\n\n"
    "Without a command, the arguments are those of `run`: clippings eval run --help. A suite named like a command is "
    "written ./compare.",
    subcommand_metavar="SUITE... or COMMAND [ARGS]...",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(_RUN)
def command(
    suites: Annotated[list[str], typer.Argument(metavar="SUITE...", help="*.qa.yaml files or folders of them.")],
    report: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write one self-contained page.")] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Write figures and failures for a pull request.")
    ] = None,
    judge: Annotated[
        bool, typer.Option("--judge", help="Let the chat model judge the answers too, and measure how well it does.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Ask the questions of suites and check what is answered.

    clippings eval tests/suites --report report.html

    Exit codes: 0 when every question ran and none failed (known gaps aside), 1 when one failed, 2 for a broken suite.
    """
    from clippings.core.settings import load_settings
    from clippings.evaluation import run as runs
    from clippings.evaluation.suite_file import find, load

    loaded = [load(path) for path in find(suites)]
    for file in (report, markdown):
        refuse_unwritable(file)
    settings = load_settings(home)
    judging = None
    if judge:
        from clippings.evaluation.judge import ChatJudge

        judging = ChatJudge.of(settings)
    with runs.examiner(settings, judging) as examiner:
        ran = _with_progress(examiner, loaded)
    for warning in ran.warnings:
        typer.secho(f"Warning: {warning}", fg=typer.colors.YELLOW, err=True)
    _write_pages(ran, report, markdown)
    if as_json:
        print_json(ran.as_json())
    else:
        _print(ran)
    if not ran.is_good:
        raise typer.Exit(1)


app.command("compare")(eval_compare.command)
app.command("draft")(eval_draft.command)
app.command("from-realtimeqa")(eval_realtimeqa.command)
app.command("agreement")(eval_agreement.command)


def _with_progress(examiner: Examiner, suites: list[LoadedSuite]) -> Run:
    from rich.console import Console
    from rich.progress import Progress

    from clippings.evaluation.run import run

    total = sum(len(loaded.suite.cases) for loaded in suites)
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Asking", total=total)
        return run(examiner, suites, lambda _: progress.advance(task))


def _write_pages(ran: Run, report: Path | None, markdown: Path | None) -> None:
    if report is not None:
        from clippings.evaluation.report import page

        write(report, page(ran))
        typer.echo(f"The report is in {report}.", err=True)
    if markdown is not None:
        from clippings.evaluation.pull_request import markdown as text_of

        write(markdown, text_of(ran))


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
    if ran.made.judge is not None:
        typer.echo(eval_agreement.line(ran.made.judge))
