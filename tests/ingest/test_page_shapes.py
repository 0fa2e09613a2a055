# ruff: noqa: E501 - the pages have long lines
"""Pages as tools of other countries write them: text, title, day and outlet are what was printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest

from clippings.ingest.documents import RawDocument, Unreadable
from clippings.ingest.extraction.extract import ExtractedArticle, extract

ONE = (
    "The council of Bren voted on Tuesday to close the old mill bridge to lorries, after two of its beams had cracked."
)
TWO = "Repairs will cost 3 million crowns and take until the end of October, the town's engineer Pavla Hruba told reporters."
THREE = "Lorries must take the road through Alder, which is eleven kilometres longer, and the carriers want to be paid for it."
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
TITLE = "Mill bridge closed to lorries"
HTML = '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


def page(body: str, head: str = "", title: str = TITLE, lang: str = "en") -> str:
    return HTML.format(lang=lang, title=title, head=head, body=body)


def read(html: str, url: str = "https://bren-post.example/town/mill-bridge") -> ExtractedArticle:
    return extract(RawDocument(url, "html", html.encode(), fallback_url=url))


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **fields})}</script>'


@dataclass(frozen=True, slots=True)
class Shape:
    html: str
    source: str = "Bren Post"
    title: str = TITLE
    day: date | None = date(2023, 3, 15)
    lines: tuple[str, ...] = (ONE, TWO, THREE)
    url: str = "https://bren-post.example/town/mill-bridge"


_NAMED = '<meta property="og:site_name" content="Bren Post">'
_NEXT_DATA = {
    "props": {"pageProps": {"article": {"title": TITLE, "publishedAt": "2023-03-15T09:00:00Z", "body": BODY}}}
}
_FLIGHT = f'1:["$","main",null,{{"children":["$","$L2",null,{{"article":{{"headline":"{TITLE}","datePublished":"2023-03-15","body":"$3"}}}}]}}]\n'
_FLIGHT_TEXT = f"3:T{len(BODY.encode()):x},{BODY}"
_FLIGHT_ELEMENTS = (
    "1:"
    + json.dumps(
        [
            "$",
            "article",
            None,
            {
                "children": [
                    ["$", "p", None, {"children": [t[:20], ["$", "b", None, {"children": t[20:30]}], t[30:]]}]
                    for t in (ONE, TWO, THREE)
                ]
            },
        ]
    )
    + "\n"
)
_FUSION = {
    "type": "story",
    "headlines": {"basic": TITLE},
    "display_date": "2023-03-15T09:00:00Z",
    "content_elements": [
        {"type": "text", "content": ONE},
        {"type": "image", "caption": "The bridge."},
        {"type": "text", "content": TWO},
        {"type": "interstitial_link", "content": "Read also"},
        {"type": "text", "content": THREE},
    ],
}
_NUXT3 = [{"data": 1}, {"story": 2}, {"title": 3, "date": 4, "content": 5, "again": 1}, TITLE, "2023-03-15", BODY]
_SLATE = {
    "title": TITLE,
    "published_at": "2023-03-15",
    "content": [
        {"type": "paragraph", "children": [{"text": ONE[:30]}, {"type": "link", "children": [{"text": ONE[30:]}]}]},
        {"type": "paragraph", "children": [{"text": TWO}]},
        {"type": "paragraph", "children": [{"text": THREE}]},
    ],
}

SHAPES = {
    "Next.js pages": Shape(page('<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">' + json.dumps(_NEXT_DATA) + "</script>", _NAMED)),
    "Next.js flight": Shape(page("".join(f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in (_FLIGHT[:90], _FLIGHT[90:], _FLIGHT_TEXT)), _NAMED)),
    "Next.js server components": Shape(page(f"<script>self.__next_f.push([1,{json.dumps(_FLIGHT_ELEMENTS)}])</script>", _NAMED + '<meta property="article:published_time" content="2023-03-15T10:00:00Z">')),
    "Arc Fusion": Shape(page(f'<div id="fusion-app"></div><script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps(_FUSION)};Fusion.contextPath="";</script>', _NAMED)),
    "Nuxt 2": Shape(page(f'<div id="__nuxt"></div><script>window.__NUXT__=(function(a,b,c){{return {{layout:"x",data:[{{post:{{title:a,date:b,body:c,draft:!1}}}}],error:null}}}}({json.dumps(TITLE)},"2023-03-15",{json.dumps(BODY)}));</script>', _NAMED)),
    "Nuxt 3": Shape(page(f'<div id="__nuxt"></div><script type="application/json" id="__NUXT_DATA__">{json.dumps(_NUXT3)}</script>', _NAMED)),
    "a state in a script": Shape(page(f"<div id=root></div><script>window.__INITIAL_STATE__ = {json.dumps({'page': _SLATE})};</script>", _NAMED)),
    "a state as text": Shape(page(f"<div id=root></div><script>window.__STATE__ = JSON.parse({json.dumps(json.dumps({'page': _SLATE}))});</script>", _NAMED)),
    "JSON-LD with the text": Shape(page("<div id=app>Loading</div>", ld(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-03-15T09:00:00Z", "articleBody": f"{ONE}\n\n{TWO}\n\n{THREE}", "publisher": {"@type": "Organization", "name": "Bren Post"}}))),
    "v.daum.net": Shape(
        page(f'<h3 class="tit_view">{TITLE}</h3><span class="num_date">2023. 3. 15. 09:00</span><div class="article_view"><section>{BODY}</section></div>',
             '<meta property="og:site_name" content="Daum | 다음뉴스"><meta property="og:article:author" content="Bren Post"><meta property="og:url" content="https://v.daum.net/v/20230315090000000">'),
        url="https://v.daum.net/v/20230315090000000"),
    "Yahoo": Shape(
        page(f"<article><h1>{TITLE}</h1>{BODY}</article>", ld(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-03-15T09:00:00Z", "publisher": {"@type": "Organization", "name": "Yahoo News"}, "provider": {"@type": "Organization", "name": "Bren Post"}})),
        url="https://news.yahoo.com/mill-bridge-090000123.html"),
    "MSN": Shape(
        page(f'<article><a class="provider-logo" title="Bren Post"><img alt="Bren Post"></a><h1>{TITLE}</h1><time datetime="2023-03-15T09:00:00Z">Mar 15</time>{BODY}</article>', '<meta property="og:site_name" content="MSN">', title=f"{TITLE} - MSN"),
        url="https://www.msn.com/en-us/news/mill-bridge/ar-AA1"),
    "a copy in archive.today": Shape(
        page(f"<article><h1>{TITLE}</h1><p class=date>15 March 2023</p>{BODY}</article>", _NAMED + '<link rel="canonical" href="https://archive.ph/2024.05.01-101112/https://bren-post.example/town/mill-bridge"><meta property="article:published_time" content="2024-05-01T10:11:12Z"><meta property="article:modified_time" content="2024-05-01T10:11:12Z">'),
        day=None),
    "Wayback Machine with its bar": Shape(
        page(f'<div id="wm-ipp-base"><p>12 captures, 1 May 2024 to 3 June 2024, of this page in the archive of the web.</p></div><article><h1>{TITLE}</h1><p class=date>15 March 2023</p>{BODY}</article>', _NAMED),
        url="https://web.archive.org/web/20240501101112id_/https://bren-post.example/town/mill-bridge"),
    "breaks instead of paragraphs (Taiwan)": Shape(
        page(f'<h1>{TITLE}</h1><div class="date">2023-03-15 09:00</div><div id="story"><strong>Carriers are angry</strong><br><br>{ONE}<br><br>{TWO}<br>{THREE}</div>', _NAMED),
        lines=("Carriers are angry", ONE, TWO, THREE)),
    "subheads in bold before a break (Poland)": Shape(
        page(f"<article><h1>{TITLE}</h1><p>{ONE}</p><p><b>Until October</b><br>{TWO}</p><p><b>The way round</b>{THREE}</p></article>", _NAMED + '<meta property="article:published_time" content="2023-03-15T09:00:00+01:00">'),
        lines=(ONE, "Until October", TWO, "The way round", THREE)),
    "a table and a pull quote (Germany)": Shape(
        page(f"<article><h1>{TITLE}</h1><p>{ONE}</p><table><tr><th>Bridge</th><th>Built</th></tr><tr><td>Mill</td><td>1911</td></tr><tr><td>Quay</td><td>1977</td></tr></table><p>{TWO}</p><aside class='pullquote'>Repairs will cost 3 million crowns</aside><p>{THREE}</p></article>", _NAMED + '<meta name="date" content="2023-03-15T09:00:00+01:00">'),
        lines=(ONE, "Bridge | Built", "Mill | 1911", "Quay | 1977", TWO, THREE)),
    "double-escaped headline and a copyright sign": Shape(
        page(f"<article><h1>Mill bridge &amp;amp; quay closed</h1><time class='entry-date published updated' datetime='2023-03-15T09:00:00Z'>15 March</time>{BODY}</article>", '<meta property="og:site_name" content="© 2023 Bren Post. All rights reserved"><meta property="og:title" content="Mill bridge &amp;amp; quay closed">', title="Mill bridge &amp;amp; quay closed"),
        title="Mill bridge & quay closed"),
    "saved by SingleFile": Shape(
        "<!--\n Page saved with SingleFile \n url: https://bren-post.example/town/mill-bridge \n saved date: Wed May 01 2024\n-->" + page(f"<article><h1>{TITLE}</h1><div class=meta>Published 15 March 2023, last updated 2 February 2024</div>{BODY}</article>", _NAMED),
        url="file:///home/ada/mill.html"),
    "offers in the text (France)": Shape(
        page(f"<article><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>Il vous reste 60 % de cet article à lire.</p><p>Cet article est réservé aux abonnés.</p><p>Déjà abonné ? Connectez-vous</p></article>", _NAMED + ld(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-03-15T09:00:00Z"}))),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_text_title_day_and_outlet_are_what_was_printed(name: str) -> None:
    shape = SHAPES[name]
    article = extract(RawDocument("page", "html", shape.html.encode(), fallback_url=shape.url))
    assert tuple(line for line in article.text.split("\n") if line) == shape.lines
    assert article.title == shape.title
    assert article.source == shape.source
    assert (article.published_at.date() if article.published_at else None) == shape.day
    assert article.url == "https://bren-post.example/town/mill-bridge" or article.url == shape.url


@pytest.mark.parametrize(
    ("label", "published", "modified"),
    [
        ("Last updated on <time datetime='2024-02-02T09:00:00Z'>2 February 2024</time>", None, date(2024, 2, 2)),
        ("<span>Updated:</span> <span>2 February 2024</span>", None, date(2024, 2, 2)),
        ("Zuletzt aktualisiert am <time datetime='2024-02-02'>02.02.2024</time>", None, date(2024, 2, 2)),
        ("Mis à jour le <time datetime='2024-02-02'>2 février 2024</time>", None, date(2024, 2, 2)),
        ("최종수정 2024.02.02 09:00", None, date(2024, 2, 2)),
        ("2024年2月2日 更新", None, date(2024, 2, 2)),
        ("<time class='updated' datetime='2024-02-02'>2 Feb</time>", None, date(2024, 2, 2)),
        ("Published 15 March 2023 · Updated 2 February 2024", date(2023, 3, 15), date(2024, 2, 2)),
        ("Updated 2 February 2024 · Published 15 March 2023", date(2023, 3, 15), date(2024, 2, 2)),
        ("입력 2023.03.15 09:00 수정 2024.02.02 10:00", date(2023, 3, 15), date(2024, 2, 2)),
        ("15 March 2023, updated 11:42", date(2023, 3, 15), None),
    ],
)
def test_a_change_is_never_the_publication(label: str, published: date | None, modified: date | None) -> None:
    html = page(f"<article><h1>{TITLE}</h1><p class='meta'>{label}</p>{BODY}</article>")
    article = extract(RawDocument("page", "html", html.encode(), fallback_url="https://bren-post.example/town/mill"))
    days = [moment.date() if moment else None for moment in (article.published_at, article.modified_at)]
    assert days == [published, modified]


def test_a_live_blog_has_its_updates_under_their_times() -> None:
    updates = [{"@type": "BlogPosting", "headline": "Second", "datePublished": "2023-03-15T11:42:00+09:00", "articleBody": f"<p>{TWO}</p>"}, {"@type": "BlogPosting", "datePublished": "2023-03-15T10:15:00+09:00", "articleBody": ONE}]  # fmt: skip
    linked = ld(**{"@type": "LiveBlogPosting", "headline": TITLE, "datePublished": "2023-03-15T10:00:00+09:00", "liveBlogUpdate": updates})  # fmt: skip
    told = ["2023-03-15 11:42 +09:00: Second", TWO, "2023-03-15 10:15 +09:00", ONE]
    for body, intro in (("<div id=app></div>", []), (f"<article><h1>{TITLE}</h1><p>{THREE}</p><h2>Second</h2><p>{TWO}</p><p>{ONE}</p></article>", [THREE])):  # fmt: skip
        article = extract(
            RawDocument("p", "html", page(body, linked).encode(), fallback_url="https://b.example/live/1")
        )
        assert article.text.split("\n") == intro + told


_CARDS = "".join(f"<div class=card><h3><a href='/{n}'>A headline of number {n}</a></h3><p>In village {n} the school will open again in May, with two classes and a new gym, the head of it said, and a gar...</p></div>" for n in range(6))  # fmt: skip


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page("<h1>bren.example</h1><h2>Checking if the site connection is secure</h2><p>Enable JavaScript and cookies to continue</p>", title="Just a moment..."), "check for robots"),
        (page("<h1>Access Denied</h1><p>You don't have permission to access this on this server.</p><p>Reference #18.2f</p>", title="Access Denied"), "check for robots"),
        (page("<p>사람인지 확인하는 중입니다. 잠시만 기다려 주십시오.</p><div class='cf-turnstile'></div>", title="잠시만 기다리십시오…", lang="ko"), "check for robots"),
        (page("<main><h1>404</h1><p>Sorry, the page you are looking for was not found. Go back to the home page.</p></main>", title="Page not found | Bren Post"), "not there"),
        (page("<main><h1>Seite nicht gefunden</h1><p>Die gesuchte Seite existiert nicht mehr oder wurde verschoben.</p></main>", title="Fehler 404", lang="de"), "not there"),
        (page("<main><h1>요청하신 페이지를 찾을 수 없습니다</h1><p>삭제되었거나 주소가 바뀐 기사입니다.</p></main>", title="오류", lang="ko"), "not there"),
        (page("<main><h1>We value your privacy</h1><p>We and our 842 partners store and access information on a device, such as cookies, to process personal data.</p><p>You can change your consent choices at any time in the privacy settings.</p><button>Accept all</button></main>", title="Bren Post"), "cookies"),
        (page("<article><h1>Mill bridge</h1><p>You have reached your limit of free articles.</p><p>Subscribe now for 2 euros a month.</p></article>", title="Mill bridge"), "offer to subscribe"),
        (page(f"<main><h1>Local</h1>{_CARDS}</main>", "<link rel=alternate type='application/rss+xml' href='/local/feed'>", "Local"), "its feed instead: https://bren-post.example/local/feed"),
        (page("<main><h1>News</h1><ul>" + "".join(f"<li><a href='/n/{n}'>{ONE[:60]} {n}</a> 3 March 2024</li>" for n in range(12)) + "</ul></main>", title="News"), "links to 12 articles"),
        (page(f"<main>{_CARDS}</main>", title="Bren Post", head="<link rel=sitemap href='/map.xml'>"), "sitemap instead: https://bren-post.example/map.xml"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_with_the_reason(html: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        extract(RawDocument("page", "html", html.encode(), fallback_url="https://bren-post.example/local"))


@pytest.mark.parametrize(
    "html",
    [
        page(
            f"<article><h1>Page not found: how archives lose the web</h1>{BODY * 4}</article>", title="Page not found"
        ),
        page(f"<article><h1>Just a moment, says the mayor</h1>{BODY}</article>", title="Just a moment, says the mayor"),
        page(
            f"<article><h1>We value your privacy, bank says</h1>{BODY}<p>The bank uses cookies, it said.</p></article>"
        ),
        page(f"<article><h1>{TITLE}</h1>{BODY}</article><section><h2>More</h2>{_CARDS}</section>"),
    ],
)
def test_an_article_about_such_pages_or_with_teasers_below_is_read(html: str) -> None:
    article = extract(RawDocument("page", "html", html.encode(), fallback_url="https://bren-post.example/local"))
    assert ONE in article.text
    assert "A headline of number" not in article.text
