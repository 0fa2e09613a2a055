"""`clippings eval import` and `clippings eval export`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_FORMATS = "benchmarkqed, nuggets (TREC), promptfoo or ragas"
_MOST_TOLD = 20


def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON, JSON Lines, YAML or CSV.")],
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help=f"{_FORMATS}; seen from the file when not given.")
    ] = None,
) -> None:
    """Print another tool's assertions, nuggets or reference answers as a suite.

    clippings eval import assertions.json > theirs.qa.yaml

    What a suite cannot say stands above its case as a comment. Rows that are no case are told, and the rest go on.
    """
    from clippings.cli.safe_text import safe
    from clippings.core.errors import WrongUsage
    from clippings.evaluation.interchange.formats import import_file
    from clippings.evaluation.suites.text import SuiteText, WrittenCase, written

    name, found = import_file(file, format_name)
    for rejected in found.rejected[:_MOST_TOLD]:
        typer.echo(safe(f"{file}: row {rejected.row}: {rejected.reason}"), err=True)
    if len(found.rejected) > _MOST_TOLD:
        typer.echo(f"and {len(found.rejected) - _MOST_TOLD} more rows", err=True)
    if not found.cases:
        raise WrongUsage(f"{file} has no row that can be a case.", f"It was read as {name}.")
    left_out = sum(len(case.left_out) for case in found.cases)
    typer.echo(
        f"{len(found.cases)} cases, {len(found.rejected)} rows that are none, {left_out} expectations left out.",
        err=True,
    )
    comment = (
        f"Made from {file.name} ({name}). Facts without `any_of` are judged by words (or by CLIPPINGS_NLI_MODEL), "
        "which miss other wordings: give those that matter patterns."
    )
    cases = [WrittenCase(case.fields, "\n".join(f"Left out: {one}" for one in case.left_out)) for case in found.cases]
    typer.echo(written(SuiteText(file.stem, comment, cases)), nl=False)


def export_command(
    suites: Annotated[list[str], typer.Argument(metavar="SUITE...", help="*.qa.yaml files or folders of them.")],
    format_name: Annotated[str, typer.Option("--format", metavar="NAME", help=f"{_FORMATS}.")],
) -> None:
    """Print suites as another tool's file.

    clippings eval export my.qa.yaml --format promptfoo > tests.yaml

    Conversations, and expectations that the other tool has no word for, are left out; stderr says how many cases.
    """
    from clippings.core.errors import WrongUsage
    from clippings.evaluation.interchange.formats import named
    from clippings.evaluation.suites.file import find, load

    form = named(format_name)
    cases = [case for path in find(suites) for case in load(path).suite.cases]
    rows = form.write(cases)
    if not rows:
        raise WrongUsage(f"None of {len(cases)} cases can be written as {format_name}.")
    typer.echo(f"{len(rows)} of {len(cases)} cases.", err=True)
    typer.echo(form.text(rows), nl=False)
