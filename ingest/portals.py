"""Sites that show other papers' articles: portals, aggregators, archives and caches. Their names are no outlet's."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DOMAINS = frozenset(
    "naver.com naver.me daum.net kakao.com nate.com zum.com msn.com aol.com apple.news news.google.com"
    " news.url.google.com flipboard.com smartnews.com newsbreak.com ground.news newsnow.co.uk feedly.com getpocket.com"
    " inoreader.com upday.com squid-app.com news.livedoor.com topics.smt.docomo.ne.jp news.goo.ne.jp"
    " news.biglobe.ne.jp news.nifty.com gunosy.com newspicks.com today.line.me news.line.me toutiao.com dailyhunt.in"
    " inshorts.com dzen.ru news.yandex.ru news.rambler.ru pressreader.com newspapers.com web.archive.org archive.org"
    " archive.ph archive.today archive.is archive.li archive.md archive.vn archive.fo cdn.ampproject.org"
    " googleusercontent.com translate.goog baomoi.com ukr.net news.sapo.pt".split()
)
_YAHOO = re.compile(r"(?:^|\.)yahoo\.(?:com|net|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2})$")
_NAMES = frozenset(
    "naver navernews navercorp 네이버 네이버뉴스 daum daumnews kakao kakaocorp 다음 다음뉴스 다음카카오 카카오 nate"
    " natenews 네이트 네이트뉴스 zum zumnews 줌 줌뉴스 msn msnnews microsoft microsoftstart microsoftnews aol"
    " aolnews applenews googlenews google flipboard smartnews スマートニュース newsbreak groundnews feedly pocket"
    " livedoor livedoornews ライブドアニュース goo gooニュース dmenuニュース biglobeニュース linetoday linenews toutiao"
    " 今日头条 dailyhunt inshorts dzen дзен яндексновости pressreader internetarchive waybackmachine archiveph"
    " archivetoday webarchiveorg báomới".split()
)
_NAMED_YAHOO = re.compile(
    r"yahoo(?:news|finance|sports?|entertainment|life|ニュース|ファイナンス|奇摩\w*|新聞)?(?:uk|us|japan|japan株式会社)?"
)


def is_portal(url: str) -> bool:
    """Whether an address is one of a site that shows other papers' articles."""
    try:
        host = (urlsplit(url).hostname or "") if "//" in url else url
    except ValueError:
        return False
    host = host.lower().removeprefix("www.")
    return bool(_YAHOO.search(host)) or any(host == domain or host.endswith(f".{domain}") for domain in _DOMAINS)


def names_portal(name: str) -> bool:
    """Whether a name is that of such a site, or its address."""
    letters = "".join(letter for letter in name.casefold() if letter.isalnum())
    return letters in _NAMES or bool(_NAMED_YAHOO.fullmatch(letters)) or is_portal(name.strip().lower())
