"""sources.yaml: the example loads, and whatever is wrong is told with file, line, source and field."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from clippings.ingest.scheduling.config import SourcesFileError, SourceSpec, load
from tests.conftest import PROJECT


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SourcesFileError) as refused:
        load(write(folder, text))
    assert refused.value.exit_code == 2
    assert str(folder / "sources.yaml") in refused.value.what
    assert "sources.example.yaml" in refused.value.way_out
    return refused.value.what


def test_the_example_loads_and_shows_every_field() -> None:
    example = PROJECT / "sources.example.yaml"
    specs = load(example)
    assert [spec.name for spec in specs] == [
        "Ledger archive",
        "Old content system",
        "Wire",
        "Whole site",
        "Intranet",
        "Added in Discord",
    ]
    shown = {name for spec in specs for name in spec.model_fields_set}
    assert shown == set(SourceSpec.model_fields)


def test_what_is_written_is_what_is_meant(tmp_path: Path) -> None:
    [one] = load(
        write(
            tmp_path,
            "sources:\n- name: Wire\n  address: [https://a.example/feed, more/*.csv]\n  schedule: {every: 1h30m}\n"
            "  fields: {text: [story, body_text]}\n  include: '*/news/*'\n  exclude: ['re:/live/']\n",
        )
    )
    assert one.address == ("https://a.example/feed", str(tmp_path / "more/*.csv"))
    assert one.schedule is not None
    assert one.schedule.every == timedelta(minutes=90)
    assert one.options.names == {"text": ("story", "body_text")}
    assert one.options.wants("https://a.example/news/1")
    assert not one.options.wants("https://a.example/news/live/1")
    assert not one.options.wants("https://a.example/sport/1")


def test_an_empty_file_names_no_sources(tmp_path: Path) -> None:
    assert load(write(tmp_path, "# nothing yet\n")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources:\n- name: A\n", "line 2: source 'A': address: Field required"),
        ("sources:\n- address: x\n", "line 2: source 1: name: Field required"),
        ("sources:\n- name: A\n  address: x\n  kind: fax\n", "line 4: source 'A': kind: Input should be 'auto'"),
        ("sources:\n- name: A\n  address: x\n  every: 1h\n", "line 4: source 'A': every: Extra inputs"),
        (
            "sources:\n- name: A\n  address: x\n  schedule: soon\n",
            "line 4: source 'A': schedule: 'soon' is no schedule",
        ),
        ("sources:\n- name: A\n  address: x\n  schedule: every 1x\n", "not a length of time"),
        ("sources:\n- name: A\n  address: x\n  schedule: every 1s\n", "between 10 s and a year"),
        ("sources:\n- name: A\n  address: x\n  schedule: 0 6 * * 1-5\n", "write weekdays as names"),
        ("sources:\n- name: A\n  address: x\n  schedule: 61 6 * * *\n", "'61 6 * * *' is no schedule"),
        ("sources:\n- name: A\n  address: x\n  fields: {body: y}\n", "line 4: source 'A': fields: body: not fields of"),
        ("sources:\n- name: A\n  address: x\n  include: ['re:(']\n", "line 4: source 'A': include: not a regular"),
        ("sources:\n- name: A\n  address: x\n  max_items: 0\n", "source 'A': max_items: Input should be greater"),
        ("sources:\n- name: A\n  address: x\n- name: A\n  address: y\n", "two sources are named 'A'"),
        ("sources:\n- name: A\n  address: []\n", "source 'A': address: a path, a glob or an address is missing"),
        ("sources:\n- name: A\n  address: x\n  kind: feed\n  complete: true\n", "source 'A': complete: a feed has"),
        ("sources:\n- just a name\n", "line 2: source 1"),
        ("- name: A\n", "valid dictionary"),
        ("sources: [\n", "line 2: not YAML"),
        ("sources:\n\t- name: A\n", "line 2: not YAML"),
        ("sources: &a [*a]\n", "sources"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    assert told in refusal(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourcesFileError, match=r"gone\.yaml cannot be read"):
        load(tmp_path / "gone.yaml")
