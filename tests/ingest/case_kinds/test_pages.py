# ruff: noqa: E501, UP031 - the inputs have long lines, in many scripts
"""Pages: what is no article, offers to subscribe, changes, copies, live blogs, scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ingest.case_kinds.expected import ONE, PAPER, TITLE, TWO, URL, Article, Case, Rejected, check, lake_story

THREE = "The council of the bay asked for a report on the age of the other shafts, which date from 1931, and wants to hear it before the holidays."
ARTICLE = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def pg(body: str, head: str = "", title: str = TITLE, lang: str = "en") -> str:
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


NAMED = '<meta property="og:site_name" content="Lakeside Herald">'
cards = "".join(
    f'<article class="teaser"><a href="/n/{n}"><h2>Headline number {n} of the page</h2></a><p>In the village of Ulm {n} the pier will open again in May, said the head of the office, and the first...</p><a href="/n/{n}">Read more</a></article>'
    for n in range(8)
)


CASES = {
    "akamai": Case("a.html",pg("<h1>Access Denied</h1>You don't have permission to access \"http://lakeside.example/\" on this server.<p>Reference #18.9f1c0a17.1649</p>",title="Access Denied"),[Rejected()]),
    "datadome": Case("a.html",pg("<p>Please enable JS and disable any ad blocker</p><script>var dd={}</script>",title="lakeside.example"),[Rejected()]),
    "imperva": Case("a.html",pg("<p>Request unsuccessful. Incapsula incident ID: 123-456</p>",title=""),[Rejected()]),
    "aws captcha jp": Case("a.html",pg("<h1>あなたがロボットでないことを確認してください</h1><p>続行するには、以下の確認を完了してください。</p>",title="確認",lang="ja"),[Rejected()]),
    "perimeterx": Case("a.html",pg("<h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><p>Reference ID 1234</p>",title="Access to this page has been denied"),[Rejected()]),
    "404 fr": Case("a.html",pg("<h1>Oups, cette page n'existe pas</h1><p>La page que vous recherchez est introuvable ou a été supprimée. Retour à l'accueil.</p>",title="Page introuvable - Le Courrier",lang="fr"),[Rejected()]),
    "404 es soft": Case("a.html",pg("<h1>Error 404</h1><p>La página que buscas no existe o ha cambiado de dirección.</p>",title="Página no encontrada",lang="es"),[Rejected()]),
    "consent de": Case("a.html",pg("<h1>Mit Werbung weiterlesen</h1><p>Besuchen Sie die Seite wie gewohnt mit Werbung und Tracking. Zustimmung jederzeit widerrufbar.</p><button>Akzeptieren und weiter</button><p>Wir und unsere 212 Partner speichern und verarbeiten personenbezogene Daten wie Cookies.</p>",title="Seebote",lang="de"),[Rejected()]),
    "tag page": Case("a.html",pg(f"<main><h1>Tag: shipping</h1>{cards}</main>",'<link rel="alternate" type="application/atom+xml" href="https://lakeside.example/tag/feed.atom">',"shipping - Lakeside Herald"),[Rejected("section page","feed.atom")]),
    "search results": Case("a.html",pg("<main><h1>Search results for steamer</h1><ol>"+"".join(f"<li><a href='/n/{n}'>Headline number {n} about the steamer of the bay</a><p>12 April 2022. In the village of Ulm {n} the pier opens…</p></li>" for n in range(10))+"</ol></main>",title="Search"),[Rejected("section page")]),
    "korean list": Case("a.html",pg("<div id=list><h2>지역</h2><ul>"+"".join(f"<li><a href='/n/{n}'><strong>유람선 {n}호 운항 멈춰</strong><p>해운국은 {n}호 유람선이 다음 달까지 운항하지 않는다고 밝혔다. 축에서 균열이...</p></a></li>" for n in range(9))+"</ul></div>",title="지역 - 호반신문",lang="ko"),[Rejected("section page")]),
    "paywall jp": Case("a.html",pg("<article><h1>汽船は停泊</h1><p>汽船は六月一日より前には出航しないと、航運局が火曜日に発表した。軸に亀裂が見つかり、新しい軸はトリエステで鋳造される予定だという。</p><p>この記事は有料会員限定です。残り 1,234文字</p><p>会員登録はこちら</p></article>",'<meta property="og:site_name" content="湖畔新聞"><meta property="article:published_time" content="2022-04-12T06:00:00+09:00">',"汽船は停泊",lang="ja"),[Article("汽船は停泊","湖畔新聞","2022-04-12",("軸に亀裂",),no=("有料会員","会員登録"))]),
    "paywall es": Case("a.html",pg(f"<article><h1>{TITLE}</h1>{ARTICLE}<div><p>¿Ya eres suscriptor? Inicia sesión</p><p>Suscríbete para seguir leyendo</p><p>Lee sin límites desde 1 € al mes</p></div></article>",NAMED+'<meta property="article:published_time" content="2022-04-12T06:00:00Z">'),[lake_story(url=None,no=("suscriptor","Suscríbete","sin límites"))]),
    "paywall pl": Case("a.html",pg(f"<article><h1>{TITLE}</h1>{ARTICLE}<p>Pozostało 70% artykułu do przeczytania</p><p>Zaloguj się lub wykup dostęp</p></article>",NAMED+'<meta property="article:published_time" content="2022-04-12T06:00:00Z">'),[lake_story(url=None,no=("Pozostało","Zaloguj"))]),
    "updated de stand": Case("a.html",pg(f"<article><h1>{TITLE}</h1><p class=meta>Stand: 12.04.2022, 10:05 Uhr</p>{ARTICLE}</article>",NAMED,lang="de"),[lake_story(url=None,day=None,modified="2022-04-12")]),
    "updated meta only": Case("a.html",pg(f"<article><h1>{TITLE}</h1>{ARTICLE}</article>",NAMED+'<meta property="article:modified_time" content="2022-04-12T06:00:00Z"><meta property="og:updated_time" content="2022-04-12T06:00:00Z">'),[lake_story(url=None,day=None,modified="2022-04-12")]),
    "updated ld only": Case("a.html",pg(f"<article><h1>{TITLE}</h1>{ARTICLE}</article>",NAMED+'<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","dateModified":"2022-04-12T06:00:00Z"}</script>'%TITLE),[lake_story(url=None,day=None,modified="2022-04-12")]),
    "updated tr": Case("a.html",pg(f"<article><h1>{TITLE}</h1><span>Son Güncelleme: 12 Nisan 2022 10:05</span>{ARTICLE}</article>",NAMED,lang="tr"),[lake_story(url=None,day=None,modified="2022-04-12")]),
    "arquivo": Case("a.html",pg(f"<article><h1>{TITLE}</h1>{ARTICLE}</article>",'<link rel="canonical" href="https://arquivo.pt/wayback/20240501101112mp_/https://lakeside.example/2022/corvina"><meta property="article:published_time" content="2024-05-01T10:11:12Z">'),[lake_story(source="lakeside.example",day=None)]),
    "wayback if": Case("a.html",pg(f"<article><h1>{TITLE}</h1><time datetime='2022-04-12T06:00:00Z'>12 April 2022</time>{ARTICLE}</article>",'<link rel="canonical" href="https://web.archive.org/web/20240501101112if_/http://lakeside.example:80/2022/corvina">'),[lake_story(source="lakeside.example",url=None)]),
    "google cache": Case("a.html",pg(f"<div id='bN015htcoyT__google-cache-hdr'>This is Google's cache of <a href='{URL}'>{URL}</a>. It is a snapshot of the page as it appeared on 1 May 2024 10:11:12 GMT.</div><article><h1>{TITLE}</h1>{ARTICLE}</article>",f'<base href="{URL}">'+NAMED),[lake_story(day=None,no=("snapshot","cache of"))]),
    "impossible ld": Case("a.html",pg(f"<article><h1>{TITLE}</h1>{ARTICLE}</article>",NAMED+'<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","datePublished":"2022-02-30T06:00:00Z"}</script>'%TITLE),[lake_story(url=None,day=None)]),
    "jalali only": Case("a.html",pg("<article><h1>فروش دو کشتی قدیمی</h1><div class=date>۲۳ فروردین ۱۴۰۱</div><p>هیئت‌مدیرهٔ شرکت کشتی‌رانی بندر سرو روز دوشنبه پس از چهار ساعت گفت‌وگو تصمیم گرفت دو کشتی قدیمی خود را بفروشد.</p><p>ساکنان جزیره نگران حذف آخرین سفر شبانه‌اند و ۲۳۰۰ امضا علیه این تصمیم گرد آورده‌اند و روز شنبه تحویل دادند.</p></article>",'<meta property="og:site_name" content="خبرگزاری سرو">',"فروش دو کشتی قدیمی","fa"),[Article("فروش دو کشتی قدیمی","خبرگزاری سرو","2022-04-12",("کشتی‌رانی",),no=("فروردین",))]),
    "live graph html": Case("a.html",pg("<div id=app></div>",'<script type="application/ld+json">'+json.dumps({"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":["NewsArticle","LiveBlogPosting"],"headline":TITLE,"datePublished":"2022-04-12T06:00:00+02:00","liveBlogUpdate":[{"@type":"BlogPosting","datePublished":"2022-04-12T08:00:00+02:00","articleBody":"<p>"+ONE+"</p>"},{"@type":"BlogPosting","headline":"Shaft","datePublished":"2022-04-12T07:00:00+02:00","articleBody":"<p>"+TWO+"</p>"}]}]})+"</script>"+NAMED),[lake_story(url=None,text=("2022-04-12 08:00 +02:00",ONE,"2022-04-12 07:00 +02:00: Shaft",TWO))]),
    "sinhala zwj": Case("a.html",pg("<article><h1>නෞකාව නතර වේ</h1><p>ශ්\u200dරී ලංකා නෞකා සමාගම සඳුදා හමුවේ දී පැරණිම නෞකා දෙක විකිණීමට තීරණය කළ බව ප්\u200dරධානියා පැවසීය. රාත්\u200dරී නෞකාව නතර වේ යැයි ජනතාව බිය වෙති.</p></article>",NAMED+'<meta property="article:published_time" content="2022-04-12T06:00:00+05:30">',"නෞකාව නතර වේ","si"),[Article("නෞකාව නතර වේ",PAPER,"2022-04-12",("ශ්\u200dරී","රාත්\u200dරී"))]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_as_it_was_printed(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
