"""The words of cards and buttons that are the bot's own, in English and Korean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clippings.core.time_window import day, korean_day


@dataclass(frozen=True, slots=True)
class Labels:
    """One language. Texts with {} take the named thing in its place."""

    date: Callable[[datetime | None], str]
    nearest: str
    related: str
    also_in: str
    more_clippings: str
    untitled: str
    quotes_only: str
    worded_by: str
    as_of: str
    searched: str
    searching: str
    waiting: str
    show_passages: str
    follow_up: str
    newer: str
    older: str
    back: str
    on: str
    page: str
    not_cited: str
    superseded: str
    not_in_the_archive: str
    why_good: str
    why_bad: str
    reason: str
    reason_hint: str
    thanks: str
    next_question: str
    next_hint: str
    answered_in: str
    timeline: str
    no_timeline: str
    said: str
    no_words_of: str
    more_words: str
    speaks_for: str
    speaks_against: str
    archive: str
    contents: str
    undated: str
    no_articles: str
    sources: str
    more_sources: str
    source_line: str


ENGLISH = Labels(
    date=day,
    nearest="Nearest clippings",
    related="On the topic, but not the answer:",
    also_in="also in: {}",
    more_clippings="{} more clippings are not shown",
    untitled="Untitled",
    quotes_only="Quotes only",
    worded_by="Worded by {}",
    as_of="As of {}",
    searched="Searched: {}",
    searching="🔎 Searching {} articles…",
    waiting="Questions before this one: {}",
    show_passages="Show passages",
    follow_up="Follow up",
    newer="Newer",
    older="Older",
    back="Back",
    on="Next",
    page="Passage {} of {}",
    not_cited="not cited in the answer",
    superseded="corrected or withdrawn since",
    not_in_the_archive="This passage is not in the archive any more.",
    why_good="What is good about it?",
    why_bad="What is wrong with it?",
    reason="Reason",
    reason_hint="You may leave it empty. It is kept with the question, the passages and the answer.",
    thanks="Thank you. It is kept with the question, the passages and the answer.",
    next_question="Your next question",
    next_hint="It knows the answer before it: “And who paid for it?”",
    answered_in="Your question is answered in {}.",
    timeline="Timeline: {}",
    no_timeline="The archive has no dated clippings about this.",
    said="{} said",
    no_words_of="The archive has no words of {} on this whose speaker is plain.",
    more_words="… {} more in between",
    speaks_for="👍 For",
    speaks_against="👎 Against",
    archive="The archive",
    contents="{articles} articles of {sources} sources, {oldest} to {newest}",
    undated="{} of them without a known date",
    no_articles="The archive is empty.",
    sources="Sources",
    more_sources="and {} more",
    source_line="articles: {articles} · {oldest} to {newest}",
)

KOREAN = Labels(
    date=korean_day,
    nearest="가장 가까운 기사",
    related="답은 아니지만 관련된 내용:",
    also_in="같은 기사: {}",
    more_clippings="기사 {}건 더 있음",
    untitled="제목 없음",
    quotes_only="기사 인용만 사용",
    worded_by="작성 모델: {}",
    as_of="{} 기준",
    searched="검색 범위: {}",
    searching="🔎 기사 {}건을 검색하는 중…",
    waiting="먼저 온 질문: {}건",
    show_passages="원문 보기",
    follow_up="이어서 질문",
    newer="이후 기사",
    older="이전 기사",
    back="이전",
    on="다음",
    page="원문 {} / {}",
    not_cited="답변에 인용되지 않음",
    superseded="이후 수정되었거나 철회된 기사",
    not_in_the_archive="이 원문은 더 이상 아카이브에 없습니다.",
    why_good="어떤 점이 좋았나요?",
    why_bad="무엇이 잘못되었나요?",
    reason="이유",
    reason_hint="비워 두어도 됩니다. 질문, 원문, 답변과 함께 저장됩니다.",
    thanks="감사합니다. 질문, 원문, 답변과 함께 저장했습니다.",
    next_question="다음 질문",
    next_hint="앞의 답변을 알고 있습니다: “비용은 누가 냈나?”",
    answered_in="{}에서 답변합니다.",
    timeline="타임라인: {}",
    no_timeline="이 주제에 대한 날짜가 있는 기사가 아카이브에 없습니다.",
    said="{} 발언",
    no_words_of="말한 사람이 분명한 {}의 발언이 아카이브에 없습니다.",
    more_words="… 사이에 {}건 더",
    speaks_for="👍 찬성",
    speaks_against="👎 반대",
    archive="아카이브",
    contents="매체 {sources}곳의 기사 {articles}건, {oldest} ~ {newest}",
    undated="날짜를 알 수 없는 기사 {}건 포함",
    no_articles="아카이브가 비어 있습니다.",
    sources="매체",
    more_sources="외 {}곳",
    source_line="{articles}건 · {oldest} ~ {newest}",
)


def labels_for(language: str) -> Labels:
    """The labels for an ISO 639-1 code; English where there is no translation."""
    return KOREAN if language == "ko" else ENGLISH
