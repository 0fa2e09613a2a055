"""Files that moderators attach: bounded in size, known by their content, kept under safe names."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from pathlib import Path

from clippings.core.errors import StorageError, WrongUsage

FOLDER = "attachments"
MOST_BYTES = 25_000_000
"""More than Discord lets most people attach."""

_NAMED = {".md": ".md", ".markdown": ".md", ".csv": ".csv", ".tsv": ".tsv"}
_FEED = re.compile(rb"<(\?xml|rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w.-]+")


class NotReadable(WrongUsage):
    """An attached file is too large, or not of a kind that can be read."""


def ending_of(content: bytes, name: str) -> str:
    """The ending under which a file is kept, by what is in it; its own name only decides between kinds of text.

    Raises:
        NotReadable: It is none of the kinds that can be read.
    """
    if content.startswith(b"%PDF-"):
        return ".pdf"
    if content.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in content[:200]:
        return ".epub"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1_000]
    if _PAGE.match(start) or (_FEED.match(start) and _PAGE.search(start)):
        return ".html"  # pages may be in any character set, which they declare
    if _FEED.match(start):
        return ".xml"
    if not text.strip() or any(unicodedata.category(one) == "Cc" and not one.isspace() for one in text):
        raise NotReadable(
            f"{name}: this is not a file that can be read.",
            "Attach a page, a text in UTF-8, Markdown, JSON, JSON Lines, a table (CSV), a feed, an EPUB or a PDF.",
        )
    if start[:1] in {b"{", b"["}:
        return ".json" if _is_json(text) else ".jsonl"
    return _NAMED.get(Path(name).suffix.lower(), ".txt")


def keep(home: Path, entry: str, name: str, content: bytes) -> Path:
    """Put a file into the archive's folder.

    The folder it lies in is called as the source is, because that is where a text without a source is from.

    Args:
        home: The archive's folder.
        entry: The name of the source.
        name: As the file is called in Discord: anything at all.
        content: Its bytes.

    Returns:
        Where it is.

    Raises:
        NotReadable: It is too large, or not of a kind that can be read.
        StorageError: It cannot be written.
    """
    if len(content) > MOST_BYTES:
        raise NotReadable(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.", "Attach it in parts.")
    ending = ending_of(content, name)
    file = (
        home / FOLDER / hashlib.sha256(content).hexdigest()[:16] / safe_name(entry) / (safe_name(name, True) + ending)
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        new.write_bytes(content)
        new.replace(file)
    except OSError as error:
        raise StorageError(f"{file} cannot be written ({error.strerror}).", "Free some space.") from error
    return file


def remove(home: Path, address: str) -> None:
    """Delete a file that was attached; any other is left alone."""
    folder = (home / FOLDER).resolve()
    file = Path(address)
    if not address.startswith(("http://", "https://")) and folder in file.resolve().parents:
        shutil.rmtree(file.parent, ignore_errors=True)


def safe_name(name: str, without_ending: bool = False) -> str:
    """A name for a file or folder with letters, digits, and - _ . inside; it leads nowhere and hides nothing."""
    name = unicodedata.normalize("NFKC", name).replace("\\", "/").rsplit("/", 1)[-1] if without_ending else name
    stem = name.rsplit(".", 1)[0] if without_ending and "." in name else name
    return _UNSAFE.sub("-", stem).strip("-._")[:60] or "file"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
