"""What questions ask for beside their topic, asked on Thursday, 16 March 2023. A wrong limit hides the answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.query.understanding import LONGEST_CHARACTERS, understand
from clippings.chain.temporal.english.dates import in_words
from clippings.core.types import Question
from clippings.core.understood import Understood

NOW = datetime(2023, 3, 16, 12, tzinfo=UTC)
SOURCES = ["The Harbour Ledger (sample)", "Bay Ledger", "Orbit & Field (sample)", "한빛경제 견본 (sample)", "cnn.com"]

_LIMITS = """
What did the Fed do last week? | 2023-03-06 | 2023-03-12
Last week, what did the Fed do? | 2023-03-06 | 2023-03-12
What was agreed at last week's summit? | 2023-03-06 | 2023-03-12
Who resigned over the past week? | 2023-03-09 | 2023-03-16
Who resigned this week? | 2023-03-09 | 2023-03-16
What happened yesterday? | 2023-03-15 | 2023-03-15
What did Yoon say the day before yesterday? | 2023-03-14 | 2023-03-14
What happened today? | 2023-03-15 | 2023-03-16
What did the Fed do two days ago? | 2023-03-14 | 2023-03-14
Which bank failed 6 days ago? | 2023-03-10 | 2023-03-10
Which bank failed two weeks ago? | 2023-02-27 | 2023-03-05
What did the Fed decide last month? | 2023-02-01 | 2023-02-28
What did the Fed decide this month? | 2023-03-01 | 2023-03-16
Which team won on Tuesday? | 2023-03-14 | 2023-03-14
Which team won last Sunday? | 2023-03-12 | 2023-03-12
Which team won on Thursday? | 2023-03-09 | 2023-03-16
Who played in Dubai last weekend? | 2023-03-10 | 2023-03-12
What happened in the last 3 months? | 2022-12-16 | 2023-03-16
What happened over the past 10 days? | 2023-03-06 | 2023-03-16
Who was arrested in the last 48 hours? | 2023-03-14 | 2023-03-16
What happened in March 2023? | 2023-03-01 | 2023-03-16
What happened in May 2022? | 2022-05-01 | 2022-05-31
What did the Fed do in Sept. 2022? | 2022-09-01 | 2022-09-30
What did the Fed do in January? | 2023-01-01 | 2023-01-31
In December, which company bought the paper? | 2022-12-01 | 2022-12-31
SVB March 2023 | 2023-03-01 | 2023-03-16
What happened on 10 March? | 2023-03-10 | 2023-03-10
What happened on March 3rd, 2023? | 2023-03-03 | 2023-03-03
What happened on the 3rd of March 2023? | 2023-03-03 | 2023-03-03
What happened on 2023-03-10? | 2023-03-10 | 2023-03-10
What happened on 2/28/2023? | 2023-02-28 | 2023-02-28
What happened on 28/2/2023? | 2023-02-28 | 2023-02-28
What happened on 28.02.2023? | 2023-02-28 | 2023-02-28
What happened on 2/28/23? | 2023-02-28 | 2023-02-28
What happened on 2-28-2023? | 2023-02-28 | 2023-02-28
What happened on 2023.02.28? | 2023-02-28 | 2023-02-28
What happened in the third week of February? | 2023-02-13 | 2023-02-19
What happened in the last week of February 2023? | 2023-02-20 | 2023-02-26
What has the Fed done since last summer? | 2022-06-01 | -
What happened on Feb. 28, '23? | 2023-02-28 | 2023-02-28
What did the Fed do in Sept. '22? | 2022-09-01 | 2022-09-30
What happened the week of February 13? | 2023-02-13 | 2023-02-19
What happened in the week beginning on 14 February 2023? | 2023-02-14 | 2023-02-20
What happened in the week ending Feb. 19? | 2023-02-13 | 2023-02-19
What has the Fed done since Monday? | 2023-03-13 | -
What has happened since last week? | 2023-03-06 | -
What happened a couple of weeks ago? | 2023-02-27 | 2023-03-05
Who resigned last night? | 2023-03-15 | 2023-03-16
What happened between 3 and 10 May 2022? | 2022-05-03 | 2022-05-10
What happened from May 3 to 10, 2022? | 2022-05-03 | 2022-05-10
What happened May 3-10, 2022? | 2022-05-03 | 2022-05-10
What happened between March and May 2022? | 2022-03-01 | 2022-05-31
What happened between March 2022 and January 2023? | 2022-03-01 | 2023-01-31
What has the Fed done since March 2022? | 2022-03-01 | -
What has changed since 2021? | 2021-01-01 | -
What has the Fed done since 10 March? | 2023-03-10 | -
What happened after 2021? | 2022-01-01 | -
What has changed since the election of 2022? | 2022-01-01 | -
What has changed since the 2022 election? | 2022-01-01 | -
What did Evergreen say before the summer of 2021? | - | 2021-05-31
Who led the party before 2019? | - | 2018-12-31
What was written up to March 2022? | - | 2022-03-31
어제 무슨 일이 있었나? | 2023-03-15 | 2023-03-15
그저께 무슨 일이 있었나? | 2023-03-14 | 2023-03-14
2월 둘째 주에 무슨 일이 있었나? | 2023-02-06 | 2023-02-12
2월 마지막 주에 무슨 일이 있었나? | 2023-02-20 | 2023-02-26
'22년 3월에 연준은 무엇을 했나? | 2022-03-01 | 2022-03-31
월요일부터 무슨 일이 있었나? | 2023-03-13 | -
3월 6일자 기사는 무엇인가? | 2023-03-06 | 2023-03-06
오늘 무슨 일이 있었나? | 2023-03-15 | 2023-03-16
지난주에 연준은 무엇을 했나? | 2023-03-06 | 2023-03-12
지난 주 연준은 무엇을 했나? | 2023-03-06 | 2023-03-12
이번 주에 누가 사임했나? | 2023-03-09 | 2023-03-16
지난달 한국은행은 금리를 올렸나? | 2023-02-01 | 2023-02-28
이번 달 수출은 얼마나 줄었나? | 2023-03-01 | 2023-03-16
지난 월요일 무슨 일이 있었나? | 2023-03-13 | 2023-03-13
지난 주말에 어느 팀이 이겼나? | 2023-03-10 | 2023-03-12
최근 3개월 수출은 어땠나? | 2022-12-16 | 2023-03-16
지난 2주간 무슨 일이 있었나? | 2023-03-02 | 2023-03-16
연준은 사흘 전에 무엇을 했나? | 2023-03-13 | 2023-03-13
연준은 3일 전 무엇을 했나? | 2023-03-13 | 2023-03-13
2022년 3월에 연준은 무엇을 했나? | 2022-03-01 | 2022-03-31
2023년 3월 10일 무슨 일이 있었나? | 2023-03-10 | 2023-03-10
3월 6일 무슨 일이 있었나? | 2023-03-06 | 2023-03-06
1월에 한국은행은 금리를 올렸나? | 2023-01-01 | 2023-01-31
2022년 5월 3일부터 10일까지 무슨 일이 있었나? | 2022-05-03 | 2022-05-10
2022년 3월부터 5월까지 무슨 일이 있었나? | 2022-03-01 | 2022-05-31
2022년 이후 무엇이 바뀌었나? | 2022-01-01 | -
2022년 대선 이후 무엇이 바뀌었나? | 2022-01-01 | -
2021년 여름 이전에 무슨 일이 있었나? | - | 2021-05-31
"""

_PREFERENCES = """
Who led the bank in 2022? | 2022-01-01 | 2022-12-31
Who won the World Cup 2022? | 2022-01-01 | 2022-12-31
What caused the 1997 crisis? | 1997-01-01 | 1997-12-31
What did the 2022 floods destroy? | 2022-01-01 | 2022-12-31
How large was growth in Q1 2022? | 2022-01-01 | 2022-03-31
Which firm failed in the first quarter of 2022? | 2022-01-01 | 2022-03-31
How large was growth in 2022 Q2? | 2022-04-01 | 2022-06-30
How large was growth in Q4? | 2022-10-01 | 2022-12-31
How large was growth in H1 2022? | 2022-01-01 | 2022-06-30
What happened on 3/5/2022? | 2022-03-05 | 2022-03-05
What burned last summer? | 2022-06-01 | 2022-08-31
What burned two summers ago? | 2021-06-01 | 2021-08-31
What froze last winter? | 2022-12-01 | 2023-02-28
Which law was passed three years ago? | 2019-09-15 | 2020-09-15
What changed over the past two years? | 2021-03-16 | 2023-03-16
What did Tuesday's vote decide? | 2023-03-14 | 2023-03-14
What was Britain like in the 1990s? | 1990-01-01 | 1999-12-31
What burned in the summer of 2021? | 2021-06-01 | 2021-08-31
What did leaked papers say between 2019 and 2021? | 2019-01-01 | 2021-12-31
What followed the insurrection on January 6, 2021? | 2021-01-06 | 2021-01-06
What did the March 2022 rise lead to? | 2022-03-01 | 2022-03-31
Who was sacked last year? | 2022-01-01 | 2022-12-31
A train derailed two weeks ago. What do people fear now? | 2023-02-27 | 2023-03-05
After the sacking last week, who leads the firm? | 2023-03-06 | 2023-03-12
2022년에 누리호는 성공했나? | 2022-01-01 | 2022-12-31
작년 출산율은 얼마였나? | 2022-01-01 | 2022-12-31
올해 출산율은 얼마인가? | 2023-01-01 | 2023-03-16
2022년 1분기 성장률은? | 2022-01-01 | 2022-03-31
4분기 성장률은? | 2022-10-01 | 2022-12-31
지난 여름 산불은? | 2022-06-01 | 2022-08-31
3년 전 출산율은? | 2019-09-15 | 2020-09-15
1990년대 위기는 왜 왔나? | 1990-01-01 | 1999-12-31
2021년부터 2022년까지 무엇이 바뀌었나? | 2021-01-01 | 2022-12-31
"""

_NOTHING = """
Why does Korea need Japan for R&D?
May said that the line was open. Was it?
What did May say about the deal?
Who marched in the March for Our Lives?
Did the march end in violence?
Who has confidence in May?
Is the shop open 24/7?
How did COVID-19 begin?
What did the G20 agree on?
Why was the Boeing 737 grounded?
What is the 2030 target?
What will happen in 2024?
What will the Fed do next month?
What is planned for next week?
Who turned 75?
Who turned 45 in '90 minutes'?
What is the 50/50 rule?
What is a 9/11 truther?
What will the Fed do tonight?
Did the firm pay $2,022 million?
Were 2000 homes destroyed?
How did 2,000 people escape?
Which hike was the highest since 1994?
Who is the first president since 1953 to resign?
Who was elected?
What changed since the election?
What happens at the summit on 31 February?
Which date is 2023-13-45?
What did Dr. August find in June Carter's papers?
Who hosts Last Week Tonight?
Who wrote the song "Yesterday"?
What is “March 2022” about?
Who won the last 3 games of the war?
What was the last week of the war like?
What happened three days before the vote?
How does today's economy compare?
How much dearer is milk than a year ago?
Which film opens on Friday?
Who died in the year 20230?
Which tests run on version 1.2023?
누리호는 왜 실패했나?
5년 만에 최고인 것은?
선거 3일 전에 무슨 일이 있었나?
2030년까지 목표는 무엇인가?
다음 달 금리는 오를까?
내년에 무엇이 바뀌나?
오늘날 경제는 어떤가?
1994년 이후 최대 인상은?
코로나19는 어디서 왔나?
4월 16일을 왜 기억하나?
3개월은 며칠인가?
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


