# ruff: noqa: E501 - the inputs have long lines
"""Shapes that people report in the trackers of feed readers, extractors and export tools."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.ingest.case_kinds.expected import (
    HTML,
    ONE,
    PAPER,
    TITLE,
    TWO,
    URL,
    Case,
    Rejected,
    check,
    lake_story,
    lines_of_json,
)

THREE = "The company had hoped to sail at Easter, when the hotels on the far shore are full, and pays back 1,400 tickets that were sold in advance."
RECORD = {"title": TITLE, "url": URL, "source": PAPER, "date": "2022-04-12", "text": f"{ONE}\n\n{TWO}"}
HEADER = "title,date,source,text\n"


def rss(item: str, title: str = PAPER) -> str:
    return f"<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>{title}</title><link>https://lakeside.example/</link><item><title>{TITLE}</title><link>{URL}</link>{item}</item></channel></rss>"


def atom(inside: str) -> str:
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Planet Press</title><id>p</id><entry><id>e</id><title>{TITLE}</title><link href='{URL}'/><published>2022-04-12T06:00:00Z</published><updated>2022-04-12T06:00:00Z</updated>{inside}</entry></feed>"


def wxr(content: str, more: str = "") -> str:
    return f"<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>{PAPER}</title><wp:wxr_version>1.2</wp:wxr_version><item><title>{TITLE}</title><link>{URL}</link><pubDate>Tue, 12 Apr 2022 06:00:00 +0000</pubDate><content:encoded><![CDATA[{content}]]></content:encoded>{more}<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"


def blogger(*entries: tuple[str, str, str]) -> str:
    text = f"{ONE} {TWO} {THREE} {THREE}"
    inside = "".join(
        f"<entry><id>{kind}{title}</id><published>2022-04-12T06:00:00Z</published><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{kind}'/><title>{title}</title><content type='html'>{text}</content><link rel='alternate' href='{URL}'/>{more}</entry>"
        for kind, title, more in entries
    )
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://www.w3.org/2007/app'><title>{PAPER}</title><id>b</id>{inside}</feed>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title><link rel='canonical' href='{URL}'>{head}</head><body>{body}</body></html>"


def dated(value: object, day: str | None = "2022-04-12") -> Case:
    return Case("d.jsonl", lines_of_json({**RECORD, "date": value}), [lake_story(day=day)])


def sheet(*rows: list[str]) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(kept)
    return kept.getvalue()


def zip_of_an_older_windows(folder: str, content: str) -> bytes:
    """An archive that does not say in which character set its names are, as Korean Windows packs."""
    name, packed = folder.encode("cp949"), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("X" * len(name) + "/a.md", content)
    return packed.getvalue().replace(b"X" * len(name), name)


NEXIS = f"""
                               1 of 2 DOCUMENTS

              Copyright 2022 Lakeside Media
                             {PAPER}

                             April 12, 2022 Tuesday
                              Final Edition

SECTION: LOCAL; Pg. 1

LENGTH: 60 words

HEADLINE: {TITLE}

BYLINE: Ada Lind

BODY:
{ONE}

{TWO}

LOAD-DATE: April 13, 2022

                               2 of 2 DOCUMENTS

                             {PAPER}

                             April 13, 2022 Wednesday

LENGTH: 20 words

HEADLINE: New shaft

BODY: {TWO}
"""
PROQUEST = f"""____________________________________________________________

{TITLE}

ProQuest document link

____________________________________________________________

ABSTRACT

A steamer is moored.

____________________________________________________________

FULL TEXT

{ONE}

{TWO}

____________________________________________________________

DETAILS

Title: {TITLE}

Publication title: {PAPER}; Lindau Bay

Publication date: Apr 12, 2022

ProQuest document ID: 2787
"""
FORWARDED = f"""From: Jo <jo@desk.example>
Subject: Fwd: {TITLE}
Date: Fri, 15 Apr 2022 09:00:00 +0000

For the archive.

---------- Forwarded message ---------
From: {PAPER} via Substack <lakeside@substack.example>
Date: Tue, Apr 12, 2022 at 9:00 AM
Subject: {TITLE}
To: <jo@desk.example>


