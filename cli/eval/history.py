"""`clippings eval history`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clippings.cli.options import Json, print_json


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where runs were kept with --history.")],
    page: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write one self-contained page.")] = None,
    as_json: Json = False,
) -> None:
    """Show runs over time: figures, kinds of question, and which run broke which case.

    clippings eval my.qa.yaml --history runs

    clippings eval history runs --page history.html
    """
    from clippings.cli.safe_text import safe
    from clippings.cli.written import refuse_unwritable, write
    from clippings.evaluation.history.kept import read_all
    from clippings.evaluation.history.page import page as page_of
    from clippings.evaluation.history.series import as_json as told
    from clippings.evaluation.history.series import series_of
    from clippings.evaluation.history.text import table

    refuse_unwritable(page)
    kept, problems = read_all(folder)
    for problem in problems:
        typer.secho(f"Left out: {safe(problem)}", fg=typer.colors.YELLOW, err=True)
    found = series_of(kept)
    if page is not None:
        write(page, page_of(found, problems))
        typer.echo(f"The history is in {page}.", err=True)
    print_json({"series": told(found), "left_out": problems}) if as_json else typer.echo(safe(table(found)))
