"""A plain text: its first line is the headline, named lines under it are fields, the rest is the article."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.extraction.plain_text import parts


def test_the_first_line_is_the_headline_and_named_lines_are_fields() -> None:
    document = (
        "Harbour closed\nDate: 2023-03-16\nBy: Ada Lind\nSOURCE: Meridian Wire\n\nThe harbour was closed.\nIt is."
    )
    fields, text = parts(document)
    assert fields == {
        "title": "Harbour closed",
        "published_at": "2023-03-16",
        "authors": "Ada Lind",
        "source": "Meridian Wire",
    }
    assert text == "The harbour was closed.\nIt is."


def test_the_headline_may_be_a_named_line_too() -> None:
    fields, text = parts("Headline: Harbour closed\nURL: https://wire.example/1\nThe harbour was closed.")
    assert (fields["title"], fields["url"]) == ("Harbour closed", "https://wire.example/1")
    assert text == "The harbour was closed."


def test_a_named_line_inside_the_article_stays_in_the_article() -> None:
    fields, text = parts("Harbour closed\n\nThe harbour was closed.\nSource: the port.")
    assert fields == {"title": "Harbour closed"}
    assert text.endswith("Source: the port.")


def test_a_single_line_is_a_headline_without_an_article() -> None:
    assert parts("Harbour closed") == ({"title": "Harbour closed"}, "")
    assert parts("") == ({}, "")


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1, max_size=20), min_size=1))
def test_no_line_of_the_article_is_lost(lines: list[str]) -> None:
    body = "\n".join(lines)
    assert parts(f"A headline\n\n{body}") == ({"title": "A headline"}, body)


@pytest.mark.parametrize(
    ("first", "day"),
    [
        ("March 16, 2023", "March 16, 2023"),
        ("Published on Thursday, 16 March 2023 at 18:30", "16 March 2023"),
        ("2023년 3월 16일", "2023년 3월 16일"),
        ("LINDHOLM, March 16, 2023 (Wire) -- The harbour was closed.", "March 16, 2023"),
    ],
)
def test_a_dateline_dates_the_article_and_stays_in_it(first: str, day: str) -> None:
    fields, text = parts(f"Harbour closed\n\n{first}\nThe harbour was closed.")
    assert fields["published_at"] == day
    assert text.startswith(first)


@pytest.mark.parametrize(
    "first",
    [
        "The harbour was opened on May 5, 1903, by the king.",
        "From May 5, 1903 to June 7, 1904",
        "LINDHOLM, March 16 (Wire) -- The harbour was closed.",
        "The treaty of May 5, 1903",
    ],
)
def test_a_date_in_a_sentence_is_no_dateline(first: str) -> None:
    assert "published_at" not in parts(f"Harbour closed\n\n{first}\nThe harbour was closed.")[0]


def test_a_word_without_end_takes_no_time() -> None:
    """Found by `make fuzz file.txt`: 200 letters took five seconds, and twice as many sixteen times as long."""
    began = time.process_time()
    parts("Harbour closed\n\n" + "ü" * 5_000)
    assert time.process_time() - began < 1.0
