"""Every file and folder that a page names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import PROJECT

FOLDERS = (
    *(
        "benchmarks",
        "bot",
        "chain",
        "charts",
        "cli",
        "core",
        "deploy",
        "docs",
        "evaluation",
        "ingest",
        "sample_archive",
    ),
    *("serve", "tests", "training", "vectorstore"),
)
MODULES = {path.name for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py")}
PAGES = sorted([*PROJECT.glob("*.md"), *(page for folder in FOLDERS for page in (PROJECT / folder).rglob("*.md"))])
PAGES = [page for page in PAGES if "sample_archive" not in page.parts and "data" not in page.parts]
EXAMPLES = {
    "docs/benchmarks/README.md",  # written by `make figures`
    "benchmarks/realtimeqa",  # in an archive's folder
    "discord.py",
    "my_rag.py",
    "my_system.py",
}
_LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s#]+)")
_IN_FOLDER = re.compile(rf"(?<![\w/.~:#=-])((?:{'|'.join(FOLDERS)})/[\w./*-]*)(?<![.-])")
_MODULE = re.compile(r"(?<![\w/.*:-])([\w/-]+\.py)\b")


def page_name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_links_lead_to_files(page: Path) -> None:
    for target in _LINK.findall(page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_paths_exist(page: Path) -> None:
    """From the top of the project or the page's own folder; a word in capitals stands for any name."""
    text = page.read_text()
    named = set(_IN_FOLDER.findall(text)) | set(_MODULE.findall(text)) - MODULES
    for path in sorted(named - EXAMPLES):
        pattern = re.sub(r"\b[A-Z]+(?=\.\w)", "*", path.rstrip("/"))
        assert any(PROJECT.glob(pattern)) or any(page.parent.glob(pattern)), path


def test_a_path_that_is_gone_is_seen() -> None:
    text = "See `chain/gone.py`, `chain/gone/`, tests/gone/test_x.py and [it](gone.md)."
    assert _IN_FOLDER.findall(text) == ["chain/gone.py", "chain/gone/", "tests/gone/test_x.py"]
    assert _LINK.findall(text) == ["gone.md"]
