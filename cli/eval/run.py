"""`clippings eval`: suites asked of the archive; its other commands have files of their own beside this one."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from clippings.cli.eval import agreement as eval_agreement
from clippings.cli.eval import compare as eval_compare
from clippings.cli.eval import draft as eval_draft
from clippings.cli.eval import history as eval_history
from clippings.cli.eval import interchange as eval_interchange
from clippings.cli.eval import realtimeqa as eval_realtimeqa
from clippings.cli.eval import redteam as eval_redteam
from clippings.cli.options import Home, Json, print_json
from clippings.cli.written import refuse_unwritable, write

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from clippings.core.settings import Settings
    from clippings.evaluation.case_examiner import CaseExaminer
    from clippings.evaluation.judging.judge import Judge
    from clippings.evaluation.run import SuiteRun
    from clippings.evaluation.suites.file import LoadedSuite
    from clippings.evaluation.usage import Price

_RUN = "run"
_TIMEOUT_S = 60.0


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
    system: Annotated[
        str | None,
        typer.Option(
            metavar="SYSTEM",
            help="Ask another system: cmd:'PROGRAM', once:'PROGRAM', http://HOST/PATH, or http://HOST/v1.",
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=86_400, metavar="SECONDS", help="How long another system has for a question.")
    ] = _TIMEOUT_S,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="The model that an OpenAI-compatible system is asked for.")
    ] = None,
    repeat: Annotated[
        int,
        typer.Option(
            min=1, max=1_000, metavar="N", help="Ask each case up to N times: pass@k, pass^k, and which flip."
        ),
    ] = 1,
    every_time: Annotated[
        bool, typer.Option("--every-time", help="With --repeat, also where a case has flipped or is answered alike.")
    ] = False,
    price: Annotated[
        str | None,
        typer.Option(metavar="IN,OUT", help="Dollars for a million tokens read and written: the run's cost."),
    ] = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Keep the run there for `clippings eval history`.")
    ] = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Ask the questions of suites and check what is answered.

    clippings eval tests/suites --report report.html

    clippings eval my.qa.yaml --system cmd:'python my_system.py' --repeat 5

    Exit codes: 0 when every question ran and none failed (known gaps aside), 1 when one failed, 2 for a broken suite.
    """
    from clippings.core.settings import load_settings
    from clippings.evaluation.suites.file import find, load
    from clippings.evaluation.usage import parse_price

    loaded = [load(path) for path in find(suites)]
    for file in (report, markdown):
        refuse_unwritable(file)
    pricing = parse_price(price) if price is not None else None
    settings = load_settings(home)
    judging = None
    if judge:
        from clippings.evaluation.judging.judge import ChatJudge

        judging = ChatJudge.of(settings)
    with _examiner(system, settings, judging, timeout, model) as examiner:
        ran = _with_progress(examiner, loaded, repeat, every_time, pricing)
    for warning in ran.warnings:
        typer.secho(f"Warning: {warning}", fg=typer.colors.YELLOW, err=True)
    _write_pages(ran, report, markdown)
    if history is not None:
        from clippings.evaluation.history.kept import keep

        typer.echo(f"The run is kept in {keep(ran, history)}.", err=True)
    if as_json:
        print_json(ran.as_json())
    else:
        _print(ran)
    if not ran.is_good:
        raise typer.Exit(1)


app.command("compare")(eval_compare.command)
app.command("history")(eval_history.command)
app.command("redteam")(eval_redteam.command)
app.command("draft")(eval_draft.command)
app.command("from-realtimeqa")(eval_realtimeqa.command)
app.command("import")(eval_interchange.import_command)
app.command("export")(eval_interchange.export_command)
app.command("agreement")(eval_agreement.command)


def _examiner(
    system: str | None, settings: Settings, judge: Judge | None, timeout_s: float, model: str | None
) -> AbstractContextManager[CaseExaminer]:
    """Of the archive, or of the system that was named.

    Raises:
        WrongUsage: The system is none, or an option is for one and there is none.
    """
    from clippings.core.errors import WrongUsage

    if system is not None:
        from clippings.evaluation.systems.choose import choose

        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # it is ended before this process is
        key = settings.system_api_key.get_secret_value() if settings.system_api_key else None
        chosen = choose(system, timeout_s, model, key)
        from clippings.evaluation.run import system_examiner  # what it needs is loaded while the system starts

        return system_examiner(chosen, settings, judge)
    if model is not None or timeout_s != _TIMEOUT_S:
        raise WrongUsage("--model and --timeout are for --system, which was not given.")
    from clippings.evaluation.run import examiner

    return examiner(settings, judge)


def _with_progress(
    examiner: CaseExaminer, suites: list[LoadedSuite], repeats: int, every_time: bool, price: Price | None
) -> SuiteRun:
    from rich.console import Console
    from rich.progress import Progress

    from clippings.evaluation.run import run

    total = repeats * sum(len(loaded.suite.cases) for loaded in suites)
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Asking", total=total)
        return run(
            examiner,
            suites,
            lambda _: progress.advance(task),
            repeats=repeats,
            every_time=every_time,
            price=price,
        )


def _write_pages(ran: SuiteRun, report: Path | None, markdown: Path | None) -> None:
    if report is not None:
        from clippings.evaluation.reporting.report import page

        write(report, page(ran))
        typer.echo(f"The report is in {report}.", err=True)
    if markdown is not None:
        from clippings.evaluation.reporting.pull_request import markdown as text_of

        write(markdown, text_of(ran))


def _print(ran: SuiteRun) -> None:
    from clippings.cli.safe_text import safe
    from clippings.evaluation.metrics.names import shown
    from clippings.evaluation.reporting.failure_text import failure_text

    for result in ran.results:
        if result.status == "failed":
            typer.secho(f"FAILED {safe(result.suite)}: {safe(result.id)}", fg=typer.colors.RED, bold=True)
            typer.echo(f"{failure_text(result)}\n")
    typer.echo(
        f"{len(ran.results)} cases in {ran.made.seconds:.1f} s: {ran.count('passed', 'closed gap')} passed, "
        f"{ran.count('failed')} failed, {ran.count('known gap')} known gaps"
        + (f", {count} not judged" if (count := ran.count("not judged")) else "")
    )
    for name, figure in ran.figures().items():
        between = f"  ({' to '.join(shown(name, bound) for bound in figure.interval)})" if figure.interval else ""
        typer.echo(f"  {name:<21}{shown(name, figure.value):>9}{between}  n={figure.n}")
    if ran.power is not None:
        typer.echo(ran.power.text())
    if ran.stability is not None:
        typer.echo(safe(ran.stability.text()))
    if ran.usage is not None:
        typer.echo(ran.usage.text())
    counted = ", ".join(f"{criterion} {count}" for criterion, count in ran.by_criterion().items() if count)
    if counted:
        typer.echo(f"Failed expectations by criterion: {counted}")
    if ran.made.judge is not None:
        typer.echo(eval_agreement.line(ran.made.judge))
