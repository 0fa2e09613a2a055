"""The few words of a card that are the bot's own, in English and Korean."""

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
    also_in: str
    more_clippings: str
    untitled: str
    quotes_only: str
    worded_by: str
    as_of: str
    searched: str
    everything: str


ENGLISH = Labels(
    date=day,
    nearest="Nearest clippings",
    also_in="Also in: {}",
    more_clippings="{} more clippings are not shown",
    untitled="Untitled",
    quotes_only="Quotes only",
    worded_by="Worded by {}",
    as_of="As of {}",
    searched="Searched: {}",
    everything="the whole archive",
)

KOREAN = Labels(
    date=korean_day,
    nearest="가장 가까운 기사",
    also_in="같은 기사: {}",
    more_clippings="기사 {}건 더 있음",
    untitled="제목 없음",
    quotes_only="기사 인용만 사용",
    worded_by="작성 모델: {}",
    as_of="{} 기준",
    searched="검색 범위: {}",
    everything="아카이브 전체",
)


def labels_for(language: str) -> Labels:
    """The labels for an ISO 639-1 code; English where there is no translation."""
    return KOREAN if language == "ko" else ENGLISH
