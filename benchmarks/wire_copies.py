"""Copies of a story as other outlets print it: each edit is a function of the text and a random number generator."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Edit = Callable[[str, Random], str]

_INTROS = {
    "en": "Readers across the region woke to the news this morning, and by noon it had reached the front page of "
    "nearly every paper. Here is what is known so far, from our own staff and from agencies.",
    "ko": "오늘 아침 지역 독자들은 이 소식으로 하루를 시작했고, 정오 무렵에는 거의 모든 신문이 이를 머리기사로 다뤘다. "
    "지금까지 알려진 내용을 정리했다.",
    "ja": "今朝この知らせが地域に広まり、昼までにほとんどの新聞が一面で伝えた。"
    "これまでに分かったことを通信社の記事と合わせてまとめた。",
    "zh": "今天早晨这一消息传遍了整个地区，到了中午，几乎所有报纸都把它放在头版。以下是目前得到的全部情况。",
}
_STYLE = [
    (r"per cent", "percent"),
    (r"\$(\d[\d.,]*) (million|billion)", r"US$\1 \2"),
    (
        r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b",
        r"\2 \1",
    ),
    (r"\bsaid\b", "told reporters"),
    (r"metres", "meters"),
    (r"(lab|harb|col|fav)our", r"\1or"),
    (r"\bUnited States\b", "U.S."),
    (r"\babout\b", "around"),
    (r"밝혔다", "말했다"),
    (r"약 ", "대략 "),
    (r"と述べ", "と語り"),
    (r"約", "およそ"),
    (r"表示", "说"),
    (r"预计", "估计"),
]
_STOP = re.compile(r"(?<=[.!?。！？])\s*")


def headline(text: str, _random: Random) -> str:
    """Another headline above the same text, as a page's first line."""
    return "What happened, in short: all that is known\n\n" + text


def cut(share: float) -> Edit:
    """The last paragraphs left out, as an editor short of space does."""

    def edit(text: str, _random: Random) -> str:
        paragraphs = text.split("\n\n")
        kept, size = [], 0
        for paragraph in paragraphs:
            if kept and size + len(paragraph) / 2 > len(text) * (1 - share):
                break
            kept.append(paragraph)
            size += len(paragraph)
        return "\n\n".join(kept)

    return edit


def intro(text: str, _random: Random) -> str:
    """A paragraph of the outlet's own in front."""
    language = (
        "ko"
        if re.search("[가-힣]", text)
        else "ja"
        if re.search("[ぁ-ん]", text)
        else "zh"
        if re.search("[一-鿿]", text)
        else "en"
    )
    return f"{_INTROS[language]}\n\n{text}"


def rewrites(text: str, random: Random) -> str:
    """A word (a character where there are no spaces) gone in every third sentence, two neighbours swapped in others."""
    return "\n\n".join(
        "".join(_rewritten(one, random) for one in _STOP.split(paragraph)) for paragraph in text.split("\n\n")
    )


def house_style(text: str, _random: Random) -> str:
    """Spelling, units, dates, verbs of saying, a place and an agency in front, a credit at the end."""
    for pattern, new in _STYLE:
        text = re.sub(pattern, new, text)
    return f"GENEVA (Agencies) - {text}\n\nAdditional reporting by our correspondents."


def together(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(text: str, random: Random) -> str:
        for one in edits:
            text = one(text, random)
        return text

    return edit


COPIES: dict[str, Edit] = {
    "another headline": headline,
    "last fifth cut": cut(0.2),
    "last third cut": cut(0.35),
    "last half cut": cut(0.5),
    "own intro": intro,
    "small rewrites": rewrites,
    "house style": house_style,
    "intro, last fifth cut": together(cut(0.2), intro),
    "rewrites, house style": together(rewrites, house_style),
    "all of it": together(cut(0.2), rewrites, house_style, intro),
}


def _rewritten(sentence: str, random: Random) -> str:
    words = sentence.split(" ")
    spaced = len(words) > 3
    parts = words if spaced else list(sentence)
    if len(parts) > 6:
        at = random.randrange(1, len(parts) - 2)
        if random.random() < 1 / 3:
            del parts[at]
        elif random.random() < 1 / 2:
            parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return (" " if spaced else "").join(parts) + (" " if spaced else "")
