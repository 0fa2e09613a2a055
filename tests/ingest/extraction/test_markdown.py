"""Markdown with front matter: fields, and paragraphs without markup."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction.markdown import parts

DOCUMENT = """---
title: "Harbour closed"
date: 2023-03-16
publisher: Orbit and Field
author: [Ada Lind, Bo Kim]
link: https://orbit.example/harbour
---

The harbour was **closed** on [Thursday](https://x.example), said `pilot`.
It stays closed.

## What next

- Divers look.
- The port *reopens*.

![a crane](crane.jpg)
"""


def test_front_matter_tells_the_fields_under_any_of_their_names() -> None:
    fields, _ = parts(DOCUMENT)
    assert fields == {
        "url": "https://orbit.example/harbour",
        "title": "Harbour closed",
        "source": "Orbit and Field",
        "published_at": datetime.date(2023, 3, 16),
        "authors": ["Ada Lind", "Bo Kim"],
    }


@pytest.mark.parametrize("name", ["2023", "true", "null", "1.5", "&itle"])
def test_a_name_in_the_front_matter_that_is_no_word_costs_nothing(name: str) -> None:
    """Found by `make fuzz file.md`."""
    fields, text = parts(f"---\n{name}: S3\ntitle: Storm\n---\n\nThe port was closed.")
    assert fields == {"title": "Storm"}
    assert text == "The port was closed."


def test_the_body_loses_its_markup_and_keeps_its_words() -> None:
    _, text = parts(DOCUMENT)
    paragraphs = [
        "The harbour was closed on Thursday, said pilot. It stays closed.",
        "What next",
        "Divers look.",
        "The port reopens.",
    ]
    assert text.split("\n\n")[:4] == paragraphs
    assert "crane.jpg" not in text


@pytest.mark.parametrize(
    "block",
    [
        "    The mayor said: stay home.",
        "```\nThe mayor said: stay home.\n```",
        "<div class='quote'>\n<p>The mayor said: <b>stay</b> home.</p>\n</div>",
        "<blockquote>The mayor said: stay home.</blockquote>",
        "The mayor said:<br>stay home.",
    ],
)
def test_text_that_is_set_apart_is_kept(block: str) -> None:
    assert parts(f"It rained.\n\n{block}\n\nIt snowed.")[1].split("\n\n") == [
        "It rained.",
        "The mayor said: stay home.",
        "It snowed.",
    ]


@pytest.mark.parametrize(
    "block",
    [
        "<table>\n<tr>\n\n<td>Friday</td>\n\n</tr>\n</table>",
        "<!-- more -->",
        "<script>\nlet a = 1\n</script>",
        "<div>\n",
        "</div>",
    ],
)
def test_what_is_no_text_is_left_out(block: str) -> None:
    assert parts(f"It rained.\n\n{block}\n\nIt snowed.")[1] == "It rained.\n\nIt snowed."


def test_a_table_is_rows_that_can_be_quoted() -> None:
    assert parts("It rained.\n\n| ship | day |\n| --- | --- |\n| Aldersea | *Friday* |\n\nIt snowed.")[1] == (
        "It rained.\n\nship | day\n\nAldersea | Friday\n\nIt snowed."
    )


def test_a_heading_at_the_top_is_the_title_when_there_is_no_other() -> None:
    assert parts("# Harbour *closed*\n\nDivers look.") == ({"title": "Harbour closed"}, "Divers look.")
    assert parts("---\ntitle: Mine\n---\n# Other\n\nText.")[0] == {"title": "Mine"}
    assert parts("Text first.\n\n# Heading")[0] == {}


@pytest.mark.parametrize("front", ["title: [unclosed", "title: 'a\ndate: b: c: d"])
def test_broken_front_matter_is_unreadable_with_the_reason(front: str) -> None:
    with pytest.raises(Unreadable, match="front matter"):
        parts(f"---\n{front}\n---\n\nText.")


@given(st.text(st.sampled_from("ab# *_-[]()`>\n1.!:\"'&</|p"), max_size=120))
def test_any_markdown_is_read_or_refused(document: str) -> None:
    try:
        _, text = parts(document)
    except Unreadable:
        return
    assert text == text.strip()


def test_toml_front_matter_is_read() -> None:
    fields, text = parts(
        '+++\ntitle = "Ferry"\ndate = 2023-03-16T08:00:00+09:00\n[params]\nauthor = "Ada Lind"\n+++\nIt sails.'
    )
    assert (fields["title"], fields["authors"], text) == ("Ferry", "Ada Lind", "It sails.")
    assert fields["published_at"].isoformat() == "2023-03-16T08:00:00+09:00"
    with pytest.raises(Unreadable, match="TOML"):
        parts("+++\ntitle = \n+++\nIt sails.")


@pytest.mark.parametrize("front", ["---\ndraft: true\n---", "---\npublished: false\n---", "+++\ndraft = true\n+++"])
def test_a_draft_is_no_article(front: str) -> None:
    with pytest.raises(Unreadable, match="not published"):
        parts(f"{front}\nIt sails.")


def test_a_note_of_obsidian_is_its_words() -> None:
    fields, text = parts(
        '---\nsource: "https://ledger.example/ferry"\nauthor: ["[[Ada Lind]]"]\n---\n'
        "![[a.png]] See [[Ferries|the ferry]] and [[Holm]]. %%mine%%"
    )
    assert (fields["url"], fields["authors"], "source" in fields) == (
        "https://ledger.example/ferry",
        ["Ada Lind"],
        False,
    )
    assert text == "See the ferry and Holm."
