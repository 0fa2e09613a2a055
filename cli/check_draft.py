"""`clippings check`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clippings.cli.options import AsOf, Home, Json, Since, SourceNames, Until, open_to_ask, print_json, within_archive

if TYPE_CHECKING:
    from clippings.chain.checking.report import CheckedDraft
    from clippings.chain.retrieval.retriever import HybridRetriever
    from clippings.core.types import Question


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Text, Markdown, HTML, Word (.docx), PDF; - is stdin.")],
    page: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page for an editor too (.html).")] = None,
    since: Since = None,
    until: Until = None,
    source: SourceNames = None,
    as_of: AsOf = None,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Check a draft against the archive: each sentence supported, told otherwise, or not in the archive.

    clippings check draft.docx --page checked.html
    """
    from clippings.chain.assemble import make_asker
    from clippings.chain.checking import report
    from clippings.cli import render_check, written
    from clippings.cli.options import question_of

    limits = question_of("?", since, until, source, as_of)
    written.refuse_unwritable(page)
    text = _text(file)
    with open_to_ask(home) as archive:
        limits = within_archive(archive, limits)
        asker = make_asker(archive)
        asker.warm_up()
        draft = _checked(asker.retriever, text, limits)
    if page is not None:
        from clippings.chain.checking.page import page_of

        written.write(page, page_of(draft, Path(file).name if file != "-" else "", limits.as_of or limits.asked_at))
    print_json(report.as_json(draft)) if as_json else render_check.draft(draft)


def _text(file: str) -> str:
    """The draft.

    Raises:
        SourceUnavailable: There is no such file.
        WrongRequest: It cannot be read.
    """
    from clippings.chain.verification.refusals import WrongRequest
    from clippings.core.errors import SourceUnavailable
    from clippings.ingest.documents import Unreadable
    from clippings.ingest.draft_file import MOST_BYTES, draft_text
    from clippings.ingest.workers.time_limit import TookTooLong, time_limit

    try:
        if file == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceUnavailable(f"{file} cannot be read ({error.strerror or error}).", "Check the path.") from error
    try:
        with time_limit():
            return draft_text(content, file)
    except (Unreadable, TookTooLong) as reason:
        raise WrongRequest("draft_unreadable", name=file, reason=reason) from reason


def _checked(retriever: HybridRetriever, text: str, limits: Question) -> CheckedDraft:
    """The draft checked, with a bar on a terminal and lines elsewhere that say how it goes."""
    from clippings.chain.checking.draft import read_draft
    from clippings.chain.checking.report import checked
    from clippings.cli.progress import TerminalProgress

    total = len(read_draft(text))
    with TerminalProgress() as progress:
        progress.stage("checking", total)
        return checked(retriever, text, limits, lambda _done, _total: progress.advance(1))
