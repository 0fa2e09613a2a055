"""Articles as JSON: under any of the usual names, and one that is broken does not cost the others."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract
from clippings.ingest.record_fields import fields_of
from clippings.ingest.sources.files.json_records import document, lines

PATH = Path("/news/all.json")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "articles", "text"]), inner)
    ),
    max_leaves=8,
)


def record(found: object) -> RawDocument:
    assert isinstance(found, RawDocument)
    return found


@pytest.mark.parametrize(
    ("given_name", "field"),
    [
        ("link", "url"),
        ("permalink", "url"),
        ("headline", "title"),
        ("publisher", "source"),
        ("outlet", "source"),
        ("pubDate", "published_at"),
        ("datePublished", "published_at"),
        ("updated", "modified_at"),
        ("lang", "language"),
        ("byline", "authors"),
        ("body", "text"),
        ("articleBody", "text"),
        ("maintext", "text"),
    ],
)
def test_a_field_is_known_by_the_names_that_archives_give_it(given_name: str, field: str) -> None:
    assert fields_of({given_name: "something", "unknown": 1}) == {field: "something"}


def test_the_first_name_that_is_filled_counts() -> None:
    assert fields_of({"text": "", "body": None, "content": "Words."}) == {"text": "Words."}
    assert fields_of({"title": "A", "headline": "B"}) == {"title": "A"}


@pytest.mark.parametrize("name", ["Title", "TITLE", "HeadLine"])
def test_a_name_is_known_in_small_letters_and_in_capitals(name: str) -> None:
    assert fields_of({name: "Storm"}) == {"title": "Storm"}
    assert fields_of({"Story": "Storm"}, {"title": ("story",)}) == {"title": "Storm"}
    assert fields_of({name: "", "title": "Storm"}) == {"title": "Storm"}


def test_a_text_may_be_a_list_of_paragraphs() -> None:
    assert fields_of({"text": ["It rained.", "It snowed."]}) == {"text": "It rained.\n\nIt snowed."}


def test_a_source_given_as_an_object_is_known_by_its_name() -> None:
    assert fields_of({"source": {"id": None, "name": "Harbour Ledger"}}) == {"source": "Harbour Ledger"}
    assert fields_of({"author": [{"name": "Ada Lind"}, "Bo Kim"]}) == {"authors": ["Ada Lind", "Bo Kim"]}


def test_a_file_holds_one_article_or_a_list_or_a_list_under_a_name() -> None:
    one, two = {"title": "One", "text": "1"}, {"title": "Two", "text": "2"}
    for content, titles in (
        (one, ["One"]),
        ([one, two], ["One", "Two"]),
        ({"articles": [one, two]}, ["One", "Two"]),
        ({"status": "ok", "items": [two]}, ["Two"]),
        ([], []),
        ({"articles": []}, []),
    ):
        found = list(document(json.dumps(content).encode(), PATH))
        assert [record(item).fields["title"] for item in found] == titles


def test_each_article_of_a_list_has_its_own_address_that_does_not_depend_on_its_place() -> None:
    one, two = {"id": 7, "text": "1"}, {"title": "Two", "text": "2"}
    forth = [record(item).fallback_url for item in document(json.dumps([one, two]).encode(), PATH)]
    back = [record(item).fallback_url for item in document(json.dumps([two, one]).encode(), PATH)]
    assert forth == back[::-1]
    assert len(set(forth)) == 2
    assert forth[0] == "file:///news/all.json#7"


def addresses(*records: object) -> list[str]:
    return [record(item).fallback_url for item in document(json.dumps(records).encode(), PATH)]


@pytest.mark.parametrize(
    "shared", [{"title": "In brief", "date": "2023-03-16"}, {"id": 7}, {"ID": "a"}, {"url": "/news/1"}]
)
def test_different_records_that_are_named_alike_are_different_articles(shared: dict[str, object]) -> None:
    one, two, other = [{**shared, "text": text} for text in ("It rained.", "It snowed.", "It was dry.")]
    first = addresses(one, two, two, {**one, "source": "Post"})
    assert len(set(first)) == 3
    assert addresses(one, two, two, {**one, "source": "Post"}, other)[:4] == first
    assert addresses({**one, "text": "It rained hard."}, two)[:2] == first[:2]


def test_records_of_nothing_but_text_are_known_by_it_wherever_they_stand() -> None:
    one, two = {"text": "It rained."}, {"text": "It snowed."}
    assert addresses(one, two) == addresses(two, one)[::-1]
    assert len(set(addresses(one, two))) == 2


def test_the_only_record_of_a_file_stays_the_same_article_when_it_is_corrected() -> None:
    first, corrected = (
        record(item).fallback_url
        for text in ("It rained.", "It rained hard.")
        for item in document(json.dumps({"text": text}).encode(), PATH)
    )
    assert first == corrected


@pytest.mark.parametrize("name", ["id", "url"])
@pytest.mark.parametrize("value", [True, None, [1], {"a": 1}, float("nan"), ""])
def test_what_is_no_id_names_no_record(name: str, value: object) -> None:
    titled = {"title": "Storm", "text": "It rained."}
    assert addresses({**titled, name: value}) == addresses(titled)


def test_an_address_that_leads_somewhere_only_from_its_own_site_stays_within_its_file() -> None:
    found = extract(record(next(document(b'{"url": "/news/1", "text": "It rained."}', PATH))))
    assert found.url == "file:///news/all.json#/news/1"


def test_a_broken_line_is_a_reject_with_its_number_and_the_rest_go_on() -> None:
    content = [
        b'{"title": "One", "text": "1"}',
        b"{broken",
        b"",
        b"[1]",
        b"\xff\xfe\xfa",
        b'{"title": "Two", "text": "2"}',
    ]
    found = list(lines(io.BytesIO(b"\n".join(content)), Path("news.jsonl")))
    assert [record(found[0]).fields["title"], record(found[-1]).fields["title"]] == ["One", "Two"]
    rejects = [item for item in found if isinstance(item, Reject)]
    assert [reject.location for reject in rejects] == ["news.jsonl:2", "news.jsonl:4", "news.jsonl:5"]
    assert "not JSON" in rejects[0].reason
    assert "not list" in rejects[1].reason


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"3", b'"text"', b"\xff", b"[" * 200_000])
def test_what_is_no_article_is_a_reject(content: bytes) -> None:
    [found] = document(content, PATH)
    assert isinstance(found, Reject)
    [line] = lines(io.BytesIO(content or b"{"), PATH)
    assert isinstance(line, Reject)


def test_a_lone_surrogate_does_not_end_the_reading() -> None:
    found = list(lines(io.BytesIO(b'{"title": "\\ud800", "text": "a"}\n{"title": "Two", "text": "2"}'), PATH))
    assert len([item for item in found if isinstance(item, RawDocument)]) == 2


@given(JSON)
def test_any_json_is_articles_or_rejects(content: object) -> None:
    for found in (
        *document(json.dumps(content).encode(), PATH),
        *lines(io.BytesIO(json.dumps(content).encode()), PATH),
    ):
        assert isinstance(found, RawDocument | Reject)