def _read(text: str, now: datetime = NOW, **limits: object) -> Understood:
    return understand(Question(text, now, **limits), lambda: SOURCES)  # type: ignore[arg-type]


def _day(written: str) -> date | None:
    return None if written == "-" else date.fromisoformat(written)


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(_rows(_LIMITS) + _rows(_PREFERENCES) + _rows(_NOTHING)) >= 120
    assert len(_rows(_NOTHING)) >= 40


@pytest.mark.parametrize(("text", "since", "until"), _rows(_LIMITS))
def test_a_time_that_is_plain_limits_the_search(text: str, since: str, until: str) -> None:
    window = _read(text).window
    assert window
    assert (window.since and window.since.date(), window.until and window.until.date()) == (_day(since), _day(until))


@pytest.mark.parametrize(("text", "since", "until"), _rows(_PREFERENCES))
def test_a_time_that_is_only_likely_limits_nothing_and_is_told(text: str, since: str, until: str) -> None:
    read = _read(text)
    assert read.window is None
    assert read.around
    assert read.around.since
    assert read.around.until
    assert (read.around.since.date(), read.around.until.date()) == (_day(since), _day(until))
    assert read.focus
    assert read.around.since < read.focus < read.around.until
    assert read.words == in_words(text, NOW.date())


@pytest.mark.parametrize("text", _NOTHING.strip().splitlines())
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    read = _read(text)
    assert (read.window, read.around) == (None, None)


