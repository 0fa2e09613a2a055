# ruff: noqa: E501, UP031 - the inputs have long lines, in many scripts
"""Markdown and text as writing tools save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.case_kinds.expected import (
    KOREAN,
    KOREAN_TWO,
    ONE,
    PAPER,
    TITLE,
    TWO,
    URL,
    Article,
    Case,
    Rejected,
    check,
    lake_story,
)

BODY = f"{ONE}\n\n{TWO}"

CASES = {
    "hugo yaml": Case("p.md", f"---\ntitle: {TITLE}\ndate: 2022-04-12T08:00:00+02:00\ndraft: false\nauthors: [Ada Lind]\n---\n{BODY}\n\n{{{{< figure src=\"a.jpg\" title=\"Ship\" >}}}}\n", [lake_story(source="desk",url=None,authors=("Ada Lind",),no=("figure",))]),
    "hugo json": Case("p.md", '{\n"title": "%s",\n"date": "2022-04-12",\n"draft": false\n}\n\n%s'%(TITLE,BODY), [lake_story(source="desk",url=None,no=("draft",))]),
    "hugo toml expired": Case("p.md", f'+++\ntitle = "{TITLE}"\ndate = 2022-04-12\npublishDate = 2097-01-01\n+++\n{BODY}', [Rejected("scheduled post")]),
    "toml params": Case("p.md", f'+++\ntitle = "{TITLE}"\ndate = "2022-04-12"\n[params]\nsource = "{PAPER}"\nauthor = "Ada Lind"\n+++\n{BODY}', [lake_story(url=None,authors=("Ada Lind",))]),
    "jekyll post": Case("2022-04-12-lake-steamer.md", f"---\nlayout: post\ntitle: \"{TITLE}\"\ncategories: local\nauthor: ada\n---\n{BODY}\n\n{{% include share.html %}}\n", [lake_story(source="desk",url=None,no=("include",))]),
    "jekyll unpublished": Case("2022-04-12-lake-steamer.md", f"---\ntitle: \"{TITLE}\"\npublished: false\n---\n{BODY}", [Rejected("unpublished post")]),
    "jekyll drafts folder": Case("_drafts/lake-steamer.md", f"---\ntitle: \"{TITLE}\"\n---\n{BODY}", [Rejected("draft")]),
    "obsidian clipper": Case("p.md", f"---\ntitle: \"{TITLE}\"\nsource: \"{URL}\"\nsite: \"{PAPER}\"\nauthor:\n  - \"[[Ada Lind]]\"\npublished: 2022-04-12\ncreated: 2024-05-01\ndescription: x\ntags:\n  - clippings\n---\n> [!note] Mine\n> keep\n\n{BODY}\n\n![](https://a/b.png)\n\n==marked== words and %%hidden%% #tag [^1]\n\n[^1]: ONE note.", [lake_story(authors=("Ada Lind",),no=("%%","==","hidden","[^1]"))]),
    "obsidian draft status": Case("p.md", f"---\ntitle: {TITLE}\nstatus: Draft\n---\n{BODY}", [Rejected("draft")]),
    "markdownload": Case("p.md", f"---\ncreated: 2024-05-01T10:00:00 (UTC +02:00)\ntags: []\nsource: {URL}\nauthor: Ada Lind\n---\n\n# {TITLE}\n\n> ## Excerpt\n> x\n\n---\n{BODY}", [lake_story(day=None,source="lakeside.example")]),
    "pelican": Case("p.md", f"Title: {TITLE}\nDate: 2022-04-12 08:00\nAuthor: Ada Lind\nSlug: corvina\nStatus: published\n\n{BODY}", [lake_story(source="desk",url=None,authors=("Ada Lind",),no=("Slug","Status"))]),
    "pelican draft": Case("p.md", f"Title: {TITLE}\nDate: 2022-04-12 08:00\nStatus: draft\n\n{BODY}", [Rejected("draft")]),
    "notion": Case("Lake 0a1b.md", f"# {TITLE}\n\nPublished: April 12, 2022\nURL: {URL}\nSource: {PAPER}\n\n{BODY}", [lake_story()]),
    "joplin": Case("p.md", f"---\ntitle: {TITLE}\nupdated: 2024-05-01 08:00:00Z\ncreated: 2024-05-01 08:00:00Z\nsource: {URL}\nauthor: Ada Lind\n---\n\n{BODY}", [lake_story(day=None,source="lakeside.example")]),
    "readwise": Case("p.md", f"# {TITLE}\n\n![rw-book-cover](https://a/b.png)\n\n## Metadata\n- Author: [[{PAPER}]]\n- Full Title: {TITLE}\n- Category: #articles\n- URL: {URL}\n\n## Highlights\n- {ONE}\n- {TWO}\n", [Article(TITLE,"lakeside.example",None,(ONE,TWO),url=URL)]),
    "logseq": Case("p.md", f"title:: {TITLE}\ndate:: 2022-04-12\nsource:: {PAPER}\nurl:: {URL}\n\n- {ONE}\n- {TWO}\n", [lake_story()]),
    "table in md": Case("p.md", f"---\ntitle: {TITLE}\ndate: 2022-04-12\n---\n{ONE}\n\n| Ship | Year |\n|---|---|\n| Corvina | 1931 |\n\n{TWO}\n", [lake_story(source="desk",url=None,text=(ONE,"Ship | Year","Corvina | 1931",TWO))]),
    "html in md": Case("p.md", f"---\ntitle: {TITLE}\ndate: 2022-04-12\n---\n<p>{ONE}</p>\n<div>{TWO}</div>\n<script>x()</script>\n", [lake_story(source="desk",url=None,no=("x()",))]),
    "bom crlf": Case("p.md", ("\ufeff---\r\ntitle: "+TITLE+"\r\ndate: 2022-04-12\r\n---\r\n"+BODY.replace("\n","\r\n")).encode(), [lake_story(source="desk",url=None)]),
    "korean fm": Case("p.md", f"---\n제목: 유람선 멈춰\n날짜: 2022-04-12\n매체: 호반신문\n주소: {URL}\n---\n{KOREAN} {KOREAN_TWO}", [Article("유람선 멈춰","호반신문","2022-04-12",(KOREAN,),url=URL)]),
    "impossible": Case("p.md", f"---\ntitle: {TITLE}\ndate: 2022-02-30\n---\n{BODY}", [lake_story(source="desk",url=None,day=None)]),
    "impossible toml": Case("p.md", f"+++\ntitle = \"{TITLE}\"\ndate = 2022-13-01\n+++\n{BODY}", [lake_story(source="desk",url=None,day=None)]),
    "impossible name": Case("2022-02-30-x.md", f"---\ntitle: {TITLE}\n---\n{BODY}", [lake_story(source="desk",url=None,day=None)]),
    "epoch fm": Case("p.md", f"---\ntitle: {TITLE}\ndate: 1649750400\n---\n{BODY}", [lake_story(source="desk",url=None)]),
    "docusaurus": Case("2022-04-12-x.mdx", f"---\ntitle: {TITLE}\n---\nimport X from 'y';\n\n{BODY}", [lake_story(source="desk",url=None,no=("import",))]),
    "txt fields": Case("a.txt", f"{TITLE}\nBy: Ada Lind\nPublished: 12 April 2022\nSource: {PAPER}\nURL: {URL}\n\n{BODY}", [lake_story(authors=("Ada Lind",))]),
    "txt korean fields": Case("a.txt", f"제목: 유람선 멈춰\n일자: 2022-04-12\n언론사: 호반신문\n\n{KOREAN} {KOREAN_TWO}", [Article("유람선 멈춰","호반신문","2022-04-12",(KOREAN,))]),
    "txt impossible": Case("a.txt", f"{TITLE}\nDate: 31 April 2022\n\n{BODY}", [lake_story(source="desk",url=None,day=None)]),
    "restructured": Case("a.rst", "x", [Rejected("","not a kind of file")]),
    "wet": Case("c.wet", f"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2024-05-01T10:11:12Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/plain\r\nContent-Length: {len((TITLE+chr(10)+BODY).encode())}\r\n\r\n{TITLE}\n{BODY}\r\n\r\n", [lake_story(day=None,source="lakeside.example")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_as_it_was_printed(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
