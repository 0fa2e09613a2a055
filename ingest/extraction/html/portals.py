"""Sites that show what others published: portals, archives, readers, networks. Their names are no outlet's."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DOMAINS = frozenset(
    # portals and aggregators
    "naver.com naver.me daum.net kakao.com nate.com zum.com msn.com aol.com apple.news news.google.com"
    " news.url.google.com flipboard.com smartnews.com newsbreak.com ground.news newsnow.co.uk"
    " upday.com squid-app.com news.livedoor.com topics.smt.docomo.ne.jp news.goo.ne.jp"
    " news.biglobe.ne.jp news.nifty.com gunosy.com newspicks.com today.line.me news.line.me toutiao.com dailyhunt.in"
    " inshorts.com dzen.ru news.yandex.ru news.rambler.ru baomoi.com ukr.net news.sapo.pt news.ycombinator.com"
    # readers of feeds, press databases and news APIs
    " feedly.com getpocket.com inoreader.com newsblur.com feedbin.com instapaper.com feedburner.com"
    " feedproxy.google.com pressreader.com newspapers.com newsapi.org webz.io eventregistry.org factiva.com"
    " lexisnexis.com nexis.com proquest.com ebscohost.com bigkinds.or.kr"
    # archives and caches of the web
    " web.archive.org archive.org archive.ph archive.today archive.is archive.li archive.md archive.vn archive.fo"
    " perma.cc commoncrawl.org arquivo.pt cdn.ampproject.org googleusercontent.com translate.goog"
    # social networks, shortened addresses, mailing lists and stores of files
    " facebook.com twitter.com x.com instagram.com linkedin.com threads.net youtube.com youtu.be t.me telegram.me"
    " tiktok.com reddit.com t.co bit.ly ow.ly buff.ly tinyurl.com goo.gl dlvr.it lnkd.in trib.al is.gd"
    " list-manage.com campaign-archive.com googlegroups.com groups.google.com docs.google.com drive.google.com"
    " dropbox.com onedrive.live.com github.com githubusercontent.com s3.amazonaws.com storage.googleapis.com".split()
)
"""With all below them."""
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
    """Whether an address is one of a site that shows what others published."""
    try:
        host = (urlsplit(url).hostname or "") if "//" in url else url
    except ValueError:
        return False
    host = host.lower()
    labels = host.split(".")
    return bool(_YAHOO.search(host)) or any(".".join(labels[at:]) in _DOMAINS for at in range(len(labels) - 1))


def names_portal(name: str) -> bool:
    """Whether a name is that of such a site, or its address."""
    letters = "".join(letter for letter in name.casefold() if letter.isalnum())
    return letters in _NAMES or bool(_NAMED_YAHOO.fullmatch(letters)) or is_portal(name.strip().lower())
