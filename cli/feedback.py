"""`clippings feedback`"""

from __future__ import annotations

import typer

from clippings.cli.options import Home, open_archive

app = typer.Typer(help="What readers said of the bot's answers.", no_args_is_help=True)


@app.callback()
def feedback() -> None:
    """What readers said of the bot's answers."""


@app.command("export")
def export(home: Home = None) -> None:
    """Print it as a suite for `clippings eval`: good answers are to be given again, bad ones wait for what is right.

    clippings feedback export > feedback.qa.yaml
    """
    from clippings.core.errors import ClippingsError
    from clippings.evaluation.suites.feedback import feedback_suite
    from clippings.vectorstore.catalogue.given_answers import all_feedback

    with open_archive(home) as archive:
        suite = feedback_suite(all_feedback(archive.catalogue))
    if not suite:
        raise ClippingsError("Nobody has judged an answer of this archive yet.", "Good and Bad stand under each card.")
    typer.echo(suite, nl=False)
