"""`clippings eval draft`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clippings.cli.options import Home


def command(
    archive: Annotated[
        Path | None, typer.Option("--from", metavar="ARCHIVE", help="The archive's folder; as --home.")
    ] = None,
    n: Annotated[int, typer.Option("--n", min=1, max=10_000, help="How many questions to propose.")] = 50,
    seed: Annotated[int, typer.Option(help="The same seed and archive give the same questions.")] = 0,
    language: Annotated[list[str] | None, typer.Option(help="Only articles in this language: en or ko.")] = None,
    home: Home = None,
) -> None:
    """Propose questions about an archive as a suite, for a person to read, correct and accept.

    clippings eval draft --from ~/.clippings --n 50 > draft.qa.yaml

    Without a chat model they are made from names, numbers and dates by templates; with one, it words them. Each expects
    words of the passage that it was made from, which stands above it as a comment.
    """
    from clippings.core.settings import load_settings
    from clippings.evaluation.drafting.draft import draft
    from clippings.evaluation.drafting.wording import wording
    from clippings.evaluation.run import refuse_empty
    from clippings.evaluation.suites.text import written
    from clippings.vectorstore.archive import Archive

    settings = load_settings(archive or home)
    with Archive(settings) as opened:
        refuse_empty(opened)
        made = draft(opened.catalogue.all_articles(), n, seed, tuple(language or ("en", "ko")), wording(settings))
    if len(made.suite.cases) < n:
        typer.echo(f"The archive gave {len(made.suite.cases)} of {n} questions.", err=True)
    if made.not_worded:
        typer.echo(f"The chat model worded all but {made.not_worded}; those are by template.", err=True)
    typer.echo(written(made.suite), nl=False)
