# ruff: noqa: E501 - the inputs have long lines, in many scripts
"""Exports of press databases, wire services, mail and archives."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

from tests.ingest.case_kinds.expected import (
    HTML,
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
    Withdrawn,
    check,
    lake_story,
)

BODY = ONE + "\n\n" + TWO


def warc(*recs: tuple[str, str, str, str, str]) -> bytes:
    out = b""
    for typ, uri, date, ct, body in recs:
        b = body.encode()
        out += (
            (
                f"WARC/1.1\r\nWARC-Type: {typ}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:{abs(hash(body + date))}>\r\nContent-Type: {ct}\r\nContent-Length: {len(b)}\r\n\r\n"
            ).encode()
            + b
            + b"\r\n\r\n"
        )
    return out


G2 = "http://iptc.org/std/nar/2006-10-01/"


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


CASES = {
    "nexis numbered de": Case("n.txt", """                              Dokument 1 von 2


                                    Seebote

                          12. April 2022 Dienstag
                              Gesamtausgabe

Dampfer bleibt liegen

AUTOR: Ada Lind

RUBRIK: LOKALES; PAPER. 3

LÄNGE: 120 Wörter


Der Dampfer Corvina fährt nicht vor dem ersten Juni, sagte das Schifffahrtsamt am Dienstag.

An der Welle wurde ein Riss gefunden.

UPDATE: 12. April 2022

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung


                              Dokument 2 von 2


                                    Seebote

                          13. April 2022 Mittwoch

Neue Welle kommt

LÄNGE: 80 Wörter

Die neue Welle kommt aus Triest, sagte der Reeder am Mittwoch.

SPRACHE: GERMAN; DEUTSCH
""",[Article("Dampfer bleibt liegen","Seebote","2022-04-12",("Der Dampfer Corvina fährt","An der Welle wurde ein Riss gefunden."),no=("SPRACHE","UPDATE")),Article("Neue Welle kommt","Seebote","2022-04-13",("Die neue Welle kommt aus Triest",))]),
    "nexis uni": Case("n.txt", f"""Lake steamer stays moored

Lakeside Herald

April 12, 2022 Tuesday

Copyright 2022 Lakeside Media All Rights Reserved

Section: LOCAL; Pg. A3

Length: 120 words

Byline: Ada Lind

Body


{ONE}

{TWO}

Classification


Language: ENGLISH

Publication-Type: Newspaper

Subject: SHIPPING (90%)

Load-Date: April 12, 2022


End of Document


New shaft is cast

Lakeside Herald

April 20, 2022 Wednesday

Copyright 2022 Lakeside Media All Rights Reserved

Length: 60 words

Body


{TWO}

Load-Date: April 20, 2022


End of Document
""",[lake_story(url=None,authors=("Ada Lind",)),lake_story("New shaft is cast",day="2022-04-20",text=(TWO,),url=None)]),
    "factiva coded": Case("f.txt", f"""SE  Local
HD  Lake steamer stays moored
BY  By Ada Lind
WC  60 words
PD  12 April 2022
ET  08:00
SN  Lakeside Herald
SC  LAKHER
PG  3
LA  English
CY  (c) 2022 Lakeside Media

LP
{ONE}

TD
{TWO}

AN
Document LAKHER0020220412ei4c0000a
""",[lake_story(url=None,authors=("Ada Lind",))]),
    "factiva german": Case("f.txt", """Lokales
Dampfer bleibt liegen

Ada Lind
60 Wörter
12. April 2022
Seebote
SEEBO
3
Deutsch
Copyright 2022 Seebote Verlag

Der Dampfer Corvina fährt nicht vor dem ersten Juni, sagte das Schifffahrtsamt am Dienstag.

An der Welle wurde ein Riss gefunden.

Dokument SEEBO00020220412ei4c0000b
""",[Article("Dampfer bleibt liegen","Seebote","2022-04-12",("Der Dampfer Corvina fährt","Riss"),no=("Dokument",))]),
    "factiva french": Case("f.txt", """Le vapeur reste à quai
Ada Lind
60 mots
12 avril 2022
Le Courrier du Lac
COULAC
Français
© 2022 Le Courrier du Lac.

Le vapeur ne partira pas avant juin, a dit le bureau mardi.

