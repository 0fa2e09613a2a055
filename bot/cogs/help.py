"""`/help`: how to ask, and what the buttons do."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from clippings.bot.client import ClippingsBot
from clippings.bot.rendering.answer_card import ANSWERED
from clippings.bot.servers.language import language_here

_ENGLISH = (
    "Ask the archive",
    "**/ask** a question in your own words; `after`, `before`, `source`, `author` and `language` limit what is looked "
    "at. You can also mention me, reply to an answer, or choose *Apps → Ask the archive about this* in a message's "
    "menu.\n\n"
    "An answer stands in the archive to the letter, or says that the archive does not say. **[1]** opens the page at "
    "the quoted words. Small print tells what was searched, as of when, and how the answer was made.\n\n"
    "**Show passages** – each quote in its paragraph, for you alone\n"
    "**Follow up** – the next question, which knows this answer, in a thread\n"
    "**Follow** – tells here when a new article answers otherwise or adds to it; **/following** to pause or end\n"
    "**Keep** – the quotes for your dossier; **/dossier** to note, remove and export them, for you alone\n"
    "**Ask next** – up to three questions that the archive answers too\n"
    "**Newer / Older** – the same question, of the time after or before\n"
    "**Solved** – under the answer to a post in a forum: tags it and closes it\n"
    "**👍 / 👎** – what was good or wrong; it is kept and helps to make answers better\n\n"
    "**/check** a text or a file: each sentence *supported*, *told otherwise* or *not in the archive*, for you alone; "
    "also *Apps → Check against the archive* in a message's menu\n"
    "**/follow** a question · **/timeline** how a story went · **/said** what somebody said · "
    "**/trend** how often a topic was told · **/archive** what is in the archive · **/sources** whose articles",
)
_KOREAN = (
    "아카이브에 질문하기",
    "**/질문** 으로 편하게 물어보세요. `이후`, `이전`, `매체`, `기자`, `언어`로 범위를 좁힐 수 있습니다. "
    "저를 멘션하거나, 답변에 답장하거나, 메시지 메뉴에서 *앱 → 이 내용을 아카이브에 묻기*를 골라도 됩니다.\n\n"
    "답변은 아카이브의 문장 그대로이며, 없으면 없다고 말합니다. **[1]** 을 누르면 인용된 문장이 있는 페이지가 "
    "열립니다. 작은 글씨는 무엇을 언제 기준으로 검색했고 어떻게 답을 만들었는지 알려 줍니다.\n\n"
    "**원문 보기** – 인용문이 있는 문단을 나에게만 보여 줍니다\n"
    "**이어서 질문** – 이 답변을 아는 다음 질문을 스레드에서\n"
    "**팔로우** – 새 기사가 다르게 답하거나 덧붙이면 여기에 알려 줍니다. **/팔로우목록** 에서 멈추거나 끝냅니다\n"
    "**담기** – 인용문을 내 자료집에. **/자료집** 에서 메모하고 지우고 내보냅니다\n"
    "**다음 질문 추천** – 아카이브가 답할 수 있는 질문을 세 개까지\n"
    "**이후 기사 / 이전 기사** – 같은 질문을 그 뒤나 앞의 기사에\n"
    "**해결됨** – 포럼 글의 답변 아래에 있고, 글에 태그를 달고 닫습니다\n"
    "**👍 / 👎** – 좋았던 점이나 잘못된 점을 남기면 답변을 고치는 데 쓰입니다\n\n"
    "**/대조** 글이나 파일의 문장마다 확인됨, 다르게 보도됨, 아카이브에 없음을 나에게만 보여 줍니다. 메시지 메뉴의 "
    "*앱 → 아카이브와 대조하기*로도 됩니다\n"
    "**/팔로우** 질문 팔로우 · **/타임라인** 이야기의 흐름 · **/발언** 누가 한 말 · **/추이** 얼마나 보도됐는지 · "
    "**/아카이브** 무엇이 있는지 · **/매체** 어느 매체의 기사인지",
)


class Help(commands.Cog):
    """For members."""

    @app_commands.command()
    async def help(self, interaction: discord.Interaction[ClippingsBot]) -> None:
        """How to ask, and what the buttons do."""
        title, text = _KOREAN if language_here(interaction) == "ko" else _ENGLISH
        embed = discord.Embed(title=title, description=text, colour=ANSWERED)
        await interaction.response.send_message(embed=embed, ephemeral=True)


async def setup(bot: ClippingsBot) -> None:
    await bot.add_cog(Help())
