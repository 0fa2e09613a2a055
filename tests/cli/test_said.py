"""`clippings said`: its JSON, and what a person sees."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_what_somebody_said(clippings: CommandLine) -> None:
    found = clippings("said", "Choi Sang-mok", "--json").json
    assert {"person", "speaker", "topic", "quotes", "then", "now", "understood", "notes"} == set(found)
    first = found["quotes"][0]
    keys = {"speaker", "text", "url", "title", "source", "published_at", "start", "end"}
    assert keys <= set(first)
    assert first["speaker"] == "Choi Sang-mok"
    assert "told reporters" in first["text"]
    shown = clippings("said", "Choi Sang-mok").stdout
    assert first["title"][:30] in shown


def test_who_is_not_there_and_wrong_limits(clippings: CommandLine) -> None:
    nobody = clippings("said", "Zorblax Quimby")
    assert nobody.code == 0
    assert "No article within the limits names Zorblax Quimby." in nobody.stdout
    assert clippings("said", "Choi Sang-mok", "--since", "soon").code == 2
    assert clippings("said", " ").code == 2
    assert clippings("said", "Choi Sang-mok", "--source", "Nobody's paper").code == 2
