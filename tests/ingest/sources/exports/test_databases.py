"""Text exports of press databases: split into their articles, each with its own headline, paper, day and text."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.core.types import Reject
from clippings.ingest.extraction.extract import ExtractedArticle, extract
from clippings.ingest.sources.files import files
from tests.ingest.sources.written_files import raw, write

FERRY = "The ferry to Aldersea stays in port until May, the harbour master said on Thursday."
BRIDGE = "The bridge at Holm was closed for repairs, and buses take the long way round."

NEXIS = """


                               1 of 2 DOCUMENTS


                              The Harbour Ledger

                        March 16, 2023 Thursday 9:15 AM GMT
                                 Final Edition

Ferry stays
in port

BYLINE: Ada Lind and
Bo Kim

SECTION: NEWS; Pg. 1

LENGTH: 1,034 words

DATELINE: ALDERSEA

The ferry to Aldersea stays in port until May,
the harbour master said on Thursday.

UPDATE: Its engine broke in the storm.

LOAD-DATE: March 18, 2023

SUBJECT: FERRIES (91%); PORTS (78%)

LANGUAGE: ENGLISH

GRAPHIC: A ferry. Photo: Bo Kim

              Copyright 2023 Ledger Newspapers Ltd
                         All Rights Reserved


                               2 of 2 DOCUMENTS


                                   Holm Post

                              17 March 2023

HEADLINE: Bridge closed

The bridge at Holm was closed for repairs, and buses take the long way round.

LOAD-DATE: March 18, 2023
"""

NEXIS_UNI = """Page 1 of 2
Ferry stays in port
The Harbour Ledger
March 16, 2023 Thursday
Copyright 2023 Ledger Newspapers Ltd All Rights Reserved
Section: NEWS; Pg. 1
Length: 34 words
Byline: Ada Lind
Body

The ferry to Aldersea stays in port until May, the harbour master said on Thursday.
Load-Date: March 18, 2023
End of Document
Bridge closed
Holm Post
March 17, 2023 Friday
Length: 12 words
Body
The bridge at Holm was closed for repairs, and buses take the long way round.
Load-Date: March 18, 2023
End of Document
"""

FACTIVA = """News
Ferry stays in port

By Ada Lind
1,034 words
16 March 2023
09:15
The Harbour Ledger
HARLED
1
English
Copyright 2023, Ledger Newspapers Ltd

The ferry to Aldersea stays in port until May, the harbour master said on Thursday.

Document HARLED0020230317ej3g0001x


Bridge closed

12 words
17 March 2023
Holm Post
HOLMPO
English
(c) 2023 Holm Post

The bridge at Holm was closed for repairs, and buses take the long way round.

Document HOLMPO0020230318ej3h0002y

Search Summary
Text        ferry or bridge
Date        In the last year
"""

FACTIVA_CODES = """SE   News
HD   Ferry stays in port
BY   By Ada Lind
WC   1,034 words
PD   16 March 2023
ET   09:15
SN   The Harbour Ledger
SC   HARLED
LA   English
LP   The ferry to Aldersea stays in port until May,
     the harbour master said on Thursday.
TD
     Its engine broke in the storm.
AN   Document HARLED0020230317ej3g0001x

Document HARLED0020230317ej3g0001x
HD   Bridge closed
PD   17 March 2023
SN   Holm Post
LP   The bridge at Holm was closed for repairs, and buses take the long way round.
Document HOLMPO0020230318ej3h0002y
"""

PROQUEST = """____________________________________________________________

Report Information from ProQuest
1 May 2024
____________________________________________________________

Document 1 of 2

Ferry stays in port

Author: Lind, Ada; Kim, Bo

Publication info: The Harbour Ledger ; Aldersea [Aldersea]. 16 Mar 2023: 1.

https://db.example/1

Abstract: None available.

Full text: The ferry to Aldersea stays in port until May, the harbour master said on Thursday.

Its engine broke in the storm.

Subject: Ferries; Ports

Title: Ferry stays in port

Publication title: The Harbour Ledger; Aldersea

Publication date: Mar 16, 2023

ProQuest document ID: 2787

____________________________________________________________

Document 2 of 2

Bridge closed

Full text: The bridge at Holm was closed for repairs, and buses take the long way round.

Title: Bridge closed

Publication title: Holm Post

Publication date: Mar 17, 2023

ProQuest document ID: 2788

____________________________________________________________

Contact us at: support
"""


def articles(path: Path, content: str) -> list[ExtractedArticle]:
    items = list(files.documents(write(path, content)))
    assert not [item for item in items if isinstance(item, Reject)]
    return [extract(item) for item in raw(items)]


@pytest.mark.parametrize("content", [NEXIS, NEXIS_UNI, FACTIVA, FACTIVA_CODES, PROQUEST])
@pytest.mark.parametrize("name", ["export.txt", "EXPORT.TXT"])
def test_an_export_is_split_into_its_articles(tmp_path: Path, content: str, name: str) -> None:
    ferry, bridge = articles(tmp_path / name, content)
    assert (ferry.title, bridge.title) == ("Ferry stays in port", "Bridge closed")
    assert (ferry.source, bridge.source) == ("The Harbour Ledger", "Holm Post")
    assert [f"{one.published_at:%Y-%m-%d}" for one in (ferry, bridge)] == ["2023-03-16", "2023-03-17"]
    assert ferry.text.startswith(FERRY)
    assert bridge.text == BRIDGE
    assert any("Ada" in author for author in ferry.authors)
    assert ferry.url != bridge.url


def test_words_of_the_article_that_look_like_labels_stay(tmp_path: Path) -> None:
    ferry, _ = articles(tmp_path / "export.txt", NEXIS)
    assert ferry.text == f"{FERRY}\n\nUPDATE: Its engine broke in the storm."


def test_addresses_stay_when_an_export_is_read_again_or_grows(tmp_path: Path) -> None:
    first = [article.url for article in articles(tmp_path / "export.txt", FACTIVA)]
    assert [article.url for article in articles(tmp_path / "export.txt", FACTIVA)] == first
    assert first[0].endswith("#HARLED0020230317ej3g0001x")


def test_a_part_without_an_article_is_a_reject_that_shows_how_it_begins(tmp_path: Path) -> None:
    content = FACTIVA.replace("Bridge closed", "Table of fares").replace("12 words\n", "")
    items = list(files.documents(write(tmp_path / "export.txt", content)))
    [rejected] = [item for item in items if isinstance(item, Reject)]
    assert "Factiva" in rejected.reason
    assert "Table of fares" in rejected.reason


def test_an_ordinary_text_is_no_export(tmp_path: Path) -> None:
    [article] = articles(
        tmp_path / "a.txt", f"Ferry stays in port\nDate: 2023-03-16\n\n{FERRY}\n\nDocument 5 was shown."
    )
    assert article.title == "Ferry stays in port"
