"""Whole documents of each kind, for hypothesis to break and for atheris to grow from."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import openpyxl
import zstandard

from tests.fuzz.targets import TARGETS
from tests.ingest.pages import OPEN_GRAPH, PARAGRAPHS, page

_LINE = json.dumps({"title": "Ferry", "text": PARAGRAPHS[0], "published_at": "2023-03-16", "authors": ["Bo Kim"]})
_BODY = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in PARAGRAPHS)
_RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><language>en</language><item>
<title>Storm</title><link>https://p.example/1</link><pubDate>Thu, 16 Mar 2023 09:00:00 GMT</pubDate>
<description>{_BODY}</description></item></channel></rss>"""
_ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>urn:1</id>
<title>Storm</title><updated>2023-03-16T09:00:00Z</updated><content type="html">{_BODY}</content></entry></feed>"""
_WXR = f"""<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title><item><title>Storm</title>
<link>https://p.example/1</link><content:encoded><![CDATA[[caption]x[/caption]\n\n{PARAGRAPHS[0]}]]></content:encoded>
<wp:post_date>2023-03-16 18:00:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
</item></channel></rss>"""
_TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
_FLIGHT = f'2:T{len(_TEXT):x},{_TEXT}1:["$","p",null,{{"article":{{"headline":"Storm","body":"$2"}}}}]\n'
_SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>
<loc>https://p.example/1</loc><lastmod>2023-03-16</lastmod></url></urlset>"""
_SUITE = """cases:
- id: ferry
  question: "When does the ferry stop?"
  since: 2023-03-16
  expect: {contains: [May], abstains: false}
"""
_WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0ffdb1a5-7ad9-4a0f-a5a4-000000000001>\r\n"
    "WARC-Date: 2023-03-16T00:00:00Z\r\nWARC-Target-URI: https://p.example/1\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
)
_HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page()}"
_PDF = b"""%PDF-1.1
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 144]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font
/Subtype/Type1/BaseFont/Times-Roman>>>>>>>>endobj
4 0 obj<</Length 55>>stream
BT /F1 18 Tf 0 0 Td (The ferry to Aldersea sails.) Tj ET
endstream endobj
trailer<</Root 1 0 R/Size 5>>
%%EOF"""


def _epub() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as book:
        book.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>'
        )
        book.writestr(
            "o.opf",
            '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
        )
        book.writestr("a.xhtml", f"<html><body><h1>Storm</h1><p>{PARAGRAPHS[0]}</p></body></html>")
    return raw.getvalue()


def _zip(**members: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return raw.getvalue()


def _tar(mode: str) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode=mode) as archive:  # type: ignore[call-overload]
        member = tarfile.TarInfo("a/a.txt")
        content = f"Storm\n\n{PARAGRAPHS[0]}".encode()
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return raw.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["title", "date", "text"])
    book.active.append(["Storm", "3/16/2023", PARAGRAPHS[0]])
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


_MOVABLE_TYPE = f"""TITLE: Storm
STATUS: Publish
DATE: 03/16/2023 09:00:00 AM
-----
BODY:
{PARAGRAPHS[0]}
-----
--------
"""
_MAIL = f"""From: The Post <post@p.example>
Subject: =?utf-8?q?Storm=3A_ferry?=
Date: Thu, 16 Mar 2023 09:00:00 +0900
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8; format=flowed

{PARAGRAPHS[0]}
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>{PARAGRAPHS[0]}</p>
--b--
"""
_NITF = f"""<?xml version="1.0"?><nitf><head><docdata><date.issue norm="20230316T090000Z"/></docdata></head><body>
<body.head><hedline><hl1>Storm</hl1></hedline></body.head><body.content><p>{PARAGRAPHS[0]}</p></body.content></body></nitf>"""
_NEWSML = f"""<newsItem guid="urn:newsml:p.example:1"><itemMeta><versionCreated>2023-03-16T09:00:00Z</versionCreated>
<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Storm</headline></contentMeta><contentSet><inlineXML>
<html><body><p>{PARAGRAPHS[0]}</p></body></html></inlineXML></contentSet></newsItem>"""
_NEXIS = f"""1 of 1 DOCUMENTS\n\n          Post\n\n     March 16, 2023 Thursday\n\nStorm\n\nBYLINE: Bo Kim\n
LENGTH: 34 words\n\n{PARAGRAPHS[0]}\n\nLOAD-DATE: March 17, 2023\n"""
_FACTIVA = f"""Storm\n\nBo Kim\n34 words\n16 March 2023\nPost\nPOSTXX\nEnglish\n(c) 2023\n\n{PARAGRAPHS[0]}\n
Document POSTXX0020230317ej3g0001x\n"""
_PROQUEST = f"""{"_" * 40}\nStorm\n\nFull text: {PARAGRAPHS[0]}\n\nPublication title: Post\n
Publication date: Mar 16, 2023\n\nProQuest document ID: 1\n{"_" * 40}\n"""
_WORD = f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{PARAGRAPHS[0]}</w:t></w:r></w:p></w:body></w:document>'
_WET = (
    "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2023-03-16T00:00:00Z\r\n"
    "WARC-Target-URI: https://p.example/1\r\nContent-Type: text/plain\r\n"
    f"Content-Length: {len(PARAGRAPHS[0].encode())}\r\n\r\n{PARAGRAPHS[0]}\r\n\r\n"
)
_OPML = '<opml version="2.0"><body><outline text="Post" type="rss" xmlUrl="https://p.example/feed"/></body></opml>'
_WORDPRESS = json.dumps(
    [
        {
            "title": {"rendered": "Storm"},
            "content": {"rendered": f"<p>{PARAGRAPHS[0]}</p>"},
            "date": "2023-03-16T09:00:00",
        }
    ]
)
_HITS = json.dumps({"hits": {"hits": [{"_id": "1", "_source": {"headline": "Storm", "body": PARAGRAPHS[0]}}]}})

