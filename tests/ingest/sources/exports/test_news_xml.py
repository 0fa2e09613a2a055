"""NITF and NewsML: single items, packages, and notices that cancel."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, Item
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.files import files
from tests.ingest.sources.written_files import only, raw, write

FERRY = "The ferry to Aldersea stays in port until May, the harbour master said on Thursday."
TWO = "Its engine broke in the storm."
NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf><head><title>slug</title><docdata management-status="usable"><doc-id id-string="L-1"/>
<date.issue norm="20230316T080000+0900"/><doc.copyright year="2023" holder="The Harbour Ledger"/></docdata></head>
<body><body.head><hedline><hl1>Ferry stays in port</hl1></hedline><byline>By Ada Lind</byline></body.head>
<body.content><p>{FERRY}</p><media media-type="image"><media-caption>A ferry</media-caption></media>
<hl2>Why</hl2><p>{TWO}</p></body.content></body></nitf>"""


XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FERRY}</p>
<p>{TWO}</p></body></html></inlineXML>"""


def item(status: str = "usable", guid: str = "urn:newsml:wire.example:2023:1", body: str = "") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" xml:lang="en-GB"><itemMeta>
<itemClass qcode="ninat:text"/><provider literal="Wire"/><versionCreated>2023-03-16T08:00:00+09:00</versionCreated>
<firstCreated>2023-03-16T07:00:00+09:00</firstCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>Ferry stays in port</headline><by>Ada Lind</by></contentMeta>
<contentSet>{body or XHTML}</contentSet></newsItem>"""


def read(path: Path, content: str) -> list[Item]:
    return list(files.documents(write(path, content)))


def test_nitf_gives_headline_day_outlet_author_and_text_without_captions(tmp_path: Path) -> None:
    article = extract(only(read(tmp_path / "a.xml", NITF)))
    assert (article.title, article.source, article.authors) == (
        "Ferry stays in port",
        "The Harbour Ledger",
        ("Ada Lind",),
    )
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2023-03-16T08:00:00+09:00"
    assert article.text.split("\n\n")[0] == FERRY
    assert article.text.endswith(TWO)
    assert "A ferry" not in article.text.splitlines()


def test_newsml_g2_gives_headline_day_outlet_author_and_text(tmp_path: Path) -> None:
    article = extract(only(read(tmp_path / "a.xml", item())))
    assert (article.title, article.source, article.authors) == ("Ferry stays in port", "Wire", ("Ada Lind",))
    assert article.url == "urn:newsml:wire.example:2023:1"
    assert article.text == f"{FERRY}\n\n{TWO}"
    assert f"{article.published_at:%Y-%m-%d}" == "2023-03-16"


def test_a_package_gives_each_of_its_items(tmp_path: Path) -> None:
    items = "".join(item(guid=f"urn:newsml:wire.example:2023:{number}") for number in range(3))
    picture = item(guid="urn:newsml:wire.example:2023:p", body="<remoteContent href='a.jpg'/>").replace(
        "ninat:text", "ninat:picture"
    )
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{items}{picture}</itemSet></newsMessage>'
    assert len({extract(one).url for one in raw(read(tmp_path / "a.xml", message))}) == 3


def test_a_withheld_item_is_a_reject_and_a_canceled_one_cancels(tmp_path: Path) -> None:
    [withheld] = read(tmp_path / "a.xml", item("withheld"))
    assert isinstance(withheld, Reject)
    assert "not published" in withheld.reason
    [canceled] = read(tmp_path / "b.xml", item("canceled", body="<inlineData/>"))
    assert isinstance(canceled, Canceled)
    assert canceled.url == "urn:newsml:wire.example:2023:1"


@pytest.mark.parametrize("content", [NITF[:400], item()[:300], "<nitf/>", "<newsMessage></newsMessage>"])
def test_what_breaks_off_or_is_empty_is_a_reject(tmp_path: Path, content: str) -> None:
    [rejected] = read(tmp_path / "a.xml", content)
    assert isinstance(rejected, Reject)


def test_entities_are_not_expanded_and_files_of_this_machine_are_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.dat", "the password is 12345")
    bomb = f'<!DOCTYPE nitf [<!ENTITY a "{"x" * 1000}"><!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    content = NITF.replace('<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">', bomb).replace(TWO, "&s; &a;&a;&a;")
    for found in raw(read(tmp_path / "a.xml", content)):
        text = extract(found).text
        assert "12345" not in text
        assert "xxxx" not in text
