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
    archive_chosen: str
    ask_next: str
    next_questions: str
    no_next: str
    solved: str
    post_closed: str
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
    trend: str
    mentions: str
    no_mentions: str
    first_article: str
    latest_article: str
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
    watch: str
    watched: str
    watched_nothing_told: str
    changed: str
    added: str
    before: str
    by_now: str
    new_quote: str
    more_news: str
    watched_since: str
    unwatch: str
    following: str
    nothing_followed: str
    choose_followed: str
    pause: str
    resume: str
    end: str
    paused: str
    no_news_yet: str
    last_news: str
    every: tuple[str, str, str]
    """At once, daily, weekly."""
    keep: str
    kept: str
    kept_already: str
    choose_to_keep: str
    choose_kept: str
    export_as: str
    forms: tuple[str, ...]
    """Of `chain.dossier.export.FORMS`."""
    note: str
    note_hint: str
    remove: str
    to_the_list: str


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
    archive_chosen="From now on you ask “{}” in direct messages and where you installed me for yourself.",
    ask_next="Ask next",
    next_questions="The archive answers these too; choose one to ask it here:",
    no_next="No further question was found that these articles answer.",
    solved="Solved",
    post_closed="Closed as solved. Whoever writes in it opens it again.",
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
    trend="Trend: {}",
    mentions="{articles} articles of {sources} sources mention it",
    no_mentions="No article mentions it.",
    first_article="First",
    latest_article="Latest",
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
    watch="Follow",
    watched="Followed. When a new article answers it otherwise or adds to it, it is told here. See /following.",
    watched_nothing_told="Followed. Nothing answers it yet; the first article that does is told here. See /following.",
    changed="Answered otherwise now",
    added="New on this",
    before="Before",
    by_now="Now",
    new_quote="New",
    more_news="More",
    watched_since="Followed since {}",
    unwatch="End following",
    following="What is followed",
    nothing_followed="Nothing is followed here. Press Follow under an answer, or use /follow.",
    choose_followed="Choose a question to pause or end",
    pause="Pause",
    resume="Resume",
    end="End",
    paused="paused",
    no_news_yet="no news since {}",
    last_news="last news {}",
    every=("at once", "daily", "weekly"),
    keep="Keep",
    kept="Kept in your dossier: {}. See /dossier.",
    kept_already="Your dossier has it already. See /dossier.",
    choose_to_keep="Choose the quotes to keep",
    choose_kept="Choose a quote to note or remove",
    export_as="Export as",
    forms=("Markdown", "Web page (HTML)", "Word (DOCX)", "Table (CSV)", "BibTeX", "RIS"),
    note="Note",
    note_hint="For you alone; it goes along in what you export.",
    remove="Remove",
    to_the_list="All quotes",
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
    archive_chosen="이제 다이렉트 메시지와 직접 설치한 곳에서는 “{}”에 질문합니다.",
    ask_next="다음 질문 추천",
    next_questions="아카이브가 답할 수 있는 질문입니다. 고르면 여기에 질문합니다:",
    no_next="이 기사들로 답할 수 있는 다른 질문을 찾지 못했습니다.",
    solved="해결됨",
    post_closed="해결된 글로 닫았습니다. 글을 쓰면 다시 열립니다.",
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
    trend="추이: {}",
    mentions="매체 {sources}곳의 기사 {articles}건에 나옵니다",
    no_mentions="이 주제가 나오는 기사가 없습니다.",
    first_article="첫 기사",
    latest_article="가장 최근 기사",
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
    watch="팔로우",
    watched="팔로우합니다. 새 기사가 다르게 답하거나 덧붙이면 여기에 알려 드립니다. /팔로우목록 에서 볼 수 있습니다.",
    watched_nothing_told="팔로우합니다. 아직 답이 없지만 답하는 첫 기사를 여기에 알려 드립니다. /팔로우목록",
    changed="이제 답이 달라졌습니다",
    added="새로운 내용",
    before="이전",
    by_now="지금",
    new_quote="새 기사",
    more_news="더 보기",
    watched_since="{}부터 팔로우",
    unwatch="팔로우 끝내기",
    following="팔로우하는 질문",
    nothing_followed="여기서 팔로우하는 질문이 없습니다. 답변 아래의 팔로우를 누르거나 /팔로우 를 쓰세요.",
    choose_followed="멈추거나 끝낼 질문 고르기",
    pause="일시 중지",
    resume="다시 시작",
    end="끝내기",
    paused="일시 중지됨",
    no_news_yet="{}부터 소식 없음",
    last_news="마지막 소식 {}",
    every=("바로", "매일", "매주"),
    keep="담기",
    kept="자료집에 {}개를 담았습니다. /자료집",
    kept_already="이미 자료집에 있습니다. /자료집",
    choose_to_keep="담을 인용문 고르기",
    choose_kept="메모하거나 지울 인용문 고르기",
    export_as="내보내기",
    forms=("Markdown", "웹 페이지 (HTML)", "Word (DOCX)", "표 (CSV)", "BibTeX", "RIS"),
    note="메모",
    note_hint="나만 볼 수 있고, 내보낼 때 함께 나갑니다.",
    remove="지우기",
    to_the_list="전체 목록",
)


def labels_for(language: str) -> Labels:
    """The labels for an ISO 639-1 code; English where there is no translation."""
    return KOREAN if language == "ko" else ENGLISH
