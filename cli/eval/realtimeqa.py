"""`clippings eval from-realtimeqa`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Holds articles.jsonl.gz and questions.jsonl.")],
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only so many questions, spread evenly over the time.")
    ] = None,
) -> None:
    """Print the public news quiz RealTime QA as a suite, to be asked of an archive of its articles.

    clippings eval from-realtimeqa ../shared/data/realtimeqa --limit 500 > quiz.qa.yaml
    """
    from clippings.evaluation.realtimeqa.questions import read
    from clippings.evaluation.realtimeqa.suite import suite_of
    from clippings.evaluation.suites.text import written

    typer.echo(written(suite_of(read(folder, limit))), nl=False)