def test_what_happened_is_still_reported_for_some_days() -> None:
    week, month = _read("Who resigned last week?", NOW), _read("Who resigned in May 2022?")
    assert week.reported_until == datetime(2023, 3, 15, 23, 59, 59, 999999, UTC)
    assert month.reported_until == datetime(2022, 6, 14, 23, 59, 59, 999999, UTC)
    assert _read("Who resigned yesterday?").reported_until == datetime(2023, 3, 16, 23, 59, 59, 999999, UTC)


def test_relative_dates_count_from_as_of() -> None:
    window = _read("Who resigned yesterday?", as_of=datetime(2020, 1, 1, tzinfo=UTC)).window
    assert window
    assert window.since == datetime(2019, 12, 31, tzinfo=UTC)


def test_two_months_to_compare_limit_nothing() -> None:
    assert _read("Did more people die in February 2023 than in March 2022?").window is None


def test_words_that_became_limits_are_not_searched_for() -> None:
    assert _read("According to Bay Ledger, what did the Fed do last week?").words == "what did the Fed do?"
    assert _read("지난주에 연준은 무엇을 했나?").words == "연준은 무엇을 했나?"


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("What failed, according to the Harbour Ledger?", {SOURCES[0]}),
        ("What failed, according to The Ledger?", {SOURCES[0], SOURCES[1]}),
        ("According to the Harbor Ledger, what failed?", {SOURCES[0]}),
        ("What did Orbit & Field report about Webb?", {SOURCES[2]}),
        ("What stood in the Harbour Ledger?", {SOURCES[0]}),
        ("According to CNN, who won?", {"cnn.com"}),
        ("한빛경제에 따르면 누리호는 어떻게 되었나?", {SOURCES[3]}),
        ("누리호에 대한 한빛경제 보도에 따르면 무엇이 실패했나?", {SOURCES[3]}),
        ("Why was The Ledger company sued?", set()),
        ("Who was hurt in the Harbour Ledger building?", set()),
        ("According to the Times, what failed?", set()),
        ("According to Orbit, what failed?", set()),
        ("According to the ledger of the firm, what failed?", set()),
        ("정부에 따르면 무엇이 실패했나?", set()),
        ("한빛경제 건물에서 불이 났나?", set()),
    ],
)
def test_sources_are_asked_for_only_where_they_speak(text: str, sources: set[str]) -> None:
    assert set(_read(text).sources) == sources


