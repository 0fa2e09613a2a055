"""Who is behind an address, for articles whose outlet nothing else names."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PROVIDER = re.compile(r"urn:newsml:([^:]+):", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
"""A name that somebody registered: not `localhost`, and no number."""
_LOCAL = (".local", ".localdomain", ".internal", ".lan", ".home", ".intranet", ".invalid")
_OF_OTHERS = frozenset(
    {
        # archives and caches of the web
        *("archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc", "webcache.googleusercontent.com"),
        *("cdn.ampproject.org", "commoncrawl.org", "arquivo.pt"),
        # what collects the news of many outlets, and readers of feeds
        *("news.google.com", "news.naver.com", "n.news.naver.com", "m.news.naver.com", "v.daum.net", "news.daum.net"),
        *(
            "news.yahoo.com",
            "news.yahoo.co.jp",
            "msn.com",
            "apple.news",
            "flipboard.com",
            "smartnews.com",
            "ground.news",
        ),
        *("feedburner.com", "feedproxy.google.com", "feedly.com", "inoreader.com", "newsblur.com", "feedbin.com"),
        *("getpocket.com", "instapaper.com", "pressreader.com", "newsapi.org", "webz.io", "eventregistry.org"),
        *("factiva.com", "lexisnexis.com", "nexis.com", "proquest.com", "ebscohost.com", "bigkinds.or.kr"),
        *("news.ycombinator.com", "reddit.com"),
        # shortened addresses, social networks, and stores of files
        *("t.co", "bit.ly", "ow.ly", "buff.ly", "tinyurl.com", "goo.gl", "dlvr.it", "lnkd.in", "trib.al", "is.gd"),
        *("facebook.com", "twitter.com", "x.com", "instagram.com", "linkedin.com", "threads.net", "youtube.com"),
        *("youtu.be", "t.me", "telegram.me", "tiktok.com", "docs.google.com", "drive.google.com", "dropbox.com"),
        *("onedrive.live.com", "github.com", "githubusercontent.com", "s3.amazonaws.com", "storage.googleapis.com"),
        *("list-manage.com", "campaign-archive.com", "googlegroups.com", "groups.google.com"),
    }
)
"""Hosts, with all below them, that show what others published: their name is nobody's outlet."""


def host_of(url: str) -> str:
    """The outlet that an address stands for: the host of a web address without `www.`, or the provider that a
    `urn:newsml:` names (RFC 3085). "" for a machine of one's own, and for what carries the articles of others."""
    if provider := _PROVIDER.match(url):
        return provider[1]
    host = server_of(url)
    if not _HOST.fullmatch(host) or host.endswith(_LOCAL):
        return ""
    labels = host.split(".")
    return "" if any(".".join(labels[at:]) in _OF_OTHERS for at in range(len(labels) - 1)) else host


def server_of(url: str) -> str:
    """The host of a web address without `www.`, whoever it is; "" for other addresses."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
