"""`clippings trend` and `clippings timeline`: their JSON, and what a person sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine


def test_trend_counts_by_month_and_source(clippings: CommandLine) -> None:
    found = clippings("trend", "Japan", "--json").json
    assert {"topic", "articles", "months", "first", "latest", "understood", "notes"} <= set(found)
    assert found["articles"] == sum(one["articles"] for one in found["months"]) > 5
    assert found["first"]["published_at"] < found["latest"]["published_at"]
    shown = clippings("trend", "Japan").stdout
    assert f"{found['articles']} articles mention it." in shown
    assert found["first"]["title"] in shown
    assert "No article mentions it." in clippings("trend", "zorblaxian").stdout
    assert clippings("trend", "Japan", "--since", "soon").code == 2


def test_trend_is_drawn(clippings: CommandLine, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the extra `plots`")
    assert clippings("trend", "Japan", "--plot", tmp_path / "japan.svg").code == 0
    assert "<svg" in (tmp_path / "japan.svg").read_text("utf-8")


def test_timeline_is_in_the_order_of_dates(clippings: CommandLine) -> None:
    found = clippings("timeline", "Japan South Korea export controls", "--json").json
    assert set(found) == {"topic", "clippings", "understood", "notes"}
    days = [one["published_on"] for one in found["clippings"]]
    assert len(days) > 1
    assert days == sorted(days)
    shown = clippings("timeline", "Japan South Korea export controls").stdout
    assert found["clippings"][0]["title"][:40] in shown
    assert "No dated clippings found." in clippings("timeline", "zorblaxian", "--until", "2001-01-01").stdout