Une fissure a été trouvée.

Document COULAC0020220412ei4c0000c
""",[Article("Le vapeur reste à quai","Le Courrier du Lac","2022-04-12",("Une fissure",))]),
    "proquest": Case("p.txt", f"""____________________________________________________________

Report Information from ProQuest
April 20 2024 10:00
____________________________________________________________

Document 1 of 1

Lake steamer stays moored

Author: Lind, Ada

Publication info: Lakeside Herald ; Lindau Bay [Lindau Bay]. 12 Apr 2022: ONE.3.

ProQuest document link

Full text: {ONE}

{TWO}

Title: Lake steamer stays moored

Publication title: Lakeside Herald; Lindau Bay

Publication date: Apr 12, 2022

Section: Local

Document URL: https://www.proquest.com/docview/123

ProQuest document ID: 123

Database: Global Newsstream

____________________________________________________________
""",[lake_story(url=None)]),
    "nitf doctype": Case("n.xml", f"""<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>x</title><meta name="publication_day_of_month" content="12"/><meta name="publication_month" content="4"/><meta name="publication_year" content="2022"/><docdata><doc-id id-string="77"/><doc.copyright year="2022" holder="{PAPER}"/></docdata><pubdata date.publication="20220412T000000" name="{PAPER}" ex-ref="{URL}"/></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline class="print_byline">By Ada Lind</byline></body.head><body.content><block class="lead_paragraph"><p>{ONE}</p></block><block class="full_text"><p>{ONE}</p><p>{TWO}</p></block></body.content></body></nitf>""".encode("latin-1"),[lake_story(authors=("Ada Lind",))]),
    "g2 message": Case("g.xml", f"""<?xml version="1.0"?><newsMessage xmlns="{G2}"><header><sent>2024-01-01T00:00:00Z</sent></header><itemSet><packageItem guid="x"/><newsItem guid="urn:newsml:lakeside:1" version="3"><itemMeta><itemClass qcode="ninat:text"/><provider literal="{PAPER}"/><versionCreated>2022-04-12T09:00:00+02:00</versionCreated><firstCreated>2022-04-12T06:00:00+02:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><by>Ada Lind</by><headline>{TITLE}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{ONE}</p><p>{TWO}</p></body></html></inlineXML></contentSet></newsItem><newsItem guid="urn:newsml:lakeside:2"><itemMeta><versionCreated>2022-04-12T09:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/></itemMeta><contentMeta><headline>x</headline></contentMeta></newsItem><newsItem guid="urn:newsml:lakeside:3"><itemMeta><versionCreated>2022-04-12T09:00:00Z</versionCreated><embargoed>2097-01-01T00:00:00Z</embargoed></itemMeta><contentMeta><headline>x</headline></contentMeta><contentSet><inlineData contenttype="text/plain">{ONE}</inlineData></contentSet></newsItem></itemSet></newsMessage>""",[lake_story(url=None,authors=("Ada Lind",)),Withdrawn(),Rejected("embargoed post")]),
    "newsml1": Case("n1.xml", f"""<?xml version="1.0"?><NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>lakeside.example</ProviderId><DateId>20220412</DateId><NewsItemId>1</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:newsml:lakeside.example:20220412:1:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><FirstCreated>20220412T060000Z</FirstCreated><ThisRevisionCreated>20220412T090000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>{TITLE}</HeadLine><ByLine>Ada Lind</ByLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="{PAPER}"/></Provider></AdministrativeMetadata><ContentItem><DataContent><nitf><body><body.content><p>{ONE}</p><p>{TWO}</p></body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""",[lake_story(url=None)]),
    "mbox html euckr": Case("m.mbox", b"From a@b Tue Apr 12 08:00:00 2022\nFrom: =?utf-8?b?7Zi467CY7Iug66y4?= <news@lakeside.example>\nSubject: =?euc-kr?b?"+base64.b64encode("유람선 멈춰".encode("euc-kr"))+b"?=\nDate: Tue, 12 Apr 2022 08:00:00 +0900\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=euc-kr\nContent-Transfer-Encoding: base64\n\n"+base64.encodebytes((KOREAN+"\n\n"+KOREAN_TWO).encode("euc-kr"))+b"\n--x\nContent-Type: text/html; charset=euc-kr\nContent-Transfer-Encoding: base64\n\n"+base64.encodebytes(("<p>"+KOREAN+"</p><p>"+KOREAN_TWO+"</p>").encode("euc-kr"))+b"\n--x--\n\nFrom c@d Wed Apr 13 08:00:00 2022\r\nFrom: Lakeside Herald <n@lakeside.example>\r\nSubject: Fwd: "+TITLE.encode()+b"\r\nDate: Wed, 13 Apr 2022 08:00:00 +0200\r\n\r\n"+BODY.replace("\n","\r\n").encode()+b"\r\n\r\n>From here it goes on with a longer line.\r\n",[Article("유람선 멈춰","호반신문","2022-04-12",(KOREAN,KOREAN_TWO)),Article("Fwd: "+TITLE,PAPER,"2022-04-13",(ONE,TWO,"From here it goes on"),no=(">From",))]),
    "eml impossible date": Case("m.eml", f"From: {PAPER} <n@lakeside.example>\nSubject: {TITLE}\nDate: Thu, 31 Feb 2022 08:00:00 +0000\nContent-Type: text/html; charset=utf-8\n\n<html><body><table><tr><td><p>{ONE}</p><p>{TWO}</p></td></tr></table><p><a href='x'>Unsubscribe</a> | <a href='y'>View in browser</a></p></body></html>",[lake_story(url=None,day=None,no=("Unsubscribe","View in browser"))]),
    "warc three": Case("c.warc", warc(("request",URL,"2022-04-12T09:00:00Z","application/http; msgtype=request","GET / HTTP/1.1\r\n\r\n"),("response",URL,"2022-04-12T09:00:00Z","application/http; msgtype=response",f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>{TITLE}</title><meta property='article:published_time' content='2022-04-12T06:00:00Z'></head><body><article><h1>{TITLE}</h1>{HTML}</article></body></html>"),("revisit",URL,"2023-04-12T09:00:00Z","application/http; msgtype=response","HTTP/1.1 200 OK\r\n\r\n"),("response",URL+"404","2022-04-12T09:00:00Z","application/http; msgtype=response","HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<h1>No</h1>")),[lake_story(source="lakeside.example")]),
    "zip of kinds": Case("z.zip", zipped({"2022/04/12/a.md": f"# {TITLE}\n\n{BODY}".encode(), "x/b.csv": f'title,date,source,text\nOther,2022-04-12,{PAPER},"{TWO} {ONE}"\n'.encode(), "__MACOSX/._a.md": b"x", "img.jpg": b"\xff\xd8\xff"}),[lake_story(source="12",url=None),lake_story("Other",url=None),Rejected()]),
    "medium export": Case("posts/2022-04-12_Lake-steamer-1a2b.html", f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{TITLE}</title></head><body><article class="h-entry"><header><h1 class="p-name">{TITLE}</h1></header><section data-field="subtitle" class="p-summary">x</section><section data-field="body" class="e-content"><div class="section-content"><h3 class="graf--title">{TITLE}</h3><p>{ONE}</p><p>{TWO} {ONE} The boat is old, and its owners want to keep it for the summer guests of the bay.</p></div></section><footer><p>By <a href="https://m.example/@ada" class="p-author h-card">Ada Lind</a> on <a href="{URL}"><time class="dt-published" datetime="2022-04-12T06:00:00.000Z">April 12, 2022</time></a>.</p><p><a href="{URL}" class="p-canonical">Canonical link</a></p><p>Exported from Medium on May 1, 2024.</p></footer></article></body></html>',[lake_story(source="lakeside.example",authors=("Ada Lind",),no=("Exported from",))]),
    "evernote enex": Case("n.enex", f'<?xml version="1.0"?><en-export><note><title>{TITLE}</title><created>20240501T080000Z</created><note-attributes><source-url>{URL}</source-url></note-attributes><content><![CDATA[<en-note><p>{ONE}</p></en-note>]]></content></note></en-export>',[Rejected("","not a kind of file")]),
    "opml": Case("f.opml", '<opml version="2.0"><body><outline text="News"><outline type="rss" xmlUrl="https://a.example/feed"/></outline></body></opml>',[Rejected("","only names addresses")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_as_it_was_printed(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
