"""`clippings eval compare`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clippings.cli.options import Json, print_json


def command(
    before: Annotated[Path, typer.Argument(metavar="A.json", help="The run before.")],
    after: Annotated[Path, typer.Argument(metavar="B.json", help="The run after.")],
    as_json: Json = False,
) -> None:
    """Say what got better and what got worse from one run to another, and whether it can be chance.

    clippings eval compare before.json after.json
    """
    from clippings.evaluation.compare import compare, markdown
    from clippings.evaluation.previous_run import read

    compared = compare(read(before), read(after))
    print_json(compared.model_dump(mode="json")) if as_json else typer.echo(markdown(compared))
