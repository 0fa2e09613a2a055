"""Adding to and removing from `sources.yaml` by program: the rest of the file stays as a person wrote it.

The text is edited, not the parsed file written anew, so comments stay. Afterwards it is parsed and compared with what
was meant; a file in a form that this cannot edit (`sources: [...]` on one line, say) is left alone.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock

from clippings.core.errors import StorageError
from clippings.ingest.scheduling import config as sources_file
from clippings.ingest.scheduling.config import SourcesFileError, SourceSpec

_LOCK_TIMEOUT_S = 10
_NOTHING_YET = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*sources:\s*")
_HEAD = "# The sources of this archive; sources.example.yaml explains every field.\nsources:\n"


def add_entry(file: Path, entry: Mapping[str, Any]) -> SourceSpec:
    """Write one more source at the end of the file, which is made when it is missing.

    Args:
        file: `sources.yaml`.
        entry: The fields of `SourceSpec` as a person writes them.

    Returns:
        The source as it is read from there.

    Raises:
        SourcesFileError: A field is wrong, the name is taken, or the file cannot be edited in its form.
        StorageError: It cannot be written.
    """
    block = yaml.safe_dump([dict(entry)], sort_keys=False, allow_unicode=True, width=10_000)

    def edited(text: str) -> str:
        found = yaml.safe_load(text) if text.strip() else None
        if not found:
            return _HEAD + block
        if not found.get("sources"):
            return re.sub(r"(?m)^sources:\s*(\[\s*\])?\s*$", "sources:", text).rstrip("\n") + "\n" + block
        items = _items(file, text)
        column = items[-1].start_mark.column - 2
        lines = text.splitlines(keepends=True)
        end = _end_line(items[-1])
        before = "".join(lines[:end])
        return before + ("" if before.endswith("\n") else "\n") + _indented(block, column) + "".join(lines[end:])

    specs = _change(file, edited, lambda entries: [*entries, dict(entry)])
    return next(spec for spec in specs if spec.name == entry["name"])


def remove_entry(file: Path, name: str) -> None:
    """Take a source out of the file.

    Raises:
        SourcesFileError: There is none of this name, or the file cannot be edited in its form.
        StorageError: It cannot be written.
    """

    def edited(text: str) -> str:
        entries = (yaml.safe_load(text) or {}).get("sources") or []
        at = next((at for at, entry in enumerate(entries) if entry.get("name") == name), None)
        if at is None:
            raise SourcesFileError(f"{file} has no source {name!r}.", "/admin status lists the sources.")
        items, lines = _items(file, text), text.splitlines(keepends=True)
        kept = lines[: items[at].start_mark.line] + lines[_end_line(items[at]) :]
        if len(entries) == 1:
            kept = [
                line.replace("sources:", "sources: []", 1) if line.startswith("sources:") else line for line in kept
            ]
        return "".join(kept)

    _change(file, edited, lambda entries: [entry for entry in entries if entry.get("name") != name])


def _change(
    file: Path, edited: Callable[[str], str], meant: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
) -> list[SourceSpec]:
    """Edit under a lock, check, and put the new file in the place of the old one in one step."""
    try:
        with FileLock(f"{file}.lock", timeout=_LOCK_TIMEOUT_S):
            text = file.read_text("utf-8") if file.exists() else ""
            if text.strip() and not _NOTHING_YET.fullmatch(text):
                sources_file.load(file)
            wanted = meant((yaml.safe_load(text) or {}).get("sources") or [])
            new = edited(text)
            if _parsed(new) != wanted:
                raise _cannot_edit(file)
            return _put(file, new)
    except OSError as error:
        raise StorageError(f"{file} cannot be written ({error.strerror or error}).", "Make it writable.") from error


def _put(file: Path, text: str) -> list[SourceSpec]:
    with tempfile.NamedTemporaryFile("w", dir=file.parent, suffix=".yaml", delete=False, encoding="utf-8") as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())
    written = Path(new.name)
    try:
        if file.exists():
            written.chmod(file.stat().st_mode & 0o777)
        specs = sources_file.load(written)  # a wrong field is told before anything is replaced
        written.replace(file)
    finally:
        written.unlink(missing_ok=True)
    return specs


def _parsed(text: str) -> Any:
    try:
        return (yaml.safe_load(text) or {}).get("sources")
    except yaml.YAMLError:
        return None


def _items(file: Path, text: str) -> list[yaml.Node]:
    """The entries of `sources:` where each begins a line of its own with a dash."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "sources" and isinstance(value, yaml.SequenceNode) and not value.flow_style:
            lines = text.splitlines()
            if all(lines[one.start_mark.line].lstrip().startswith("- ") for one in value.value):
                return list(value.value)
    raise _cannot_edit(file)


def _end_line(node: yaml.Node) -> int:
    """The line after an entry; comments and empty lines that follow it belong to the next one."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end_line(last[1] if isinstance(node, yaml.MappingNode) else last)
    ends_the_line_before = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"} and not node.end_mark.column
    return node.end_mark.line + (0 if ends_the_line_before else 1)


def _indented(block: str, columns: int) -> str:
    return "".join(" " * columns + line for line in block.splitlines(keepends=True))


def _cannot_edit(file: Path) -> SourcesFileError:
    return SourcesFileError(
        f"{file} is written in a form that is only edited by hand.",
        "Write each source as a line that begins with a dash, as in sources.example.yaml.",
    )
