"""`clippings extract`"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from clippings.cli.options import Json, print_json

_LONGEST_SHOWN = 120


def command(
    file: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Pages, texts, feeds, JSON; also folders.")],
    url: Annotated[str | None, typer.Option(help="The address that a page came from.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Also tell where each field came from.")] = False,
    as_json: Json = False,
) -> None:
    """Show what would be taken from files, without an archive: one JSON object a line.

    With --explain, for people: each field, its value, and where it came from (with --json as the object `came_from`).

    clippings extract page.html --url https://example.org/2023/03/16/page

    clippings extract page.html --explain
    """
    failed = False
    for path in file:
        for line in _extracted(path, url, explain):
            failed = failed or "error" in line
            if explain and not as_json:
                _show(line)
            else:
                print_json(line)
    if failed:
        raise typer.Exit(1)


def _show(line: dict[str, Any]) -> None:
    from clippings.cli.safe_text import safe

    typer.echo(safe(str(line["file"])))
    if "error" in line:
        typer.echo(f"  error: {safe(line['error'])}")
    for name, place in line.get("came_from", {}).items():
        value = ", ".join(line[name]) if isinstance(line[name], list) else str(line[name] or "")
        shown = value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…"
        typer.echo(f"  {name}: {safe(' '.join(shown.split())) or '-'}  [{safe(place)}]")


def _extracted(path: Path, url: str | None, explain: bool) -> Iterator[dict[str, Any]]:
    from dataclasses import replace

    from clippings.core.errors import SourceUnavailable
    from clippings.core.time_window import iso
    from clippings.core.types import Reject
    from clippings.ingest.documents import Canceled, RawDocument
    from clippings.ingest.extraction.explain import explained
    from clippings.ingest.prepare import Ready, ready
    from clippings.ingest.sources.files import files

    try:
        for document in files.documents(path):
            if url and isinstance(document, RawDocument):
                document = replace(document, fallback_url=url)
            found = ready(document, None)
            if isinstance(found, Reject | Canceled):
                yield {"file": found.location, "error": found.reason}
            elif isinstance(found, Ready):
                article = found.article
                line: dict[str, Any] = {
                    "file": found.location,
                    "url": article.url,
                    "title": article.title,
                    "source": article.source,
                    "published_at": iso(article.published_at),
                    "modified_at": iso(article.modified_at),
                    "language": article.language,
                    "authors": list(article.authors),
                    "text": article.text,
                }
                if explain and isinstance(document, RawDocument):
                    line["came_from"] = explained(document, found)
                yield line
    except SourceUnavailable as error:
        yield {"file": str(path), "error": error.what}
