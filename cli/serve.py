"""`clippings serve` and `clippings mcp`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clippings.cli.options import Home

PORT = 8_640


Host = Annotated[str, typer.Option(help="The address to listen on; any but this machine's own needs a token.")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")]


def command(host: Host = "127.0.0.1", port: Port = PORT, home: Home = None) -> None:
    """Serve the archive as a page in the browser and as a JSON API, until stopped. It is only read.

    clippings serve

    CLIPPINGS_SERVE_TOKEN=... clippings serve --host 0.0.0.0
    """
    _serve(host, port, home, "The archive is at {}")


def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Over HTTP, at /mcp of what `clippings serve` serves, which runs with it.")
    ] = False,
    host: Host = "127.0.0.1",
    port: Port = PORT,
    home: Home = None,
) -> None:
    """Let an assistant quote the archive: the Model Context Protocol over stdin and stdout, or over HTTP.

    Its tools are ask, search, timeline, said, check and article. Needs pip install 'clippings[mcp]'.
    """
    from clippings.chain.assemble import make_asker
    from clippings.cli.options import open_to_ask
    from clippings.serve.mcp_server import require_sdk, run_mcp

    if http:
        require_sdk()
        _serve(host, port, home, "Assistants reach the archive at {}/mcp")
        return
    with open_to_ask(home) as archive:
        run_mcp(make_asker(archive))


def _serve(host: str, port: int, home: Path | None, said: str) -> None:
    from clippings.chain.assemble import make_asker
    from clippings.cli.options import check_folder
    from clippings.core.settings import load_settings
    from clippings.serve.run import serve

    settings = load_settings(home)
    check_folder(settings)

    def say(address: str) -> None:
        typer.echo(f"{said.format(address)}\nCtrl-C ends it.", err=True)

    serve(settings, host, port, say, make_asker)
