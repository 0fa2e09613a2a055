"""From one record of a file to a document, or to the reason why it is none that the admin can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from clippings.core.types import Reject
from clippings.ingest.canonical_url import address, canonical
from clippings.ingest.documents import Canceled, RawDocument
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.dates.numeric import find
from clippings.ingest.extraction.html.publisher_host import host_of
from clippings.ingest.record_fields import Names, ReadRecord, read_record
from clippings.ingest.record_shapes.names import folded
from clippings.ingest.record_shapes.shapes import usual_paths
from clippings.ingest.run_notes import UNKNOWN_SHAPE
from clippings.ingest.screening.cut_text import cut_mark
from clippings.ingest.screening.missing_values import is_missing
from clippings.ingest.sources.files.record_ids import RecordAddresses
from clippings.ingest.sources.web.links import FromRecord, Link, Unfetched

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_SUMMARY = re.compile(
    r"(?:\w*(?:description|summary|abstract|excerpt|snippet|teaser|preview)|lead|dek|standfirst|subtitle|subheadline"
    r"|요약|概要|摘要|zusammenfassung|vorspann|resumen|resume|resumo|riassunto|ozet|аннотация|tomtat|ringkasan)"
)
"""What a tool calls the beginning or the gist of an article, folded."""
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_OF_A_PAGE = frozenset({"address", "teaser"})
"""Kinds of records that are to be had from the page that they name."""
_MOST_KEYS = 25
_DEEPEST = 4
_FEWEST_TEXT_CHARACTERS = 60


class RecordDocuments:
    """Makes the documents of one file of records.

    Args:
        path: The file.
        names: Where its records keep fields, by what the admin says.
        date_order: In which order the file writes days and months in figures, where that is known.
        is_only: Whether the file is one record, which is the same article whatever it says.
        shape: What the file is called in the summary of a run, where its records are not those of a known tool.
    """

    def __init__(
        self, path: Path, names: Names, date_order: str = "", is_only: bool = False, shape: str = UNKNOWN_SHAPE
    ) -> None:
        self._folder = path.absolute().parent.name
        self._names = names
        self._date_order = date_order
        self._shape = shape
        self._addresses = RecordAddresses(path, is_only)

    def document(self, record: object, location: str, envelope: Mapping[str, Any] = _NOTHING) -> FromRecord:
        """An article, a notice that cancels one, the page that has the article, or why it is none of these.

        Args:
            record: As it stands in the file.
            location: Names it for a person.
            envelope: The object around the list in which it stands.
        """
        if not isinstance(record, dict):
            return Reject(location, f"not an article: a JSON object was expected, not {type(record).__name__}")
        read = read_record(record, self._names, envelope)
        fields = read.fields
        named = address(fields.get("url"))
        url = named or self._addresses.of(read.id, fields)
        identity = read.id if named else ""
        source = fields.get("source") or host_of(url)
        if read.status.state == "canceled":
            moment = dates.parse(fields.get("modified_at") or fields.get("published_at"))
            outlet = str(source or self._folder)
            return Canceled(location, canonical(url), read.status.reason, outlet, identity, moment)
        if read.status.state == "unpublished":
            return Reject(location, read.status.reason, str(source or ""), kind=read.status.kind)
        text = fields.get("text")
        if not isinstance(text, str):
            reason, kind = why_no_text(record, read, self._names)
            reject = Reject(location, reason, str(source or ""), kind=kind)
            return Unfetched(Link(named, _told_of_page(fields)), reject) if named and kind in _OF_A_PAGE else reject
        if mark := cut_mark(text, read.may_be_cut):
            at = f": ingest the page itself ({fields['url']})" if named else ""
            reason = f"its text was cut off by whoever sent it ({mark}){at}"
            return Reject(location, reason, str(source or ""), kind="cut text")
        published = fields.get("published_at")
        if self._date_order and isinstance(published, str) and find(published.strip()):
            fields["date_order"] = self._date_order
        if _PAGE.match(text):
            page = text.encode("utf-8", "replace")
            fields = {name: value for name, value in fields.items() if name != "text"}
        else:
            page = b""
        return RawDocument(
            location,
            "html" if page else "record",
            page,
            fields,
            "utf-8" if page else None,
            fallback_url=url,
            fallback_source=str(source or self._folder),
            identity=identity,
            shape=read.shape or self._shape,
        )


def _told_of_page(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of a page that it names; the page's own word counts more."""
    return {name: value for name, value in fields.items() if name not in {"url", "text"}}


def why_no_text(record: Mapping[str, Any], read: ReadRecord, names: Names) -> tuple[str, str]:
    """Why no text was found in a record, and what the record is if it is no article (see `Reject.kind`).

    The reason says which keys it has, and what to write so that it is read.
    """
    known = {folded(path.partition(".")[0]) for path in (*names.get("text", ()), *usual_paths()["text"])}
    empty = next((name for name in record if folded(name) in known and is_missing(record[name])), "")
    if empty:
        held = record[empty]
        shown = (
            f"{empty} holds {held!r}, which stands for a missing value"
            if held and held == held
            else f"{empty} is empty"
        )
        return f"it has no text: {shown}", "record without a text"
    leaves = list(_leaves(record, "", 0))
    unknown = [(path, text) for path, text in leaves if not _is_summary(path)]
    used = set(read.paths.values())
    longest = max(
        ((text, path) for path, text in unknown if path not in used), key=lambda pair: len(pair[0]), default=None
    )
    keys = ", ".join(list(dict.fromkeys(path for path, _ in leaves))[:_MOST_KEYS]) or "none"
    if longest is not None and len(longest[0]) >= _FEWEST_TEXT_CHARACTERS and not address(longest[0]):
        suggested = f"fields: {{text: {longest[1]}}}"
        return f"no text was found in it; its keys are {keys}. Say in sources.yaml where it stands: {suggested}", ""
    url = address(read.fields.get("url"))
    if any(map(_is_summary, (path for path, _ in leaves))):
        page = f": {url}" if url else ""
        return f"it has only a summary, no text (its keys are {keys}); ingest the page itself{page}", "teaser"
    if url:
        way_out = "clippings ingest fetches it"
        return f"it only names an address ({url}), without a text; {way_out}", "address"
    advice = "Say in sources.yaml where it stands: fields: {text: KEY}"
    return f"no text was found in it; its keys are {keys}. {advice}", ""


def _is_summary(path: str) -> bool:
    return _SUMMARY.fullmatch(folded(path.rpartition(".")[2])) is not None


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """The paths of a record at which something stands, with the text there."""
    if isinstance(value, Mapping) and value and depth < _DEEPEST:
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name), depth + 1)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping) and depth < _DEEPEST:
        yield from _leaves(value[0], path, depth)
    else:
        yield path, value if isinstance(value, str) else ""