@pytest.mark.parametrize(
    ("text", "unknown", "words"),
    [
        ("According to Reuters, what failed?", ("Reuters",), "what failed?"),
        ("according to the associated press what failed", ("the associated press",), "what failed?"),
        ("What did the Alder Tribune report about Webb?", ("the Alder Tribune",), "What about Webb?"),
        ("새한일보에 따르면 무엇이 실패했나?", ("새한일보",), "무엇이 실패했나?"),
        ("According to Bay Ledger, what failed?", (), "what failed?"),
        ("According to Mira Olsen, what failed?", (), "According to Mira Olsen, what failed?"),
        ("뉴스에 따르면 무엇이 실패했나?", (), "뉴스에 따르면 무엇이 실패했나?"),
    ],
)
def test_a_paper_that_the_archive_has_nothing_of_is_told_apart(text: str, unknown: tuple[str, ...], words: str) -> None:
    read = _read(text)
    assert (read.unknown_sources, read.words) == (unknown, words)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("latest news about the bridge", "the bridge?"),
        ("latest on the bridge", "the bridge?"),
        ("What's new with the bridge?", "the bridge?"),
        ("hey, any news on the bridge?", "the bridge?"),
        ("what are the latest updates about the bridge", "the bridge?"),
        ("bridge latest news", "bridge?"),
        ("latest toll on the bridge", "toll on the bridge?"),
        ("최근 누리호 소식 알려줘", "누리호?"),
        ("누리호 최신 뉴스 있나요?", "누리호?"),
        ("누리호에 대한 소식은?", "누리호?"),
    ],
)
def test_a_wish_for_the_newest_is_an_order_and_no_words(text: str, topic: str) -> None:
    read = understand(Question(text, NOW), lambda: SOURCES, lambda _: datetime(2023, 1, 31, tzinfo=UTC))
    assert (read.words, read.newest_first, read.window) == (topic, True, None)
    assert read.around
    assert read.around.until == datetime(2023, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["Latest data shows that which bridge fell?", "What is the latest referendum?", "Who reads the latest news?",
     "Which updates of the bridge failed?", "최근 3개월 수출은 어땠나?", "누가 최신 뉴스를 썼나?"],
)  # fmt: skip
def test_a_question_for_something_else_is_no_wish_for_the_newest(text: str) -> None:
    assert not _read(text).newest_first


