"""A clock that was set back makes no date unknown: what the archive has seen pass is not the future."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.e2e.agreement import rows
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings, start_at, wait

_TODAY = datetime.now(UTC).replace(microsecond=0)


def _news(path: Path, numbers: range, published_at: datetime) -> Path:
    told = [{**one, "published_at": published_at.isoformat()} for one in articles(numbers)]
    path.write_text("".join(json.dumps(one) + "\n" for one in told))
    return path


def test_todays_news_keep_their_date_when_the_clock_is_set_back_by_years(home: Path, tmp_path: Path) -> None:
    before = _news(tmp_path / "before.jsonl", range(2), _TODAY - timedelta(days=1))
    assert clippings(home, "ingest", before, "--defer-vectors").code == 0
    after = _news(tmp_path / "after.jsonl", range(2, 4), _TODAY)
    long_ago = datetime(2019, 3, 1, tzinfo=UTC)
    done = wait(start_at(long_ago, home, "ingest", after, "--defer-vectors", "--json"))
    assert (done.code, done.json["added"]) == (0, 2)
    assert rows(home, "SELECT count(*) FROM articles WHERE published_at IS NULL") == [(0,)]
    found = clippings(home, "search", "ferry council", "--since", _TODAY.date().isoformat(), "--k", 9, "--json")
    assert {one["published_at"][:10] for one in found.json["passages"]} == {_TODAY.date().isoformat()}


def test_a_date_in_the_future_is_still_no_date(home: Path, tmp_path: Path) -> None:
    news = _news(tmp_path / "news.jsonl", range(2), _TODAY + timedelta(days=30))
    assert clippings(home, "ingest", news, "--defer-vectors").code == 0
    assert rows(home, "SELECT count(*) FROM articles WHERE published_at IS NULL") == [(2,)]
