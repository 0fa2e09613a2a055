"""Drafts in files of every kind: all of their text, or a clear word why there is none."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import Any

import pytest

from clippings.ingest import draft_process
from clippings.ingest.documents import Unreadable
from clippings.ingest.draft_file import MOST_BYTES, draft_text
from clippings.ingest.draft_process import read_apart

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAID = "The ferry stays in port."


def docx(text: str, before: str = "") -> bytes:
    raw_file = io.BytesIO()
    with zipfile.ZipFile(raw_file, "w", zipfile.ZIP_DEFLATED) as package:
        body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
        package.writestr("word/document.xml", f'{before}<w:document xmlns:w="{_WORD}">{body}</w:document>')
    return raw_file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("-", SAID.encode(), SAID),
        ("a.txt", f"Headline\nDate: 2023-03-16\n\n{SAID}".encode(), f"Headline\nDate: 2023-03-16\n\n{SAID}"),
        ("a.txt", "등대섬 등대가 다시 불을 밝힌다.".encode("cp949"), "등대섬 등대가 다시 불을 밝힌다."),
        ("a.md", b"---\ndraft: true\n---\n# Ferry\n\nThe *ferry* stays [in port](x).", f"Ferry\n\n{SAID}"),
        ("a.html", f"<p>{SAID}</p><p>It rained.</p>".encode(), f"{SAID}\nIt rained."),
        ("a.docx", docx(SAID), SAID),
        ("called-wrong.txt", docx(SAID), SAID),
    ],
)  # fmt: skip
def test_all_of_a_draft_is_read(name: str, content: bytes, text: str) -> None:
    assert draft_text(content, name) == text


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "none of .txt"),
        ("a.pdf", b"%PDF-1.7\nnonsense", "not a PDF"),
        ("a.docx", b"PK\x03\x04nonsense", "not a Word document"),
        ("a.txt", b"x" * (MOST_BYTES + 1), "larger than 20 MB"),
        ("bomb.docx", docx("a" * 60_000_000), "larger than 50 MB when unpacked"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, content: bytes, why: str) -> None:
    for read in (draft_text, read_apart):
        with pytest.raises(Unreadable, match=why):
            read(content, name)


def test_a_bomb_of_entities_is_refused() -> None:
    entities = "".join(
        f'<!ENTITY {name} "{value * 1_000}">' for name, value in (("a", "x"), ("b", "&a;"), ("c", "&b;"))
    )
    with pytest.raises(Unreadable):
        draft_text(docx("&c;", f"<!DOCTYPE l [{entities}]>"), "a.docx")


def test_a_draft_that_takes_too_long_ends_alone() -> None:
    with pytest.raises(Unreadable, match="takes longer than 0 seconds"):
        read_apart(SAID.encode(), "a.txt", longest_s=0.01)


def test_a_draft_that_takes_too_much_memory_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_process, "__name__", "clippings.no_such_module")  # it ends without a word
    with pytest.raises(Unreadable, match="memory"):
        read_apart(SAID.encode(), "a.txt")


def test_it_is_read_apart_without_the_secrets_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_DISCORD_TOKEN", "zwz-token")
    seen: list[object] = []
    run = subprocess.run

    def noted(*arguments: Any, **options: Any) -> Any:
        seen.append(options["env"])
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", noted)
    assert read_apart("Größe bleibt.".encode(), "a.txt") == "Größe bleibt."
    assert seen
    assert not any("zwz-token" in str(env) for env in seen)
