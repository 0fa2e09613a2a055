"""Forty real pages, chosen at random and read by hand: what they say about themselves is what is taken from them.

`extraction_expectations.json` was written from the pages' markup and face, before and without our extractor: the
headline as readers see it (as the SHA-256 of its letters and digits), the day that the paper prints for it, the
language of the text, and the names by which the page calls its outlet.
"""

from __future__ import annotations

import json
import random
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import ExtractedArticle, extract
from clippings.ingest.sources.files.files import documents

pytestmark = pytest.mark.real_data

EXPECTATIONS = Path(__file__).with_name("extraction_expectations.json")
SEED = 2024
LEAST_RIGHT = 0.95


def letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def is_right(field: str, found: ExtractedArticle, expected: dict[str, Any]) -> bool:
    if field == "title":
        return bool(sha256(letters(found.title).encode()).hexdigest() == expected["title_sha256"])
    if field == "published_on":
        day = found.published_at.date().isoformat() if found.published_at else None
        return bool(day == expected["published_on"])
    if field == "language":
        return bool(found.language == expected["language"])
    return letters(found.source) in {letters(name) for name in expected["source"]}


@pytest.fixture(scope="module")
def sample(real_data: Path) -> dict[str, tuple[ExtractedArticle, dict[str, Any]]]:
    pages = real_data / "extraction" / "html"
    expectations = json.loads(EXPECTATIONS.read_text("utf-8"))
    names = sorted(path.name.split(".")[0] for path in pages.glob("*.html.gz"))
    assert sorted(random.Random(SEED).sample(names, 40)) == sorted(expectations)
    found = {}
    for name, expected in expectations.items():
        [raw] = documents(pages / f"{name}.html.gz")
        assert isinstance(raw, RawDocument)
        found[name] = (extract(raw), expected)
    return found


@pytest.mark.parametrize("field", ["title", "published_on", "language", "source"])
def test_what_a_careful_reader_wrote_down_is_found(
    sample: dict[str, tuple[ExtractedArticle, dict[str, Any]]], field: str
) -> None:
    wrong = {
        name[:12]: (
            found.title if field == "title" else getattr(found, {"published_on": "published_at"}.get(field, field))
        )
        for name, (found, expected) in sample.items()
        if not is_right(field, found, expected)
    }
    assert 1 - len(wrong) / len(sample) >= LEAST_RIGHT, wrong
