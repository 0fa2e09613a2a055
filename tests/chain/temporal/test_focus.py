from __future__ import annotations

from datetime import UTC, datetime

from clippings.chain.temporal.focus import UNDATED_DAYS, focus_of
from clippings.core.time_window import TimeWindow
from clippings.core.types import Article, Question

_NOW = datetime(2023, 5, 10, tzinfo=UTC)


def _article(published: datetime | None) -> Article:
    return Article(1, "https://x.example/1", "A headline", "X", published, "en", "Text.")


def test_a_question_is_about_the_moment_at_which_it_is_asked() -> None:
    focus = focus_of(Question("Who won?", _NOW))
    assert focus.days_to(_article(_NOW)) == 0
    assert focus.days_to(_article(datetime(2023, 5, 3, tzinfo=UTC))) == 7
    assert focus.days_to(_article(None)) == UNDATED_DAYS


def test_as_of_moves_that_moment() -> None:
    asked = Question("Who won?", _NOW, as_of=datetime(2022, 5, 10, tzinfo=UTC))
    assert focus_of(asked).days_to(_article(datetime(2022, 5, 9, tzinfo=UTC))) == 1


def test_inside_a_time_window_no_day_is_better_than_another() -> None:
    start, end = datetime(2008, 1, 1, tzinfo=UTC), datetime(2008, 12, 31, tzinfo=UTC)
    focus = focus_of(Question("Who won?", _NOW, since=start, until=end))
    assert focus.days_to(_article(start)) == focus.days_to(_article(end)) == 0
    assert focus.days_to(_article(datetime(2009, 1, 10, tzinfo=UTC))) == 10


def test_a_window_without_a_start_reaches_back_for_ever() -> None:
    focus = focus_of(Question("Who won?", _NOW, until=datetime(2008, 12, 31, tzinfo=UTC)))
    assert focus.days_to(_article(datetime(1920, 1, 1, tzinfo=UTC))) == 0


def test_the_time_that_a_question_names_comes_before_the_moment_at_which_it_is_asked() -> None:
    around = TimeWindow(datetime(2008, 1, 1, tzinfo=UTC), datetime(2008, 12, 31, tzinfo=UTC))
    focus = focus_of(Question("Who won the final of 2008?", _NOW, around=around))
    assert focus.days_to(_article(datetime(2008, 6, 1, tzinfo=UTC))) == 0
    assert focus.days_to(_article(_NOW)) > 5_000


def test_what_is_still_to_come_is_asked_about_from_today() -> None:
    around = TimeWindow(datetime(2030, 1, 1, tzinfo=UTC), datetime(2030, 12, 31, tzinfo=UTC))
    assert focus_of(Question("What is the target for 2030?", _NOW, around=around)).end == _NOW
