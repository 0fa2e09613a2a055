"""`clippings serve` and `clippings mcp`"""

from __future__ import annotations

from typing import Annotated

import typer

from clippings.cli.options import Home

PORT = 8_640


def command(
    host: Annotated[str, typer.Option(help="The address to listen on; any but this machine's own needs a token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")] = PORT,
    home: Home = None,
) -> None:
    """Serve the archive as a page in the browser and as a JSON API, until stopped. It is only read.

    clippings serve

    CLIPPINGS_SERVE_TOKEN=... clippings serve --host 0.0.0.0
    """
    from clippings.chain.assemble import make_asker
    from clippings.cli.options import check_folder
    from clippings.core.settings import load_settings
    from clippings.serve.run import serve

    settings = load_settings(home)
    check_folder(settings)

    def say(address: str) -> None:
        typer.echo(f"The archive is at {address}\nCtrl-C ends it.", err=True)

    serve(settings, host, port, say, make_asker)


def mcp(home: Home = None) -> None:
    """Let an assistant quote the archive: the Model Context Protocol over stdin and stdout.

    Its tools are ask, search, timeline, said, check and article. Needs pip install 'clippings[mcp]'.
    """
    from clippings.chain.assemble import make_asker
    from clippings.cli.options import open_to_ask
    from clippings.serve.mcp_server import run_mcp

    with open_to_ask(home) as archive:
        run_mcp(make_asker(archive))
