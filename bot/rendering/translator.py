"""Commands in the language that a member's Discord is set to: English, and Korean from a table."""

from __future__ import annotations

import discord
from discord import app_commands

KOREAN = {
    "ask": "질문",
    "timeline": "타임라인",
    "said": "발언",
    "person": "인물",
    "What somebody said, in order of time, each quote with its day.": "누가 무엇을 말했는지 날짜 순서대로 보여 줍니다.",
    "Whose words: a name.": "누구의 말인지 이름",
    "Only words on this: a few words; a time in them counts too.": (
        "이 주제에 대한 말만, 몇 단어로. 기간도 쓸 수 있습니다."
    ),
    "archive": "아카이브",
    "sources": "매체",
    "help": "도움말",
    "Ask the archive about this": "이 내용을 아카이브에 묻기",
    "check": "대조",
    "Check against the archive": "아카이브와 대조하기",
    "text": "글",
    "The draft.": "원고",
    "The draft as a text, Markdown, a page, a Word document or a PDF.": (
        "텍스트, Markdown, 웹 페이지, Word 문서 또는 PDF로 된 원고"
    ),
    "Check a draft: each sentence supported, told otherwise, or not in the archive; shown to you alone.": (
        "원고의 문장마다 아카이브에서 확인되는지, 다르게 보도됐는지, 없는지 나에게만 보여 줍니다."
    ),
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
    "author": "기자",
    "Only articles by this author.": "이 기자의 기사만",
    "Only articles in this language.": "이 언어의 기사만",
    "How a story went: dated clippings about a topic, in their order.": "한 주제의 기사를 날짜 순서대로 보여 줍니다.",
    "What the story is about: a few words.": "무엇에 관한 이야기인지 몇 단어로",
    "trend": "추이",
    "How often a topic was written of, by month and source; the first and the latest article.": (
        "한 주제가 얼마나 보도됐는지 월별, 매체별로 보여 주고 첫 기사와 가장 최근 기사를 알려 줍니다."
    ),
    "What the articles mention: a few words.": "기사에 나오는 내용을 몇 단어로",
    "What is in the archive: articles by month and source.": "아카이브에 있는 기사를 월별, 매체별로 보여 줍니다.",
    "Which sources the archive has, and of which time.": "아카이브에 있는 매체와 그 기간을 보여 줍니다.",
    "How to ask, and what the buttons do.": "질문하는 방법과 버튼 설명",
    "dossier": "자료집",
    "The quotes you keep, to note, remove and export; shown to you alone.": (
        "담아 둔 인용문을 보고 메모하고 지우고 내보냅니다. 나에게만 보입니다."
    ),
    "follow": "팔로우",
    "following": "팔로우목록",
    "Follow a question: what new articles answer otherwise, or add, is told here.": (
        "질문을 팔로우합니다. 새 기사가 다르게 답하거나 덧붙이면 여기에 알려 줍니다."
    ),
    "What you follow here, to pause or end it.": "여기서 팔로우하는 질문을 보고 멈추거나 끝냅니다.",
    "What to go on asking.": "계속 물어볼 질문",
    "every": "빈도",
    "At once, or together once a day or a week.": "바로, 또는 하루나 한 주에 한 번 모아서",
    "at once": "바로",
    "daily": "매일",
    "weekly": "매주",
    "quiet_from": "조용_시작",
    "The hour from which nothing is told, 0 to 23.": "알리지 않기 시작하는 시각, 0~23시",
    "quiet_until": "조용_끝",
    "The hour from which it is told again.": "다시 알리기 시작하는 시각",
    "timezone": "시간대",
    "Of these hours: Europe/Berlin. UTC when left out.": "이 시각의 시간대: Asia/Seoul. 비우면 UTC입니다.",
    "mention": "멘션",
    "A role to mention with the news; for moderators.": "소식과 함께 멘션할 역할. 운영진용입니다.",
    "admin": "관리",
    "The archive of this server, for moderators.": "이 서버의 아카이브를 관리합니다. 운영진용입니다.",
    "add": "추가",
    "Add a feed, a sitemap, a page or a file, and read it now; without options, a form opens.": (
        "피드, 사이트맵, 페이지, 파일을 아카이브에 추가하고 바로 읽습니다. 옵션이 없으면 입력 창이 열립니다."
    ),
    "address": "주소",
    "Of a feed, a sitemap or a page.": "피드, 사이트맵 또는 페이지의 주소",
    "file": "파일",
    "A page, a text, JSON, a table, a feed, an EPUB or a PDF.": "페이지, 텍스트, JSON, 표, 피드, EPUB 또는 PDF",
    "name": "이름",
    "How the source is called.": "매체를 부를 이름",
    "schedule": "주기",
    "How often to look again, as every 1h, or a cron line.": "다시 읽을 주기: every 1h 또는 cron 형식",
    "reingest": "다시읽기",
    "Read a source again now.": "매체를 지금 다시 읽습니다.",
    "One of the archive's sources.": "아카이브의 매체 가운데 하나",
    "remove": "제거",
    "Take a source and its articles out of the archive; asks again first.": (
        "매체와 그 기사를 아카이브에서 뺍니다. 먼저 다시 묻습니다."
    ),
    "status": "상태",
    "How the archive stands; the message keeps up while something runs.": (
        "아카이브의 상태를 보여 주고, 작업이 도는 동안 계속 갱신합니다."
    ),
    "rejects": "거부목록",
    "What could not be read, and why.": "읽지 못한 것과 그 이유",
    "audit": "기록",
    "Who did what to the archive from this server.": "이 서버에서 누가 아카이브에 무엇을 했는지",
    "settings": "설정",
    "What this server has set; name a channel or role to add it, name it again to take it out.": (
        "이 서버의 설정. 채널이나 역할을 지정하면 추가되고, 다시 지정하면 빠집니다."
    ),
    "channel": "채널",
    "Where the archive may be asked; everywhere when none is named.": (
        "질문할 수 있는 채널. 지정하지 않으면 어디서나 가능합니다."
    ),
    "role": "역할",
    "my_archive": "내아카이브",
    "Choose which archive you ask in direct messages, and where you installed me for yourself.": (
        "다이렉트 메시지와 직접 설치한 곳에서 질문할 아카이브를 고릅니다."
    ),
    "One that is open to all, or that a server of yours lends to its members.": (
        "모두에게 열려 있거나 내 서버가 멤버에게 빌려주는 아카이브"
    ),
    "lend": "개인사용",
    "Whether members may ask it alone, in direct messages and where they installed me for themselves.": (
        "멤버가 다이렉트 메시지와 직접 설치한 곳에서 아카이브에 질문해도 되는지"
    ),
    "questions": "질문채널",
    "A forum whose new posts are answered, or a channel where every message is a question.": (
        "새 글에 답변할 포럼, 또는 모든 메시지가 질문인 채널"
    ),
    "Who may use /admin beside those with Manage Server.": "서버 관리 권한 외에 /관리 를 쓸 수 있는 역할",
    "language": "언어",
    "Of the bot's own words.": "봇 자신의 말에 쓰는 언어",
    "each reader's own": "읽는 사람마다",
    "give": "배정",
    "Give an archive to a server; it then belongs to those it was given to. For whoever runs the bot.": (
        "서버에 아카이브를 배정합니다. 배정받은 서버만 쓸 수 있게 됩니다. 봇 운영자용입니다."
    ),
    "Its name.": "아카이브 이름",
    "server": "서버",
    "The server's id; this one when left out.": "서버 ID. 비우면 이 서버입니다.",
    "take": "회수",
    "Take its archive from a server. For whoever runs the bot.": "서버에서 아카이브를 거둡니다. 봇 운영자용입니다.",
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
