"""Whole documents of each kind, for hypothesis to break and for atheris to grow from."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

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


SEEDS: dict[str, list[bytes]] = {
    "page": [page().encode(), page(head=OPEN_GRAPH).encode("utf-16"), b'<meta charset="euc-kr"><p>\xc7\xd1\xb1\xdb'],
    "scripts": [
        f'window.__NUXT__=(function(a,b){{return {{data:{{title:a,body:b}}}}}}("Storm",{json.dumps(_TEXT)}));'.encode(),
        f"self.__next_f.push([1,{json.dumps(_FLIGHT)}])".encode(),
        json.dumps([{"data": 1}, {"title": 2, "content": 3}, "Storm", _TEXT]).encode(),
        f'Fusion.globalContent={{"headlines":{{"basic":"Storm"}},"content_elements":[{{"content":{json.dumps(_TEXT)}}}]}}'.encode(),
    ],
    "fragment": [
        f"<p>{PARAGRAPHS[0]}<br>Ferry</p><table><tr><td>a</td><td>1</td></tr></table><blockquote>Six &amp; b".encode()
    ],
    "feed": [_RSS.encode(), _ATOM.encode()],
    "sitemap": [_SITEMAP.encode(), gzip.compress(_SITEMAP.encode())],
    "addresses": [b"https://p.example/1\n# a comment\nhttps://p.example/2 2023-03-16\n"],
    "suite": [_SUITE.encode()],
    "question": [
        "What did the Post say last week about \u201cthe bridge\u201d, in March 2023 or on 16/3/2023?".encode(),
        "2022년 3월 첫째 주에 조선일보는 무엇을 말했나?".encode(),
    ],
    "file.html": [page().encode()],
    "file.txt": [f"Storm\n\nBo Kim, 16 March 2023\n\n{PARAGRAPHS[0]}".encode()],
    "file.md": [f"---\ntitle: Storm\ndate: 2023-03-16\n---\n# Storm\n\n{PARAGRAPHS[0]}".encode()],
    "file.json": [f"[{_LINE}]".encode(), f'{{"articles": [{_LINE}]}}'.encode()],
    "file.jsonl": [f"{_LINE}\n{_LINE}\n".encode()],
    "file.csv": [f'title;text;date\nStorm;"{PARAGRAPHS[0]}";16.3.2023\n'.encode()],
    "file.epub": [_epub()],
    "file.pdf": [_PDF],
    "file.warc": [_WARC.format(length=len(_HTTP.encode()), body=_HTTP).encode()],
    "file.xml": [_RSS.encode()],
    "file.gz": [gzip.compress(_LINE.encode())],
    "file.zst": [zstandard.ZstdCompressor().compress(_LINE.encode())],
}
assert SEEDS.keys() == TARGETS.keys()