View this post on the web at {URL}

{ONE}

{TWO}
"""
WALLABAG = {
    "is_archived": 1, "is_public": False, "id": 5, "title": TITLE, "url": URL, "content": HTML,
    "created_at": "2024-05-01T10:00:00+0200", "updated_at": "2024-05-01T10:00:00+0200",
    "published_at": "-0001-11-30T00:00:00-0600", "domain_name": "lakeside.example",
}  # fmt: skip

CASES = {
    # feeds
    "a short article beside its summary": Case("a.xml", atom(f"<content type='html'>&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;</content><summary>A steamer is moored.</summary>"), [lake_story(source="Planet Press")]),
    "a summary that is cut stays a teaser": Case("a.xml", rss(f"<description>A steamer.</description><content:encoded>{ONE} {TWO[:40]} […]</content:encoded>"), [Rejected("teaser")]),
    "an empty content beside a full description": Case("a.xml", rss(f"<pubDate>Tue, 12 Apr 2022 06:00:00 GMT</pubDate><content:encoded/><description>{ONE} {TWO} {THREE} {THREE}</description>"), [lake_story()]),
    "an aggregator that names the paper": Case("a.xml", rss(f"<pubDate>Tue, 12 Apr 2022 06:00:00 GMT</pubDate><source url='https://lakeside.example/feed'>{PAPER}</source><description>{ONE} {TWO} {THREE} {THREE}</description>", "All papers"), [lake_story()]),
    "a planet that names the paper": Case("a.xml", atom(f"<content type='html'>{ONE} {TWO} {THREE} {THREE}</content><source><title>{PAPER}</title><id>s</id><updated>2022-04-12T06:00:00Z</updated></source>"), [lake_story()]),
    "an impossible time of day": Case("a.xml", rss(f"<pubDate>Tue, 12 Apr 2022 25:61:00 GMT</pubDate><description>{ONE} {TWO} {THREE} {THREE}</description>"), [lake_story()]),
    # WordPress
    "a zero byte in an export": Case("w.xml", wxr(f"<p>{ONE}</p><p>{TWO}</p>", "<wp:postmeta><wp:meta_value>\x00\x01</wp:meta_value></wp:postmeta>"), [lake_story()]),
    "embedded addresses are no text": Case("w.xml", wxr(f"{ONE}\n\nhttps://video.example/1\n\n[embed]https://video.example/2[/embed]\n\n{TWO}"), [lake_story(no=("video.example",))]),
    "a post behind a password": Case("w.xml", wxr(ONE, "<wp:post_password>secret</wp:post_password>"), [Rejected("private post")]),
    # what people keep
    "wallabag": Case("w.json", json.dumps([WALLABAG, {**WALLABAG, "content": "wallabag can't retrieve contents for this article. Please troubleshoot this issue."}]), [lake_story(source="lakeside.example", day=None, undated="it is a placeholder"), Rejected("record without a text")]),
    "newspaper4k with the date in meta elements": Case("n.json", json.dumps({"url": URL, "title": TITLE, "publish_date": "", "top_image": "", "meta_site_name": "", "text": f"{ONE}\n\n{TWO}", "meta_data": {"og": {"site_name": PAPER}, "article": {"published_time": "2022-04-12T08:00:00+02:00"}}}), [lake_story()]),
    "Blogger": Case("b.xml", blogger(("post", TITLE, ""), ("comment", "I saw it", ""), ("settings", "Name", ""), ("post", "Later", "<app:control><app:draft>yes</app:draft></app:control>")), [lake_story(), Rejected("comment"), Rejected("settings"), Rejected("draft")]),
    "Movable Type": Case("m.txt", f"AUTHOR: Ada Lind\nTITLE: {TITLE}\nBASENAME: corvina\nSTATUS: Publish\nDATE: 04/12/2022 08:00:00 AM\n-----\nBODY:\n<p>{ONE}</p>\n-----\nEXTENDED BODY:\n<p>{TWO}</p>\n-----\nCOMMENT:\nAUTHOR: Jo\nDATE: 04/13/2022 08:00:00 AM\nI saw it.\n-----\n--------\nAUTHOR: Ada Lind\nTITLE: Later\nSTATUS: Draft\nDATE: 04/14/2022 08:00:00 AM\n-----\nBODY:\n<p>{TWO}</p>\n-----\n--------\n", [lake_story(source=None, url=None, authors=("Ada Lind",), no=("I saw it", "BODY", "STATUS")), Rejected("draft")]),
    "a page of a Ghost site": Case("g.json", json.dumps({"db": [{"data": {"posts": [{"slug": "a", "html": HTML, "title": TITLE, "status": "published", "published_at": "2022-04-12T06:00:00Z", "type": "post"}, {"slug": "about", "html": HTML, "title": "About", "status": "published", "published_at": "2022-04-12T06:00:00Z", "type": "page"}]}}]}), [lake_story(source=None, url=None), Rejected("page of the site")]),
    "an outlet behind a headline": Case("r.jsonl", lines_of_json({**RECORD, "title": f"{TITLE} | {PAPER}"}), [lake_story()]),
    # JSON that is not quite JSON
    "a list over lines": Case("a.jsonl", f"[{json.dumps(RECORD)},\n{json.dumps({**RECORD, 'url': URL + '2'})}\n]\n", [lake_story(), lake_story(url=URL + "2")]),
    "records over several lines": Case("a.jsonl", f"{json.dumps(RECORD, indent=1)}\n{json.dumps({**RECORD, 'url': URL + '2'}, indent=1)}\n", [lake_story(), lake_story(url=URL + "2")]),
    "answers one after the other": Case("a.json", f"{json.dumps([RECORD])}{json.dumps([{**RECORD, 'url': URL + '2'}])}", [lake_story(), lake_story(url=URL + "2")]),
    "a comma too many": Case("a.json", f"[{json.dumps(RECORD)},]", [lake_story()]),
    "a list that breaks off": Case("a.json", f'[{json.dumps(RECORD)},{{"title": "B', [lake_story(), Rejected(reason="not JSON from here on")]),
    "Python instead of JSON": Case("a.jsonl", f"{RECORD!r}\n", [Rejected(reason="json.dumps")]),
    # dates as programs print them
    ".NET": dated("/Date(1649743200000+0200)/"),
    "pandas": dated("Timestamp('2022-04-12 08:00:00')"),
    "Python": dated("datetime.datetime(2022, 4, 12, 8, 0)"),
    "Firestore": dated({"_seconds": 1649743200, "_nanoseconds": 0}),
    "PHP": dated({"date": "2022-04-12 08:00:00.000000", "timezone_type": 3, "timezone": "Europe/Berlin"}),
    "Java": dated([2022, 4, 12, 8, 5]),
    "Oracle": dated("12-APR-22 08.00.00 AM"),
    "midnight at the end of a day": dated("2022-04-12T24:00:00"),
    "words after the time of day": dated("2022.04.12 08:05 입력"),
    "a year of the emperor": dated("令和4年4月12日"),
    "a year of the republic": dated("民國111年4月12日"),
    "parts that are no date": dated([1, 2, 3], None),
    # tables
    "lines above the header": Case("t.csv", f'Search results,,,\nCreated 2024-05-01,,,\n\n{HEADER}{TITLE},2022-04-12,{PAPER},"{ONE} {TWO}"\n', [lake_story(url=None)]),
    "lines above the header of a spreadsheet": Case("t.xlsx", sheet(["Search results"], [], ["Title", "Date", "Source", "Text"], [TITLE, "2022-04-12", PAPER, f"{ONE} {TWO}"]), [lake_story(url=None)]),
    "quotes behind backslashes": Case("t.csv", f'{HEADER}"{TITLE}","2022-04-12","{PAPER}","The \\"Corvina\\", a steamer.\n{ONE}\n{TWO}"\n', [lake_story(text=('The "Corvina", a steamer.', ONE, TWO), url=None)]),
    "line breaks that were written out": Case("t.csv", f'{HEADER}{TITLE},2022-04-12,{PAPER},"{ONE}\\n\\n{TWO}"\n', [lake_story(text=(f"{ONE}\n\n{TWO}",), url=None)]),
    # Markdown
    "a colon in a headline": Case("a.md", f"---\ntitle: Lindau Bay: {TITLE}\ndate: 2022-04-12\nauthors: [Ada Lind, Bo Kim]\n---\n{ONE}\n\n{TWO}\n", [lake_story(f"Lindau Bay: {TITLE}", source=None, url=None, authors=("Ada Lind", "Bo Kim"))]),
    "an underlined headline": Case("a.md", f"{TITLE}\n=====\n\n{ONE}\n\n{TWO}\n", [lake_story(source=None, url=None, day=None, no=(TITLE,))]),
    "a callout with a title": Case("a.md", f"---\ntitle: {TITLE}\ndate: 2022-04-12\n---\n{ONE}\n\n> [!note] What is known\n> {TWO}\n", [lake_story(source=None, url=None, no=("What is known A crack",), text=(ONE, "What is known\n\n" + TWO))]),
    # exports
    "Nexis with BODY": Case("n.txt", NEXIS, [lake_story(url=None, authors=("Ada Lind",)), lake_story("New shaft", day="2022-04-13", text=(TWO,), url=None)]),
    "ProQuest with headings": Case("p.txt", PROQUEST, [lake_story(url=None, no=("A steamer is moored",))]),
    "a letter that was passed on": Case("m.eml", FORWARDED, [lake_story(url=None, no=("Forwarded message", "For the archive", "View this post"))]),
    "names of an older Windows": Case("z.zip", zip_of_an_older_windows("호반신문", f"# {TITLE}\n\n{ONE}\n\n{TWO}"), [lake_story(source="호반신문", url=None, day=None)]),
    # pages
    "the day of a reader's comment": Case("a.html", page(f"<article><h1>{TITLE}</h1>{HTML}</article><div class='comments-area'><div class='comment'><time datetime='2022-05-02T10:00:00Z'>2 May 2022</time><p>They should have mended it last year.</p></div></div>"), [lake_story(source="lakeside.example", day=None)]),
    "the day of a quoted post": Case("a.html", page(f"<article><h1>{TITLE}</h1><p>{ONE}</p><blockquote class='twitter-tweet'><p>Moored.</p>— Bay (@bay) <a href='x'>May 2, 2022</a></blockquote><p>{TWO}</p></article>"), [lake_story(source="lakeside.example", day=None)]),
    "lines that lead on": Case("a.html", page(f"<article><h1>{TITLE}</h1><time datetime='2022-04-12'>12 April 2022</time><p>{ONE}</p><p>Story continues below advertisement</p><p>{TWO}</p><p><a href='?page=2'>Continue to page 2 »</a></p><a href='?page=2'>Next page</a></article>"), [lake_story(source="lakeside.example", no=("advertisement", "Next page", "page 2"))]),
    "a page before style sheets": Case("a.html", f"<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY BGCOLOR=white><CENTER><B>{TITLE}</B></CENTER><P>By ADA LIND<BR>{PAPER}, April 12, 2022<P>{ONE}<P>{TWO}<P>{THREE}</BODY></HTML>", [lake_story(source=None, url=None)]),
    "saved from": Case("a.html", f"<!-- saved from url=(0038){URL} -->\n<html lang='en'><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{HTML}</article></body></html>", [lake_story(source="lakeside.example", day=None)]),
    "the name of the site alone": Case("a.html", page(f"<article><h1>{TITLE}</h1>{HTML}</article>", '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"' + TITLE + '","datePublished":"2022-04-12"},{"@type":"WebSite","name":"' + PAPER + '"}]}</script>'), [lake_story()]),
    "a line of days in Finnish": Case("a.html", page(f"<article><h1>{TITLE}</h1><p class='date'>Julkaistu 12.4.2022 klo 9.05 | Päivitetty 13.4.2022 klo 10.00</p>{HTML}</article>").replace("'en'", "'fi'"), [lake_story(source="lakeside.example", modified="2022-04-13", no=("Julkaistu",))]),
    "a class of the whole page is no comment": Case("a.html", page(f"<div class='single comments open'><article><h1>{TITLE}</h1><time datetime='2022-04-12'>12 April 2022</time>{HTML}</article></div>"), [lake_story(source="lakeside.example")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_as_it_was_printed(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
