"""Tables: every row is an article or a reject, in whatever character set it was saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.files.files import documents
from clippings.ingest.sources.options import ReadOptions
from tests.ingest.sources.written_files import JAPANESE, KOREAN, only, raw, reason, write


def test_a_table_is_read_under_the_usual_names_and_long_fields_stay_whole(tmp_path: Path) -> None:
    long = "It rained. " * 20_000
    path = write(tmp_path / "a.csv", f'URL,headline,Date,Body\nhttps://a.example/1,"Rain, again",2023-03-16,"{long}"\n')
    article = extract(only(list(documents(path))))
    assert (article.url, article.title, article.text) == ("https://a.example/1", "Rain, again", long.strip())
    assert article.published_at is not None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "titel;text\nRegen;Es hat geregnet.\n".encode("utf-8-sig")),
        ("a.tsv", b"text\tother\nEs hat geregnet.\tx\n"),
        ("a.csv", b"text\tother\nEs hat geregnet.\tx\n"),
        ("a.csv", "text,other\nEs hat geregnet.,x\n".encode("utf-16")),
    ],
)
def test_separators_and_character_sets_are_found_out(tmp_path: Path, name: str, content: bytes) -> None:
    assert only(list(documents(write(tmp_path / name, content)))).fields["text"] == "Es hat geregnet."


def test_a_korean_table_in_the_old_character_set_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"title,text\n항구,{KOREAN}\n".encode("cp949"))
    assert only(list(documents(path))).fields["text"] == KOREAN


@pytest.mark.parametrize("encoding", ["cp949", "latin-1", "cp932", "iso2022_jp"])
def test_a_character_set_that_shows_late_is_found_out(tmp_path: Path, encoding: str) -> None:
    text = {"cp949": KOREAN, "latin-1": "Le président est rentré à l'Élysée."}.get(encoding, JAPANESE)
    rows = [f'T,"{"It rained all day. " * 60}"\n'.encode()] * 80 + [f"Late,{text}\n".encode(encoding)]
    *_, last = documents(write(tmp_path / "a.csv", b"title,text\n" + b"".join(rows)))
    assert isinstance(last, RawDocument)
    assert last.fields["text"] == text


def test_rows_in_several_character_sets_are_read_each_in_its_own(tmp_path: Path) -> None:
    french = "Le président est rentré à l'Élysée, où il a été reçu à midi."
    written = [(french, "latin-1"), (KOREAN, "cp949"), (KOREAN, "utf-8"), (french, "latin-1"), (KOREAN, "cp949")]
    content = b"title;text\n" + b"".join(f"T;{text}\n".encode(encoding) for text, encoding in written)
    found = raw(documents(write(tmp_path / "a.csv", content)))
    assert [item.fields["text"] for item in found] == [text for text, _ in written]


def test_a_short_row_is_read_as_its_neighbours_are(tmp_path: Path) -> None:
    *_, last = raw(documents(write(tmp_path / "a.csv", f"text\n{KOREAN}\n봄비\n".encode("cp949"))))
    assert last.fields["text"] == "봄비"


def test_a_row_with_bytes_that_are_no_characters_is_a_reject(tmp_path: Path) -> None:
    content = "title,text\nPort,Der Hafen öffnet früh.\nFähre,Die Fähre fährt ".encode() + b"\xff\nBus,Er kommt.\n"
    found = list(documents(write(tmp_path / "a.csv", content)))
    assert [type(item) for item in found] == [RawDocument, Reject, RawDocument]
    assert found[1].location.endswith("a.csv:3")
    assert "save it as UTF-8" in reason(found[1:2])


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "story_body,kicker\nIt rained.,Rain\n")
    assert "no column for the text" in reason(list(documents(path)))
    options = ReadOptions(names={"text": ("story_body",), "title": ("kicker",)})
    assert only(list(documents(path, options))).fields == {"text": "It rained.", "title": "Rain"}


def test_a_broken_row_costs_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"text,title\nOne.,1\nTw\x00o.,2\nThree.,3,extra\n\nFour.,4\n")
    found = [item.fields["text"] if isinstance(item, RawDocument) else "reject" for item in documents(path)]
    assert found[0] == "One."
    assert found[-2:] == ["reject", "Four."]
    assert "no column" in reason(list(documents(write(tmp_path / "b.csv", ""))))


def test_a_row_whose_fields_are_not_the_columns_is_a_reject_that_says_how_to_write_it(tmp_path: Path) -> None:
    content = (
        "title,date,text\nOne,2023-03-03,It rained, says the mayor.\nTwo,2023-03-03,It snowed\nall day.\n"
        'Three,,"It rained, says the mayor."\n'
    )
    broken, two, rest, three = documents(write(tmp_path / "a.csv", content))
    assert "fields (4)" in reason([broken])
    assert "columns (3)" in reason([broken])
    assert "in quotes" in reason([broken])
    assert "fields (1)" in reason([rest])
    assert [item.fields["text"] for item in raw([two, three])] == ["It snowed", "It rained, says the mayor."]


@pytest.mark.parametrize("content", ["text,title\nOne.,1,,\n", "text,title,,\nOne.,1\n", "text,title,\nOne.,1,note\n"])
def test_empty_fields_at_the_end_of_a_row_do_no_harm(tmp_path: Path, content: str) -> None:
    found = only(list(documents(write(tmp_path / "a.csv", content)))).fields
    assert (found["text"], found["title"]) == ("One.", "1")
