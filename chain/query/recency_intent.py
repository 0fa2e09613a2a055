"""A wish for the newest articles of a topic, `latest news about X`, `최근 X 소식`: an order, no words to be found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from clippings.core.types import Evidence, Passage

LATELY = (timedelta(days=14), timedelta(days=90), timedelta(days=365))
"""Before the newest article: where the newest of a topic is looked for, one after the other."""

LEAST_SHARE_OF_BEST, _LEAST_SHARE_OF_COVERAGE = 0.4, 0.9
"""What a passage or a sentence needs, of the best score and of the best coverage, to be put before an older one."""

_EVER = datetime.min.replace(tzinfo=UTC)
_NEW = r"(?:latest|newest|most recent|recent)"
_NEWS = r"(?:news|updates?|developments?|headlines?|stories|articles|coverage)"
_THERE = r"(?:(?:what['’]?s|what (?:is|are)|(?:are|is) there) )?(?:the |any )?"
_KOREAN_ON = r"(?:에 대한|에 관한|(?:와|과)? ?관련(?:된|한)?|의)?"
_KOREAN_NEWS = r"(?:소식|뉴스|기사|근황|동향|속보)"
_KOREAN_ASKS = (
    r"(?:들)?[은는이가을를도]?(?: ?(?:뭐 ?|무엇이 |뭐가 |무엇)?(?:있나요|있어요?|있습니까|뭐야|뭐예요|인가요|어때요?))?"
)
_WISHES = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_THERE}(?:very )?{_NEW} (?:{_NEWS} )?(?:on|about|with|of|from|for|in|regarding) (?P<topic>.+)",
        rf"{_THERE}(?:news|updates?|developments?|headlines?) (?:on|about|with|regarding) (?P<topic>.+)",
        r"(?:what['’]?s|what is|anything|(?:is there )?anything) new (?:on|about|with|in) (?P<topic>.+)",
        rf"(?:the )?latest (?P<topic>.+?)(?: {_NEWS})?",
        rf"(?P<topic>.+?) (?:{_NEW} {_NEWS}|latest|updates)",
        rf"(?:가장 )?(?:최근|최신|요즘) (?P<topic>.+?) ?{_KOREAN_ON} ?{_KOREAN_NEWS}{_KOREAN_ASKS}",
        rf"(?P<topic>.+?) ?{_KOREAN_ON} (?:가장 )?(?:최근|최신) ?{_KOREAN_NEWS}{_KOREAN_ASKS}",
        rf"(?P<topic>.+?) ?{_KOREAN_ON} (?:소식|근황|속보){_KOREAN_ASKS}",
    )
]
_ASKS_MORE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how)\b|누가|누구|무엇|어떤|어느|어디|언제|왜|어떻게|얼마|몇", re.I
)


def topic_of(text: str) -> str | None:
    """What the newest articles are wished about; None where a question asks for something else.

    Args:
        text: A plain question.
    """
    for wish in _WISHES:
        match = wish.fullmatch(text.rstrip("?"))
        if match and not _ASKS_MORE.search(match["topic"]):
            return f"{match['topic']}?"
    return None


def with_recent(passages: Sequence[Passage], recent: Sequence[Passage]) -> list[Passage]:
    """As many passages, of which half are recent ones, and these are first; each once."""
    found = {(one.chunk.id, one.start): one for one in (*recent[: (len(passages) + 1) // 2], *passages)}
    return [replace(one, rank=rank) for rank, one in enumerate(list(found.values())[: len(passages)], start=1)]


def newest_first(found: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that bear on the topic as well as the best do, by the days of their articles; then the rest.

    Args:
        found: Best first.
    """
    if not found:
        return []
    coverage = max(one.coverage for one in found)
    least = found[0].score * LEAST_SHARE_OF_BEST
    bear = [one for one in found if one.score >= least and one.coverage >= coverage * _LEAST_SHARE_OF_COVERAGE]
    bear.sort(key=lambda one: (one.passage.article.dated or _EVER).date(), reverse=True)
    return [*bear, *(one for one in found if one not in bear)]
