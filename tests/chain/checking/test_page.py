"""The page for an editor: whole, quiet, and nothing that others wrote runs in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import lxml.html

from clippings.chain.checking.page import page_of
from clippings.chain.checking.report import as_json, told
from clippings.chain.messages.catalogue import messages
from tests.chain.checking.conftest import CheckDraft

NOW = datetime(2023, 4, 1, tzinfo=UTC)
DRAFT = (
    "Some 1,200 commuters use it each week. Some 9,900 commuters use it each week.\n"
    "<script>alert(1)</script> Mayor Zorblax & the <b>circus</b> came to Port Sorrel on Monday."
)


def test_every_sentence_is_there_with_its_verdict_and_its_quote(check_draft: CheckDraft) -> None:
    draft = check_draft(DRAFT)
    page = lxml.html.fromstring(page_of(draft, "front-page.docx", NOW))
    verdicts = [one.text_content().strip() for one in page.xpath("//ol//div[contains(@class, 'verdict')]")]
    assert verdicts == ["1. Supported", "2. Told otherwise", "3. Not in the archive"]
    assert "1,200" in page.xpath("//blockquote")[0].text_content()
    assert [one.text_content() for one in page.xpath("//mark[@class='differs']")] == ["9,900"]
    assert page.xpath("//h1")[0].text_content() == "Checked against the archive: front-page.docx"
    assert "1 April 2023" in page.xpath("//p[@class='about']")[0].text_content()
    for link in page.xpath("//section//a"):
        assert page.get_element_by_id(link.get("href")[1:]) is not None


def test_nothing_that_others_wrote_is_markup_and_nothing_is_fetched(check_draft: CheckDraft) -> None:
    html = page_of(check_draft(DRAFT), "<img src=x onerror=alert(1)>", NOW)
    page = lxml.html.fromstring(html)
    assert not {one.tag for one in page.iter()} & {"script", "img", "b", "link", "iframe", "form", "object"}
    assert "<script>" not in html
    assert all(link.get("href").startswith(("#", "https://")) for link in page.xpath("//a"))
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|\bon\w+=", re.sub(r"&[^;]+;[^<]*", "", html))


def test_a_korean_draft_has_a_korean_page(check_draft: CheckDraft) -> None:
    html = page_of(check_draft("야간 여객선이 5월 1일 운항을 멈춘다고 항만 위원회가 밝혔다."), "", NOW)
    assert '<html lang="ko">' in html
    assert "아카이브에 없음" in html


def test_every_reason_has_words_in_both_languages() -> None:
    reasons = (
        "question too_short too_long opinion greeting directions nothing_near words unconfirmed attribution uncertainty"
    )
    kinds = "number name day word negation opposite roles"
    for language in ("en", "ko"):
        known = messages(language).keys()
        assert {f"check_why_{one}" for one in reasons.split()} <= known
        assert {f"check_differs_{one}" for one in kinds.split()} <= known


def test_the_json_keeps_its_contract(check_draft: CheckDraft) -> None:
    draft = check_draft(DRAFT)
    given = as_json(draft)
    assert given["counts"] == {"supported": 1, "otherwise": 1, "absent": 1}
    for one, sentence in zip(given["sentences"], draft.sentences, strict=True):
        assert {"text", "verdict", "citations"} <= one.keys()
        assert one["verdict"] in {"supported", "otherwise", "absent"}
        assert DRAFT[one["start"] : one["end"]] == one["text"]
        assert bool(one["citations"]) == (one["verdict"] != "absent")
        for mark in one["marks"]:
            assert DRAFT[mark["start"] : mark["end"]] == mark["text"]
        assert bool(told(sentence, "en")) == (one["verdict"] != "supported")
