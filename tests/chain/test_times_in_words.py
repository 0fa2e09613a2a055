"""Times in English and Korean words, asked on Wednesday, 15 May 2024: read, told to be none, or left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clippings.chain.query.understanding import understand
from clippings.chain.retrieval.empty_window import asks_what_happened
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import SearchResults, search_passages
from clippings.core.time_window import end_of, start_of
from clippings.core.types import Question
from clippings.core.understood import Understood
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

NOW = datetime(2024, 5, 15, 12, tzinfo=UTC)

_LIMITS = """
Who was arrested a few days ago? | 2024-05-10 | 2024-05-14
Who was arrested on 12/24/2023? | 2023-12-24 | 2023-12-24
Who was arrested on Dec 24th 2023? | 2023-12-24 | 2023-12-24
who was arrested on december 24, 2023? | 2023-12-24 | 2023-12-24
Who was arrested on Sunday 24 December 2023? | 2023-12-24 | 2023-12-24
Who was arrested on the 24th of December, 2023? | 2023-12-24 | 2023-12-24
On 24 December 2023, who was arrested? | 2023-12-24 | 2023-12-24
Who was arrested on 24-12-2023? | 2023-12-24 | 2023-12-24
Who was arrested on April 30? | 2024-04-30 | 2024-04-30
Who was arrested in Dec. 2023? | 2023-12-01 | 2023-12-31
Who was arrested in late December 2023? | 2023-12-01 | 2023-12-31
Who was arrested during the second half of April? | 2024-04-16 | 2024-04-30
Who was arrested the week of April 22? | 2024-04-22 | 2024-04-28
Who was arrested in the last week of April? | 2024-04-22 | 2024-04-28
Who was arrested the weekend before last? | 2024-05-04 | 2024-05-05
Who was arrested over the weekend? | 2024-05-10 | 2024-05-12
Who was arrested since Thursday? | 2024-05-09 | -
Who has been arrested since the weekend? | 2024-05-10 | -
Who has been arrested since April? | 2024-04-01 | -
Who has been arrested since mid-April? | 2024-04-01 | -
Who was arrested four days ago? | 2024-05-11 | 2024-05-11
Who was arrested two months ago? | 2024-02-29 | 2024-03-30
Who was arrested in the past 3 weeks? | 2024-04-24 | 2024-05-15
Who was arrested within the last 10 days? | 2024-05-05 | 2024-05-15
Who was arrested last Wed.? | 2024-05-08 | 2024-05-15
Who was arrested Monday? | 2024-05-13 | 2024-05-13
Who was arrested yesterday evening? | 2024-05-14 | 2024-05-14
Who was arrested from April 3 through April 9? | 2024-04-03 | 2024-04-09
Who was arrested Apr 3 - Apr 9, 2024? | 2024-04-03 | 2024-04-09
Who was arrested in April and May 2024? | 2024-04-01 | 2024-05-15
Who was arrested before Christmas 2023? | - | 2023-12-24
Who was arrested after the flood of April 2024? | 2024-04-01 | -
2023년 12월 24일 누가 체포됐나? | 2023-12-24 | 2023-12-24
23년 12월 24일 누가 체포됐나? | 2023-12-24 | 2023-12-24
2023/12/24에 누가 체포됐나? | 2023-12-24 | 2023-12-24
12월 24일에 누가 체포됐나? | 2023-12-24 | 2023-12-24
4월 말에 누가 체포됐나? | 2024-04-01 | 2024-04-30
4월 마지막 주에 누가 체포됐나? | 2024-04-22 | 2024-04-28
4월 첫째 주 누가 체포됐나? | 2024-04-01 | 2024-04-07
지난주 금요일에 누가 체포됐나? | 2024-05-10 | 2024-05-10
지난주 토요일 누가 체포됐나? | 2024-05-11 | 2024-05-11
이번 주 월요일에 누가 체포됐나? | 2024-05-13 | 2024-05-13
주말에 누가 체포됐나? | 2024-05-10 | 2024-05-12
사흘 전에 누가 체포됐나? | 2024-05-12 | 2024-05-12
한 달 전에 누가 체포됐나? | 2024-03-31 | 2024-04-30
4월부터 누가 체포됐나? | 2024-04-01 | -
지난달부터 누가 체포됐나? | 2024-04-01 | -
4월 3일에서 9일 사이에 누가 체포됐나? | 2024-04-03 | 2024-04-09
어젯밤 누가 체포됐나? | 2024-05-14 | 2024-05-15
최근 사흘간 누가 체포됐나? | 2024-05-12 | 2024-05-15
지난 한 달 동안 누가 체포됐나? | 2024-04-15 | 2024-05-15
Which films led in the first weekend of March 2023? | 2023-03-04 | 2023-03-05
how many were hurt from nov 2022 till jan 2023 | 2022-11-01 | 2023-01-31
What did the council decide on 3/15/2023? | 2023-03-15 | 2023-03-15
What did the council decide on Mar. 15, '23? | 2023-03-15 | 2023-03-15
What did the council decide on 15 Mar '23? | 2023-03-15 | 2023-03-15
What did the council decide on Mar 15 2023? | 2023-03-15 | 2023-03-15
What did the council decide on march 15 2023? | 2023-03-15 | 2023-03-15
what happened on march 15th, 2023 | 2023-03-15 | 2023-03-15
What did the council decide on Wednesday, March 15, 2023? | 2023-03-15 | 2023-03-15
What did the council decide on Wed 15 March 2023? | 2023-03-15 | 2023-03-15
What did the council decide on 15-Mar-2023? | 2023-03-15 | 2023-03-15
What did the council decide on 2023/3/15? | 2023-03-15 | 2023-03-15
What did the council decide on 20230315? | 2023-03-15 | 2023-03-15
What did the council decide on 15/03/23? | 2023-03-15 | 2023-03-15
What did the council decide on 15.3.23? | 2023-03-15 | 2023-03-15
What did the council decide on the fifteenth of March 2023? | 2023-03-15 | 2023-03-15
What did the council decide on March fifteenth? | 2024-03-15 | 2024-03-15
What did the council decide on the Ides... no, on 4/30? | 2024-04-30 | 2024-04-30
What did the council decide in 3/2023? | 2023-03-01 | 2023-03-31
What did the council decide in 2023-03? | 2023-03-01 | 2023-03-31
What happened in Seoul in March 2023? | 2023-03-01 | 2023-03-31
What happened in Seoul in march 2023? | 2023-03-01 | 2023-03-31
what happened in seoul in mar 2023 | 2023-03-01 | 2023-03-31
What happened in Seoul in March of 2023? | 2023-03-01 | 2023-03-31
What happened in Seoul last March? | 2024-03-01 | 2024-03-31
What happened in Seoul this March? | 2024-03-01 | 2024-03-31
What happened in Seoul in early March 2023? | 2023-03-01 | 2023-03-31
What happened in Seoul at the end of March 2023? | 2023-03-01 | 2023-03-31
What happened in Seoul in mid-March? | 2024-03-01 | 2024-03-31
What has been said since Monday? | 2024-05-13 | -
What has the mayor said since last Friday? | 2024-05-10 | -
What has the mayor said since yesterday? | 2024-05-14 | -
What has the mayor said since March 3? | 2024-03-03 | -
What has the mayor said since the start of the year? | 2024-01-01 | -
What has the mayor said since early April? | 2024-04-01 | -
What has the mayor said since two weeks ago? | 2024-05-01 | -
What was passed three months ago? | 2024-01-31 | 2024-03-01
What was passed ten days ago? | 2024-05-05 | 2024-05-05
What was passed a week ago? | 2024-05-05 | 2024-05-11
What was passed a fortnight ago? | 2024-04-28 | 2024-05-04
What happened in the week of March 13? | 2024-03-11 | 2024-03-17
What happened during the week of March 13, 2023? | 2023-03-13 | 2023-03-19
What happened in the second week of March? | 2024-03-11 | 2024-03-17
What happened in the first week of March 2023? | 2023-02-27 | 2023-03-05
What happened in the first half of March 2023? | 2023-03-01 | 2023-03-15
What happened the weekend of March 18, 2023? | 2023-03-18 | 2023-03-19
What happened in the past fortnight? | 2024-05-01 | 2024-05-15
What happened in the past 24 hours? | 2024-05-14 | 2024-05-15
What happened over the last few days? | 2024-05-12 | 2024-05-15
What happened over the past couple of weeks? | 2024-05-01 | 2024-05-15
What happened in the past month? | 2024-04-15 | 2024-05-15
What happened so far this month? | 2024-05-01 | 2024-05-15
What happened the week before last? | 2024-04-29 | 2024-05-05
What happened the month before last? | 2024-03-01 | 2024-03-31
What happened on New Year's Day 2024? | 2024-01-01 | 2024-01-01
What happened between March 3 and March 10, 2023? | 2023-03-03 | 2023-03-10
What happened from 3/3/2023 to 3/10/2023? | 2023-03-03 | 2023-03-10
What happened from 28 February to 3 March 2023? | 2023-02-28 | 2023-03-03
What happened from 2023-03-03 to 2023-03-10? | 2023-03-03 | 2023-03-10
What happened 3-10 March 2023? | 2023-03-03 | 2023-03-10
What happened from December 2022 to February 2023? | 2022-12-01 | 2023-02-28
What happened between Monday and Wednesday? | 2024-05-13 | 2024-05-15
What was reported before 15 March 2023? | - | 2023-03-14
What was reported after March 15, 2023? | 2023-03-15 | -
What was reported prior to March 2023? | - | 2023-02-28
What did the mayor say yesterday morning? | 2024-05-14 | 2024-05-14
What did the mayor say on Tuesday? | 2024-05-14 | 2024-05-14
What did the mayor say last Tuesday? | 2024-05-14 | 2024-05-14
What did the mayor say on tuesday? | 2024-05-14 | 2024-05-14
What did the mayor say on Tues.? | 2024-05-14 | 2024-05-14
What did the mayor say earlier this week? | 2024-05-08 | 2024-05-15
2023년 3월에 서울에서 무슨 일이 있었나? | 2023-03-01 | 2023-03-31
'23년 3월에 무슨 일이 있었나? | 2023-03-01 | 2023-03-31
'23년 3월 무슨 일이 있었나? | 2023-03-01 | 2023-03-31
23년 3월에 무슨 일이 있었나? | 2023-03-01 | 2023-03-31
23년 3월 15일에 무슨 일이 있었나? | 2023-03-15 | 2023-03-15
2023년 3월 15일(수) 무슨 일이 있었나? | 2023-03-15 | 2023-03-15
2023.3.15에 무슨 일이 있었나? | 2023-03-15 | 2023-03-15
2023-03-15에 무슨 일이 있었나? | 2023-03-15 | 2023-03-15
2023. 3. 15. 무슨 일이 있었나? | 2023-03-15 | 2023-03-15
'23.3.15에 무슨 일이 있었나? | 2023-03-15 | 2023-03-15
3월 둘째 주에 무슨 일이 있었나? | 2024-03-11 | 2024-03-17
3월 둘째 주 무슨 일이 있었나? | 2024-03-11 | 2024-03-17
3월 2주차에 무슨 일이 있었나? | 2024-03-11 | 2024-03-17
2023년 3월 셋째주에 무슨 일이 있었나? | 2023-03-13 | 2023-03-19
3월 초에 무슨 일이 있었나? | 2024-03-01 | 2024-03-31
3월 13일 주에 무슨 일이 있었나? | 2024-03-11 | 2024-03-17
작년 3월에 무슨 일이 있었나? | 2023-03-01 | 2023-03-31
지난해 12월 무슨 일이 있었나? | 2023-12-01 | 2023-12-31
지난 3월에 무슨 일이 있었나? | 2024-03-01 | 2024-03-31
지난달에 무슨 일이 있었나? | 2024-04-01 | 2024-04-30
지지난주에 무슨 일이 있었나? | 2024-04-29 | 2024-05-05
지지난달에 무슨 일이 있었나? | 2024-03-01 | 2024-03-31
월요일 이후 시장은 무슨 말을 했나? | 2024-05-13 | -
지난주부터 무슨 일이 있었나? | 2024-05-06 | -
어제부터 무슨 일이 있었나? | 2024-05-14 | -
3월 15일부터 무슨 일이 있었나? | 2024-03-15 | -
3월 3일~10일 무슨 일이 있었나? | 2024-03-03 | 2024-03-10
화요일에 시장은 무슨 말을 했나? | 2024-05-14 | 2024-05-14
지난 화요일에 시장은 무슨 말을 했나? | 2024-05-14 | 2024-05-14
이틀 전 무슨 일이 있었나? | 2024-05-13 | 2024-05-13
2주 전에 무슨 일이 있었나? | 2024-04-28 | 2024-05-04
일주일 전 무슨 일이 있었나? | 2024-05-08 | 2024-05-08
두 달 전에 무슨 일이 있었나? | 2024-02-29 | 2024-03-30
최근 일주일간 무슨 일이 있었나? | 2024-05-08 | 2024-05-15
오늘 아침 무슨 일이 있었나? | 2024-05-14 | 2024-05-15
올해 3월에 무슨 일이 있었나? | 2024-03-01 | 2024-03-31
올 3월에 무슨 일이 있었나? | 2024-03-01 | 2024-03-31
"""

_PREFERENCES = """
Who won in the spring of 2023? | 2023-03-01 | 2023-05-31
Who won in early 2023? | 2023-01-01 | 2023-12-31
How were sales in fiscal Q4 2023? | 2023-10-01 | 2023-12-31
How were sales in 3Q 2023? | 2023-07-01 | 2023-09-30
How were sales in the third quarter of last year? | 2023-07-01 | 2023-09-30
How were sales in the first half of the year? | 2024-01-01 | 2024-05-15
What was built five years ago? | 2018-11-13 | 2019-11-14
What was built a decade ago? | 2013-11-13 | 2014-11-14
What was built last autumn? | 2023-09-01 | 2023-11-30
What was built in the late 1990s? | 1990-01-01 | 1999-12-31
What was built in the '90s? | 1990-01-01 | 1999-12-31
What was built between 2019 and 2021? | 2019-01-01 | 2021-12-31
2023년 하반기 실적은 어땠나? | 2023-07-01 | 2023-12-31
작년 4분기 실적은 어땠나? | 2023-10-01 | 2023-12-31
지난겨울에 무엇이 얼었나? | 2023-12-01 | 2024-02-29
5년 전에 무엇이 지어졌나? | 2018-11-13 | 2019-11-14
10여 년 전에 무엇이 지어졌나? | 2013-11-13 | 2014-11-14
What happened in Seoul in March last year? | 2023-03-01 | 2023-03-31
What was reported as of March 2023? | 2023-03-01 | 2023-03-31
What was reported by March 2023? | 2023-03-01 | 2023-03-31
Which fires burned around Aug 22, 2020? | 2020-08-22 | 2020-08-22
How did profits do in the last quarter? | 2024-01-01 | 2024-03-31
How did sales do in Q1 2023? | 2023-01-01 | 2023-03-31
How did sales do in 1Q23? | 2023-01-01 | 2023-03-31
How did sales do in Q1 '23? | 2023-01-01 | 2023-03-31
How did sales do in Q1/2023? | 2023-01-01 | 2023-03-31
How did sales do in the first quarter of 2023? | 2023-01-01 | 2023-03-31
How did sales do in the first quarter? | 2024-01-01 | 2024-03-31
How did sales do last quarter? | 2024-01-01 | 2024-03-31
How did sales do in the second half of 2023? | 2023-07-01 | 2023-12-31
How did sales do in 2023 H2? | 2023-07-01 | 2023-12-31
What burned last summer? | 2023-06-01 | 2023-08-31
What burned in the summer of '23? | 2023-06-01 | 2023-08-31
What burned in summer 2023? | 2023-06-01 | 2023-08-31
What froze last winter? | 2023-12-01 | 2024-02-29
What froze in the winter of 2022-23? | 2022-12-01 | 2023-02-28
What was passed three years ago? | 2020-11-13 | 2021-11-14
What was passed a year ago? | 2022-11-13 | 2023-11-14
What was passed 2 yrs ago? | 2021-11-13 | 2022-11-14
What happened in the past year? | 2023-05-15 | 2024-05-15
What happened in the last decade? | 2014-05-15 | 2024-05-15
What happened the year before last? | 2022-01-01 | 2022-12-31
What happened so far this year? | 2024-01-01 | 2024-05-15
2023년 1분기 실적은 어땠나? | 2023-01-01 | 2023-03-31
1분기 실적은 어땠나? | 2024-01-01 | 2024-03-31
지난 분기 실적은 어땠나? | 2024-01-01 | 2024-03-31
지난해 상반기 실적은 어땠나? | 2023-01-01 | 2023-06-30
지난여름에 무슨 불이 났나? | 2023-06-01 | 2023-08-31
작년 여름에 무슨 불이 났나? | 2023-06-01 | 2023-08-31
3년 전에 무슨 법이 통과됐나? | 2020-11-13 | 2021-11-14
삼 년 전에 무슨 법이 통과됐나? | 2020-11-13 | 2021-11-14
2023년에 무슨 일이 있었나? | 2023-01-01 | 2023-12-31
재작년에 무슨 일이 있었나? | 2022-01-01 | 2022-12-31
"""

_NO_DAYS = """
Who was arrested on April 31, 2023?
Who was arrested on 31 September?
Who was arrested on the 30th of February?
Who was arrested on feb 30?
Who was arrested on 2023/04/31?
Who was arrested on 45/13/2023?
Who was arrested on Feb. 29, 2023?
4월 31일에 누가 체포됐나?
2023년 6월 31일 누가 체포됐나?
2023.2.29에 누가 체포됐나?
23년 2월 29일에 누가 체포됐나?
What happened on February 30?
What happened on February 30, 2023?
What happened on 31 April 2023?
What happened on 2/30/2023?
What happened on 13/13/2023?
What happened on 2023-02-30?
What happened on February 29, 2023?
What happened on 32 March 2023?
2023년 2월 30일에 무슨 일이 있었나?
2월 30일에 무슨 일이 있었나?
2023년 13월에 무슨 일이 있었나?
3월 32일에 무슨 일이 있었나?
2023-02-30에 무슨 일이 있었나?
What happened between February 28 and February 30, 2023?
What happened since 31 June 2023?
"""

_NOTHING = """
Who started Photo Share Saturday?
올여름에 무엇이 지어지나?
What did Theresa May sign?
Who is Judge April Reyes?
What is the Women's March?
Did three quarters of the voters agree?
Is 7/10 a good grade?
What is the ratio, 16/9?
Who wears number 10.5 shoes?
What happened in Room 1984?
Who directed Blade Runner 2049?
What is the Friday mosque?
Who sings Sunday Morning?
What is the summer school about?
Why are fall prices low?
Who fell in the second round?
How many of the 31 people were hurt?
What does section 12/24 say?
8·15 기념식은 어디서 열리나?
3분의 1이 찬성했나?
일요일마다 여는 시장은?
4월은 잔인한 달인가?
10월 유신은 무엇인가?
5월 단체는 무엇인가?
월화수목금요일은 며칠인가?
이월상품은 무엇인가?
How did Bren turn it around in the last quarter?
Who scored in the fourth quarter?
Was there unrest at the volcano during 2002-05?
Can I use the app after Jan 19?
Do bison always fight in July?
What time does the moon rise on Nov 5?
저항의 금요일에 몇 명이 모였나?
Why did May resign?
What did May say to the party in 10 minutes?
Who is April Jones?
Who is June Carter?
What is the March for Life?
How many people joined the march?
Did 1/2 of the voters stay at home?
Did 2/3 of the members agree?
Is the clinic open 24/7?
What is a 50/50 chance?
How many of the 9/11 families came?
Who won the 4x100 relay?
What does rule 3.15.2 say?
Who sells the Boeing 787-9?
How tall is the 2,023 foot tower?
Did 2023 people sign the petition?
What costs 2023 dollars?
What is Article 5.3?
Who called 555-1234?
What is the score, 3-2?
Who lives at 1600 Main Street?
What does Route 2020 cost?
What may happen to the port?
Who will second the motion?
What was the second quarter of the game like?
What did he do in the last quarter of the match?
Did the spring of the clock break?
Who won Monday Night Football?
What is Black Friday?
What is Juneteenth?
What is Agenda 2030?
What is the Fall River mill?
Who sat in Winter Park?
Did the sun come out?
24시간 영업하는 곳은?
3·1운동은 왜 일어났나?
5.18 기념식은 어디서 열렸나?
오월의 노래는 무엇인가?
1/2 이상이 찬성했나?
4대강 사업은 무엇인가?
3월의 라이온은 무엇인가?
2024년형 차는 무엇인가?
10일 동안 무엇을 했나?
이번 결정은 왜 나왔나?
오늘날 청년은 무엇을 원하나?
월드컵은 어디서 열리나?
금요일마다 무엇을 하나?
제2회 대회는 어디서 열렸나?
3주년 기념식은 어땠나?
What does the Audi Q5 cost?
5분기 연속 적자를 낸 곳은?
13월의 월급은 무엇인가?
Were 31 people hurt in June Lake?
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


