"""`clippings bot` and `clippings preview`"""

from __future__ import annotations

from typing import Annotated

import typer

from clippings.cli.common import Home

_QUESTION = "Why does Korea need Japan for R&D?"


def command(home: Home = None) -> None:
    """Run the Discord bot until it is stopped. Needs CLIPPINGS_DISCORD_TOKEN."""
    from clippings.bot.run import run_bot
    from clippings.core.settings import load_settings

    run_bot(load_settings(home))


def preview(
    question: Annotated[str, typer.Argument(help="What the person in the preview asks.")] = _QUESTION,
    port: Annotated[int, typer.Option(help="Where the page is served on this machine; 0 takes a free one.")] = 0,
    home: Home = None,
) -> None:
    """Show the bot's card in a browser, with no token and no Discord."""
    from clippings.bot.preview import run_preview
    from clippings.core.settings import load_settings

    run_preview(load_settings(home), question, port=port, on_ready=lambda url: typer.echo(f"The card is at {url}"))
