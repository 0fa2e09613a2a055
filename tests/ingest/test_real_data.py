"""On real news: the article that the project began from, and pages of real papers."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract
from clippings.ingest.pipeline import ingest
from clippings.ingest.sources.files.files import documents
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

pytestmark = pytest.mark.real_data


def token_f1(found: str, true: str) -> float:
    """Harmonic mean of precision and recall over words, with their multiplicity."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, true))
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values()))


def test_the_article_that_the_project_began_from_is_ingested(archive: Archive, real_data: Path) -> None:
    counts = ingest(archive, [str(real_data / "asiae")], QuietListener(), defer_vectors=True)
    assert (counts.added, counts.rejected) == (1, 0)
    [(_, article_id)] = archive.catalogue.changed_articles(0, 10)
    [article] = archive.catalogue.articles([article_id])
    assert article.title.startswith("Supply Chain Restructuring")
    assert article.language == "en"
    assert archive.search_lexical("Why does Korea need Japan for R&D?", 3, None, None, ()) != []


def test_the_bodies_of_real_pages_are_found(real_data: Path) -> None:
    truth = json.loads((real_data / "extraction" / "ground-truth.json").read_text("utf-8"))
    scores = []
    for name in sorted(truth)[:5]:
        [raw] = documents(real_data / "extraction" / "html" / f"{name}.html.gz")
        assert isinstance(raw, RawDocument)
        scores.append(token_f1(extract(raw).text, truth[name]["articleBody"]))
    assert sum(scores) / len(scores) >= 0.9, scores