def _read(text: str) -> Understood:
    return understand(Question(text, NOW), lambda: [])


def _days(since: str, until: str) -> tuple[date | None, date | None]:
    first, last = (None if day == "-" else date.fromisoformat(day) for day in (since, until))
    return first, last


@pytest.mark.parametrize(("text", "since", "until"), _rows(_LIMITS))
def test_a_plain_time_is_a_limit(text: str, since: str, until: str) -> None:
    window = _read(text).window
    assert window
    assert (window.since and window.since.date(), window.until and window.until.date()) == _days(since, until)


@pytest.mark.parametrize(("text", "since", "until"), _rows(_PREFERENCES))
def test_a_long_time_is_a_preference(text: str, since: str, until: str) -> None:
    read = _read(text)
    assert read.window is None
    assert read.around
    assert (read.around.since and read.around.since.date(), read.around.until and read.around.until.date()) == _days(
        since, until
    )


@pytest.mark.parametrize("text", _NO_DAYS.strip().splitlines())
def test_a_day_of_no_calendar_is_told_and_limits_nothing(text: str) -> None:
    read = _read(text)
    assert read.not_days
    assert read.window is None
    assert all(written in text and written not in read.words for written in read.not_days)


@pytest.mark.parametrize("text", _NOTHING.strip().splitlines())
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    read = _read(text)
    assert (read.window, read.around, read.not_days, read.to_come) == (None, None, (), None)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("What was decided on 3/5/2023?", ("3/5/2023",)),
        ("What was decided on 3-5-2023?", ("3-5-2023",)),
        ("What was decided on 3/15/2023?", ()),
        ("What was decided on 5/5/2023?", ()),
        ("What was decided on 3.5.2023?", ()),
    ],
)
def test_figures_that_may_be_two_days_are_told(text: str, dates: tuple[str, ...]) -> None:
    assert _read(text).unsure_days == dates


