"""Dates that one value leaves open: settled by their column, by the source's language, or by the name of the file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.extraction.dates.numeric import OrderEvidence
from clippings.ingest.extraction.extract import extract
from clippings.ingest.pipeline import ingest
from clippings.ingest.scheduling.config import load
from clippings.ingest.sources.files import files
from clippings.ingest.sources.reader import Reading
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.sources.written_files import only, raw, write

TEXT = "The ferry to Aldersea stays in port until May, the harbour master said."


def days(path: Path) -> list[str]:
    articles = [extract(item) for item in raw(files.documents(path))]
    return [f"{article.published_at:%Y-%m-%d}" if article.published_at else "" for article in articles]


def table(folder: Path, *dates: str, name: str = "a.csv") -> Path:
    if name.endswith("csv"):
        rows = "".join(f'{number},"{day}","{TEXT} {number}"\n' for number, day in enumerate(dates))
        return write(folder / name, f"title,date,text\n{rows}")
    records = [{"title": str(number), "date": day, "text": f"{TEXT} {number}"} for number, day in enumerate(dates)]
    lines = "\n".join(map(json.dumps, records))
    return write(folder / name, lines if name.endswith("l") else json.dumps(records))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_a_25_in_second_place_settles_the_column(tmp_path: Path, name: str) -> None:
    assert days(table(tmp_path, "3/5/2023", "12/25/2023", "3/5/23 14:30", name=name)) == [
        "2023-03-05",
        "2023-12-25",
        "2023-03-05",
    ]
    assert days(table(tmp_path, "3/5/2023", "25/12/2023", name=name)) == ["2023-05-03", "2023-12-25"]


def test_evidence_that_contradicts_itself_settles_nothing_and_neither_does_none(tmp_path: Path) -> None:
    assert days(table(tmp_path, "3/5/2023", "12/25/2023", "25/12/2023")) == ["", "2023-12-25", "2023-12-25"]
    assert days(table(tmp_path, "3/5/2023", "4/6/2023")) == ["", ""]


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2024, 12, 31)), min_size=1, max_size=30),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y"]),
)
def test_evidence_is_never_for_another_order_than_the_one_that_was_used(dates: list[date], form: str) -> None:
    evidence = OrderEvidence()
    for day in dates:
        evidence.add(day.strftime(form))
    assert evidence.order in {"", "MDY" if form.startswith("%m") else "DMY"}


def test_the_region_of_a_source_says_in_which_order_its_dates_stand(archive: Archive, tmp_path: Path) -> None:
    table(tmp_path, "3/5/2023")
    write(tmp_path / "b.jsonl", json.dumps({"title": "b", "date": "3/5/2023", "language": "en", "text": TEXT + " b"}))
    write(tmp_path / "sources.yaml", "sources:\n- {name: US, address: ['*.csv', '*.jsonl'], language: en-US}\n")
    [spec] = load(tmp_path / "sources.yaml")
    reading = Reading(archive.settings, archive.catalogue, spec=spec)
    ingest(archive, spec.address, QuietListener(), defer_vectors=True, reading=reading)
    ids = [article_id for _, article_id in archive.catalogue.changed_articles(0, 10)]
    published = {f"{article.published_at:%Y-%m-%d}" for article in archive.catalogue.articles(ids)}
    assert published == {"2023-03-05"}


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-03-15-port-plan.md", "2023-03-15"),
        ("port-plan_20230315.txt", "2023-03-15"),
        ("2023/03/15/port-plan.md", "2023-03-15"),
        ("2023-03-15-port-plan.html", "2023-03-15"),
        ("port-plan (2024-05-01).html", ""),
        ("2023-13-45-port.md", ""),
        ("20240501101112.txt", ""),
        ("2022-01-01_2022-12-31.txt", ""),
    ],
)
def test_a_day_in_the_name_of_a_file_counts_when_nothing_else_says_one(tmp_path: Path, name: str, day: str) -> None:
    content = f"<html><body><article><h1>Port plan</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    assert days(write(tmp_path / name, content if name.endswith("html") else f"# Port plan\n\n{TEXT}")) == [day]


def test_a_day_in_the_text_counts_before_that_of_the_name(tmp_path: Path) -> None:
    path = write(tmp_path / "2024-05-01-port.md", f"---\ndate: 2023-03-15\n---\n{TEXT}")
    assert days(path) == ["2023-03-15"]


@pytest.mark.parametrize(
    "value",
    [
        1678924800,
        1678924800000,
        "1678924800",
        "1678924800000",
        1678924800.0,
        {"$date": "2023-03-16T00:00:00Z"},
        {"$date": 1678924800000},
    ],
)
def test_seconds_and_milliseconds_since_1970_are_moments(tmp_path: Path, value: object) -> None:
    assert days(write(tmp_path / "a.json", json.dumps({"date": value, "text": TEXT}))) == ["2023-03-16"]


def test_a_date_that_is_not_decided_is_told(tmp_path: Path) -> None:
    def why(day: str) -> str:
        path = write(tmp_path / "a.json", json.dumps({"date": day, "text": TEXT}))
        return extract(only(list(files.documents(path)))).undated

    assert "language: en-US" in why("3/5/2023")
    assert "future" in why("2999-01-01")
    assert "cannot be read" in why("some time in spring")
    assert why("2023-03-16") == ""
