"""`clippings extract`"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from clippings.cli.options import Json, print_json


def command(
    file: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Pages, texts, feeds, JSON; also folders.")],
    url: Annotated[str | None, typer.Option(help="The address that a page came from.")] = None,
    _as_json: Json = False,  # what it prints is JSON anyway
) -> None:
    """Show what would be taken from files, without an archive: one JSON object a line.

    clippings extract page.html --url https://example.org/2023/03/16/page
    """
    failed = False
    for path in file:
        for line in _extracted(path, url):
            failed = failed or "error" in line
            print_json(line)
    if failed:
        raise typer.Exit(1)


def _extracted(path: Path, url: str | None) -> Iterator[dict[str, Any]]:
    from dataclasses import replace

    from clippings.core.errors import SourceUnavailable
    from clippings.core.time_window import iso
    from clippings.core.types import Reject
    from clippings.ingest.raw_document import RawDocument
    from clippings.ingest.ready_article import Ready, ready
    from clippings.ingest.sources import files

    try:
        for document in files.documents(path):
            if url and isinstance(document, RawDocument):
                document = replace(document, fallback_url=url)
            found = ready(document, None)
            if isinstance(found, Reject):
                yield {"file": found.location, "error": found.reason}
            elif isinstance(found, Ready):
                article = found.article
                yield {
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
    except SourceUnavailable as error:
        yield {"file": str(path), "error": error.what}