@pytest.mark.parametrize(
    ("text", "since", "is_limit"),
    [
        ("Who resigned in September?", date(2022, 9, 1), True),
        ("Who resigned in January?", date(2023, 1, 1), True),
        ("What did she say about a rise in September?", date(2022, 9, 1), False),
        ("1월에 누가 사임했나?", date(2023, 1, 1), True),
        ("Who resigned in September 2024?", date(2024, 9, 1), True),
        ("Who resigned last week?", date(2025, 12, 22), True),
    ],
)
def test_a_month_without_a_year_is_the_last_that_an_old_archive_has(text: str, since: date, is_limit: bool) -> None:
    asked = datetime(2026, 1, 1, tzinfo=UTC)
    read = understand(Question(text, asked), lambda: SOURCES, lambda _: datetime(2023, 2, 1, tzinfo=UTC))
    assert read.around
    assert read.around.since
    assert (read.around.since.date(), read.window is not None) == (since, is_limit)


def test_phrases_in_quotation_marks_are_kept_as_they_stand() -> None:
    assert _read('Who said "read my lips" and “no new taxes”?').phrases == ("read my lips", "no new taxes")
    assert _read("Who won the 5\" gun's '90s prize?").phrases == ()


def test_limits_given_beside_the_question_win() -> None:
    since = datetime(2022, 1, 1, tzinfo=UTC)
    read = _read("What did the Fed do last week, according to Bay Ledger?", since=since, sources=("cnn.com",))
    assert (read.window, read.around, read.sources) == (None, None, ())


@pytest.mark.parametrize("text", ["🙂🙂", "?!", "What is it?", "and the", "그것은 왜?", "+ - :"])
def test_a_question_without_words_has_nothing_to_search_for(text: str) -> None:
    assert _read(text).words == ""


def test_a_question_of_any_length_is_read_in_part() -> None:
    read = _read("What did the Fed do? " * 500)
    assert read.is_cut
    assert len(read.words) <= LONGEST_CHARACTERS


_PIECES = st.sampled_from(
    ["between", "from", "since", "before", "in", "on", "the", "last", "3", "31", "February", "May", "2023", "1999",
     "to", "and", "week", "ago", "two", "days", "summer of", "Q1", "-", "–", ",", "according to", "The", "Ledger", "“",
     "”",
     "2022년", "3월", "30일", "부터", "까지", "지난", "주", "이후", "전", "에", "월요일", "에 따르면", "\0", "$where"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=12).map(" ".join)), st.dates(date(1700, 1, 1)))
def test_any_text_is_read_and_windows_start_before_they_end(text: str, today: date) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    now = datetime(today.year, today.month, today.day, tzinfo=UTC)
    read = understand(Question(text, now), lambda: SOURCES)
    for window in filter(None, (read.window, read.around)):
        if window.since and window.until:
            assert window.since <= window.until
        for end in filter(None, (window.since, window.until)):
            assert end <= now + timedelta(days=1)
    if read.window and read.reported_until:
        assert read.window.until
        assert read.window.until <= read.reported_until