SEEDS: dict[str, list[bytes]] = {
    "page": [page().encode(), page(head=OPEN_GRAPH).encode("utf-16"), b'<meta charset="euc-kr"><p>\xc7\xd1\xb1\xdb'],
    "feed": [_RSS.encode(), _ATOM.encode(), _WXR.encode()],
    "story_pages": [
        page(
            head='<link rel="next" href="?page=2"><link rel="alternate" type="application/rss+xml" href="/f">'
        ).encode()
    ],
    "scripts": [
        f'window.__NUXT__=(function(a,b){{return {{data:{{title:a,body:b}}}}}}("Storm",{json.dumps(_TEXT)}));'.encode(),
        f"self.__next_f.push([1,{json.dumps(_FLIGHT)}])".encode(),
        json.dumps([{"data": 1}, {"title": 2, "content": 3}, "Storm", _TEXT]).encode(),
        f'Fusion.globalContent={{"headlines":{{"basic":"Storm"}},"content_elements":[{{"content":{json.dumps(_TEXT)}}}]}}'.encode(),
    ],
    "fragment": [
        f"<p>{PARAGRAPHS[0]}<br>Ferry</p><table><tr><td>a</td><td>1</td></tr></table><blockquote>Six &amp; b".encode()
    ],
    "sitemap": [_SITEMAP.encode(), gzip.compress(_SITEMAP.encode())],
    "addresses": [
        b"https://p.example/1\n# a comment\nhttps://p.example/2 2023-03-16\n- [Storm](https://p.example/3)\n",
    ],
    "bookmarks": [
        b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="https://p.example/1" ADD_DATE="1">Storm</A></DL>',
    ],
    "suite": [_SUITE.encode()],
    "question": [
        "What did the Post say last week about \u201cthe bridge\u201d, in March 2023 or on 16/3/2023?".encode(),
        "2022년 3월 첫째 주에 조선일보는 무엇을 말했나?".encode(),
    ],
    "reply": [
        b'{"id": "a", "answer": "In May [1].", "citations": [{"url": "https://p.example/1", "quote": "In May"}], '
        b'"passages": ["https://p.example/2"], "confidence": 0.5, "usage": {"input_tokens": 3}}',
    ],
    "facts.json": [
        b'[{"question_id": 1, "question_text": "When?", "assertions": ["It stops in May.", {"statement": "So."}]}]',
        b'{"qid": "a", "query": "When?", "nuggets": [{"text": "In May", "importance": "okay"}]}\n',
        b'[{"user_input": "When?", "reference": "In May. So."}, {"question": "Why?", "ground_truths": ["So."]}]',
    ],
    "facts.yaml": [
        b"tests:\n- vars: {question: When?}\n  assert:\n  - {type: regex, value: 'M(?<a>ay)'}\n"
        b"  - {type: not-contains-any, value: [June]}\n",
    ],
    "facts.csv": [b'question,__expected,__expected2\nWhen?,"contains-any:May, June",similar(0.6):In May\n'],
    "file.html": [page().encode()],
    "file.txt": [f"Storm\n\nBo Kim, 16 March 2023\n\n{PARAGRAPHS[0]}".encode()],
    "text_export": [_MOVABLE_TYPE.encode(), _NEXIS.encode(), _FACTIVA.encode(), _PROQUEST.encode()],
    "date": [
        *(b"/Date(1678924800000+0900)/", b"Timestamp('2023-03-16 09:00:00')", b"datetime.datetime(2023, 3, 16, 9, 0)"),
        *(
            b"Thu, 16 Mar 2023 25:61:00 GMT",
            b"16-MAR-23 09.00.00 AM",
            "令和5年3月16日".encode(),
            b"2023-03-16T24:00:00",
        ),
    ],
    "record": [
        json.dumps({"title": "Ferry", "text": "One.\\n\\nTwo.", "date": {"_seconds": 1678924800}}).encode(),
        json.dumps({"title": "Ferry", "content": PARAGRAPHS[0], "date": [2023, 3, 16, 9, 0]}).encode(),
        json.dumps({"is_archived": 0, "domain_name": "p.example", "content": _TEXT, "published_at": None}).encode(),
    ],
    "front_matter": [
        f"---\ntitle: Storm: later\ntags: [a, b]\n---\n> [!note] Known\n> {PARAGRAPHS[0]}".encode(),
        f'+++\ntitle = "Storm"\ndate = 2023-03-16\n+++\n{PARAGRAPHS[0]}\n\n![[a.png]] [[b|c]]'.encode(),
    ],
    "news_item": [_NITF.encode(), _NEWSML.encode()],
    "opml": [
        _OPML.encode(),
        b'<opml version="2.0"><body><outline text="a"><outline xmlUrl="https://p.example/f"/></outline></body></opml>',
    ],
    "file.xlsx": [_xlsx()],
    "file.docx": [_zip(word__document_xml=_WORD)],
    "file.mbox": [f"From p@p.example Thu Mar 16 09:00:00 2023\n{_MAIL}\n".encode()],
    "file.eml": [
        _MAIL.encode(),
        "From: Jo <j@p.example>\nSubject: Fwd\n\n--- Forwarded message ---\nFrom: Post <a@p.example>\n"
        f"Date: 16 Mar 2023\n\n"
        f"{PARAGRAPHS[0]}".encode(),
    ],
    "file.mhtml": [_MAIL.replace("alternative", "related").encode()],
    "file.zip": [_zip(a__a_txt=f"Storm\n\n{PARAGRAPHS[0]}", b_jsonl=_LINE)],
    "file.wacz": [_zip(archive__a_warc=_WARC.format(length=len(_HTTP.encode()), body=_HTTP))],
    "file.tar": [_tar("w")],
    "file.tgz": [_tar("w:gz")],
    "file.wet": [_WET.encode()],
    "file.opml": [_OPML.encode()],
    "file.md": [
        f"---\ntitle: Storm\ndate: 2023-03-16\n---\n# Storm\n\n{PARAGRAPHS[0]}".encode(),
        f"Title: Storm\nDate: 2023-02-30\n\n{PARAGRAPHS[0]}\n\n| a | 1 |\n|---|---|\n{{{{< x >}}}}".encode(),
        f'{{"title": "Storm", "date": 1678924800}}\n\n{PARAGRAPHS[0]} [^1]\n\n[^1]: ==So==.'.encode(),
    ],
    "file.json": [
        json.dumps({"title": {"0": "Storm"}, "text": {"0": PARAGRAPHS[0]}, "date": {"0": "16/3/2023"}}).encode(),
        json.dumps({"columns": ["title", "text"], "data": [["Storm", PARAGRAPHS[0]]]}).encode(),
        f"[{_LINE}]".encode(),
        f'{{"articles": [{_LINE}]}}'.encode(),
        _WORDPRESS.encode(),
        _HITS.encode(),
    ],
    "file.jsonl": [f"{_LINE}\n{_LINE}\n".encode(), f"[{_LINE},\n{_LINE}\n]".encode(), b'{\n "text": "a"\n}\n{\n'],
    "file.csv": [
        b"sep=|\ntitle|url\nStorm|https://p.example/1\n",
        b"1\t20230316\thttps://p.example/1\tX\n2\t20230316\thttps://p.example/2\tY\n",
        f'title;text;date\nStorm;"{PARAGRAPHS[0]}";16.3.2023\n'.encode(),
        b'Found\n\ntitle,text\nStorm,"He said \\"no\\", twice.\nThen he left."\n',
    ],
    "file.epub": [_epub()],
    "file.pdf": [_PDF],
    "file.warc": [_WARC.format(length=len(_HTTP.encode()), body=_HTTP).encode()],
    "file.xml": [_RSS.encode()],
    "file.gz": [gzip.compress(_LINE.encode())],
    "file.zst": [zstandard.ZstdCompressor().compress(_LINE.encode())],
}
assert SEEDS.keys() == TARGETS.keys()