@pytest.mark.parametrize("text", ["What was decided in June 2031?", "2031년 6월에 무엇을 결정했나?"])
def test_a_time_to_come_is_told(text: str) -> None:
    to_come = _read(text).to_come
    assert to_come
    assert to_come.since == datetime(2031, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How did sales do in Q1 2023?", "How did sales do in the first quarter of 2023?"),
        ("How did sales do in 2Q23?", "How did sales do in the second quarter of 2023?"),
        ("How did sales do in H2 '22?", "How did sales do in the second half of 2022?"),
        ("What does the Audi Q3 cost?", "What does the Audi Q3 cost?"),
    ],
)
def test_quarters_are_searched_for_as_articles_write_them(text: str, words: str) -> None:
    assert _read(text).words == words


@pytest.mark.parametrize(
    ("words", "anywhere", "at_no_place"),
    [
        ("What happened?", True, True),
        ("what happened in Port Sorrel?", True, False),
        ("무슨 일이 있었나?", True, True),
        ("소렐항에서 무슨 일이 있었나?", True, False),
        ("What happened to the mayor?", False, False),
        ("What happened in Port Sorrel, and who was hurt?", False, False),
        ("시장에게 왜 그런 일이 있었나?", False, False),
    ],
)
def test_what_happened_is_a_question_of_its_own(words: str, anywhere: bool, at_no_place: bool) -> None:
    assert (asks_what_happened(words), asks_what_happened(words, at_a_place=False)) == (anywhere, at_no_place)


