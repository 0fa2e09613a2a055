"""Commands in the language that a member's Discord is set to: English, and Korean from a table."""

from __future__ import annotations

import discord
from discord import app_commands

KOREAN = {
    "ask": "질문",
    "timeline": "타임라인",
    "archive": "아카이브",
    "sources": "매체",
    "help": "도움말",
    "Ask the archive about this": "이 내용을 아카이브에 묻기",
    "question": "질문",
    "after": "이후",
    "before": "이전",
    "source": "매체",
    "topic": "주제",
    "Ask the news archive; the answer comes with the clippings that prove it.": (
        "뉴스 아카이브에 질문하면 근거가 되는 기사와 함께 답합니다."
    ),
    "In any language; the answer is in the same one.": "어떤 언어로든 물을 수 있고, 같은 언어로 답합니다.",
    "Only articles of this day and later: 2023-03-16, or last week.": "이 날짜부터의 기사만: 2023-03-16, 지난주",
    "Only articles up to this day: 2023-03-31, or yesterday.": "이 날짜까지의 기사만: 2023-03-31, 어제",
    "Only articles of this source.": "이 매체의 기사만",
    "How a story went: dated clippings about a topic, in their order.": "한 주제의 기사를 날짜 순서대로 보여 줍니다.",
    "What the story is about: a few words.": "무엇에 관한 이야기인지 몇 단어로",
    "What is in the archive: articles by month and source.": "아카이브에 있는 기사를 월별, 매체별로 보여 줍니다.",
    "Which sources the archive has, and of which time.": "아카이브에 있는 매체와 그 기간을 보여 줍니다.",
    "How to ask, and what the buttons do.": "질문하는 방법과 버튼 설명",
}
"""Names and descriptions of commands and their options, by the English that stands in the code."""


class KoreanTranslator(app_commands.Translator):
    """Discord shows English where a text has no translation."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        return KOREAN.get(string.message) if locale is discord.Locale.korean else None
