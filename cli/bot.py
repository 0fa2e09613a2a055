"""`clippings bot` and `clippings preview`"""

from __future__ import annotations

from typing import Annotated

import typer

from clippings.cli.options import Home

_QUESTION = "Why does Korea need Japan for R&D?"


def command(home: Home = None) -> None:
    """Run the Discord bot until it is stopped. Needs CLIPPINGS_DISCORD_TOKEN. Logs JSON Lines to stderr."""
    from clippings.bot.operations.logging import log_as_json
    from clippings.bot.run import run_bot
    from clippings.chain.assemble import make_asker
    from clippings.core.settings import load_settings

    settings = load_settings(home)
    log_as_json()
    run_bot(settings, make_asker)


def preview(
    question: Annotated[str, typer.Argument(help="What the person in the preview asks.")] = _QUESTION,
    port: Annotated[int, typer.Option(help="Where the page is served on this machine; 0 takes a free one.")] = 0,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    home: Home = None,
) -> None:
    """Show the bot's card in a browser, with no token and no Discord."""
    from clippings.bot.devtools.preview import run_preview
    from clippings.chain.assemble import make_asker
    from clippings.core.settings import load_settings

    def say(url: str) -> None:
        typer.echo(f"The card is at {url}\nCtrl-C ends the preview.")

    run_preview(load_settings(home), question, port, open_browser, say, make_asker)