@pytest.fixture
def harbour(archive: Archive, write_jsonl: Callable[..., Path]) -> Archive:
    path = write_jsonl(
        {"url": "https://h.example/1", "title": "Ferry runs again", "source": "Harbour", "published_at": "2023-03-16",
         "text": "The ferry between Port Sorrel and the island ran again after a week of storms."},
        {"url": "https://h.example/2", "title": "연락선 운항 재개", "source": "하버", "published_at": "2023-03-17",
         "text": "소렐항과 섬을 잇는 연락선이 폭풍으로 일주일 동안 멈췄다가 다시 다니기 시작했다."},
    )  # fmt: skip
    ingest(archive, [str(path)], QuietListener())
    return archive


def _found(archive: Archive, text: str, **limits: str) -> SearchResults:
    ends = {name: (start_of if name == "since" else end_of)(day) for name, day in limits.items()}
    return search_passages(HybridRetriever(archive=archive), Question(text, NOW, **ends))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "limits", "note"),
    [
        ("무슨 일이 있었나?", {"since": "2021-03-01", "until": "2021-03-31"}, "기사가 아카이브에 없습니다: 2021년 3월"),
        ("What happened?", {"since": "2021-03-02", "until": "2021-03-02"}, "holds no article from 2 March 2021"),
        ("2021년 3월에 무슨 일이 있었나?", {}, "기사가 아카이브에 없습니다: 2021년 3월"),
        ("What happened in Port Sorrel in March 2021?", {}, "holds no article from March 2021"),
        ("What happened on February 30?", {}, "“February 30”"),
        ("2031년 6월에 무슨 일이 있었나?", {}, "2031년 6월"),
    ],
)
def test_a_time_that_holds_nothing_is_told_and_no_other_searched(
    harbour: Archive, text: str, limits: dict[str, str], note: str
) -> None:
    found = _found(harbour, text, **limits)
    assert found.passages == []
    assert any(note in one for one in found.notes)


def test_a_window_with_articles_is_not_called_empty(harbour: Archive) -> None:
    found = _found(harbour, "무슨 일이 있었나?", since="2023-03-17", until="2023-03-17")
    assert [one.article.source for one in found.passages] == ["하버"]
    assert not any("아카이브에 없습니다" in note for note in found.notes)


def test_a_question_with_a_topic_is_searched_everywhere_and_told_so(harbour: Archive) -> None:
    found = _found(harbour, "Why did the ferry stop on February 30?")
    assert found.passages
    assert found.question.text == "Why did the ferry stop?"
    assert any("all days" in note for note in found.notes)
