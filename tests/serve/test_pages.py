"""The pages show what the archive says where it stands, and nothing that others wrote is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.serve.access import Doors
from clippings.serve.app import make_app
from clippings.serve.archives import ServedArchive
from clippings.serve.guards import LOOPBACK
from clippings.serve.rate_limit import RateLimit
from clippings.serve.site import Site
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import given_answer, keep_answer
from tests.conftest import QuietListener
from tests.serve.conftest import BRIDGE, GAZETTE, HERE, TOKENS, Open, Town

KOREAN = "등대섬 등대는 언제 무너졌나?"
ZORBLAX = "Why was the Zorblax festival in Quimby called off?"
HOSTILE = "<script>alert(1)</script> & \"'><img src=x onerror=alert(2)>"


def _links(page: str, of: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'href="({of}[^"]*)"', page)]


def test_an_answer_leads_to_the_quote_where_it_stands(client: TestClient) -> None:
    answered = client.get("/", params={"question": BRIDGE})
    assert answered.status_code == 200
    assert "will reopen to traffic on 4 May" in answered.text
    assert "The Sound Gazette" in answered.text
    assert "12 April 2024" in answered.text
    (address, *_) = _links(answered.text, "/article/")
    article = html.fromstring(client.get(address).text)
    (mark,) = article.xpath("//mark[@id='quote']")
    start, end = map(int, re.findall(r"(?:start|end)=(\d+)", address))
    assert mark.text_content() == str(GAZETTE[0]["text"])[start:end]
    assert article.xpath("//a[@href='#quote']")
    assert "Repairs took longer than planned." in article.text_content()


def test_a_link_to_the_publisher_opens_at_the_quoted_words_and_leaks_nothing(client: TestClient) -> None:
    page = html.fromstring(client.get("/", params={"question": BRIDGE}).text)
    (link, *_) = page.xpath("//a[starts-with(@href, 'https://gazette.example/')]")
    assert "#:~:text=The%20Lindholm%20bridge" in link.get("href")
    assert {"noopener", "noreferrer"} <= set(link.get("rel").split())


def test_an_answer_keeps_its_own_address_after_a_restart(client: TestClient, open_site: Open) -> None:
    answered = client.get("/", params={"question": BRIDGE})
    (address,) = _links(answered.text, "/a/")
    kept = open_site().get(address)
    assert kept.status_code == 200
    assert "will reopen to traffic on 4 May" in kept.text
    assert BRIDGE in kept.text
    assert _links(kept.text, "/article/") == _links(answered.text, "/article/")
    assert client.get("/a/AAAAAAAAAAAA").status_code == 404
    assert client.get("/a/" + "x" * 5_000).status_code == 404


def test_an_answer_of_somebody_s_direct_messages_has_no_page(client: TestClient, town: Town) -> None:
    question = Question(BRIDGE, datetime.now(UTC))
    given = town.askers["main"].ask(question)
    for answer_id, guild_id, user_id, status in (("of-a-server", 7, 8, 200), ("of-messages", None, 8, 404)):
        of_bot = given_answer(
            given, question, answer_id, guild_id=guild_id, channel_id=9, message_id=None, user_id=user_id
        )
        keep_answer(town.main.catalogue, of_bot)
        assert client.get(f"/a/{answer_id}").status_code == status


def test_what_is_not_in_the_archive_is_said_with_the_nearest(client: TestClient) -> None:
    declined = client.get("/", params={"question": "Who baked the largest pretzel in Bavaria?"})
    assert declined.status_code == 200
    assert "The archive does not say." in declined.text
    (address,) = _links(declined.text, "/a/")
    assert "The archive does not say." in client.get(address).text


def test_search_and_timeline_have_limits(client: TestClient) -> None:
    found = client.get(
        "/search", params={"query": "bridge ferries", "since": "2024-04-01", "source": "The Sound Gazette"}
    )
    titles = [each.text_content() for each in html.fromstring(found.text).xpath("//article//h2")]
    assert titles == ["Lindholm bridge to reopen in May"]
    assert "No clippings found." in client.get("/search", params={"query": "bridge", "until": "2020-01-01"}).text
    told = client.get("/timeline", params={"topic": "Lindholm bridge"})
    assert "12 April 2024" in told.text
    for address in ("/search", "/timeline", "/"):
        wrong = client.get(f"{address}?query=x&topic=x&question=x&since=soon")
        assert wrong.status_code == 400
        assert 'role="alert"' in wrong.text


def test_empty_fields_of_a_form_are_no_limits(client: TestClient) -> None:
    empty = {"since": "", "until": "", "source": "", "as_of": ""}
    assert "4 May" in client.get("/", params={"question": BRIDGE, **empty}).text
    assert client.get("/", params={"question": "", **empty}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/?question={}",
        "/search?query={}",
        "/search?query=Zorblax&source={}",
        "/search?query=Zorblax&since={}",
        "/search?query=Zorblax&{}=1",
        "/timeline?topic={}",
        "/a/{}",
        "/nothing/{}",
        "/article/1?start={}",
        "/?question=" + ZORBLAX,
        "/search?query=Zorblax+festival",
        "/timeline?topic=Zorblax+festival",
        "/article/3",
        "/archive",
        "/api",
        "/sign-in",
    ],
)
def test_nothing_that_others_wrote_becomes_markup(client: TestClient, address: str) -> None:
    from urllib.parse import quote

    shown = client.get(address.format(quote(HOSTILE, safe="")))
    page = html.fromstring(shown.text)
    scripts = page.xpath("//script")
    assert [script.get("src") for script in scripts] == ["/static/page.js"]
    assert not any((script.text or "").strip() for script in scripts)
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert {image.get("src") for image in page.xpath("//img")} <= {"/archive.png"}
    for link in page.xpath("//a/@href | //form/@action"):
        assert link.startswith(("/", "https://", "#")), link
    assert "\u202e" not in shown.text
    assert not page.xpath("//style")


def test_hostile_text_is_shown_as_it_stands(client: TestClient) -> None:
    shown = html.fromstring(client.get("/", params={"question": ZORBLAX}).text).text_content()
    assert "</blockquote><script>alert('text')</script>" in shown
    assert "<script>alert('title')</script> Zorblax festival called off" in shown


def test_an_article_without_a_public_page_is_linked_here_alone(client: TestClient) -> None:
    page = client.get("/search", params={"query": "Fernwick council library"}).text
    assert "Minutes of the Fernwick council" in page
    assert "served.jsonl" not in page
    assert "file:" not in page


def test_the_page_speaks_the_reader_s_language(client: TestClient) -> None:
    korean = client.get("/", params={"question": KOREAN}, headers={"accept-language": "ko-KR,ko;q=0.9,en;q=0.8"})
    page = html.fromstring(korean.text)
    assert page.get("lang") == "ko"
    assert "이 답변의 주소" in korean.text
    assert "1924년" in korean.text
    assert html.fromstring(client.get("/", headers={"accept-language": "fr, de"}).text).get("lang") == "en"
    chosen = client.post("/language", data={"language": "ko", "next": "/search"})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/search")
    assert html.fromstring(client.get("/search").text).get("lang") == "ko"


def test_the_archive_is_told_in_numbers_and_as_a_picture(client: TestClient) -> None:
    page = html.fromstring(client.get("/archive").text)
    rows = {row.xpath("string(th)"): row.xpath("string(td[1])") for row in page.xpath("//tbody/tr")}
    assert rows["The Sound Gazette"] == "1"
    assert len(rows) == 4
    pytest.importorskip("matplotlib", reason="pictures need the extra `plots`")
    picture = client.get("/archive.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert page.xpath("//img/@alt")


def test_what_was_corrected_is_no_longer_shown_and_leads_to_what_stands(
    make_home: Callable[[str], Path], write_jsonl: Callable[..., Path]
) -> None:
    first = {**GAZETTE[0], "modified_at": "2024-04-12T08:00:00Z"}
    second = {
        **first,
        "text": "The Lindholm bridge will reopen on 11 May, a week later than first said.",
        "modified_at": "2024-04-13T08:00:00Z",
    }
    with Archive(Settings(home=make_home("corrected"))) as archive:
        ingest(archive, [str(write_jsonl(first))], QuietListener())
        served = ServedArchive("main", Asker(archive), 10)
        site = Site({"main": served}, Doors({}, opens_main=True), RateLimit(100))
        with TestClient(make_app(site, LOOPBACK, follows=False), base_url=HERE) as client:
            answered = client.get("/", params={"question": BRIDGE}).text
            (address,), (article, *_) = _links(answered, "/a/"), _links(answered, "/article/")
            ingest(archive, [str(write_jsonl(second, name="second.jsonl"))], QuietListener())
            old = client.get(article)
            assert old.status_code == 410
            assert "eleven months" not in old.text
            (current,) = _links(old.text, "/article/")
            assert "11 May" in client.get(current).text
            assert "Corrected or withdrawn since." in client.get(address).text
        served.close()


def test_an_empty_archive_says_how_to_fill_it_without_naming_the_folder(home: Path) -> None:
    with Archive(Settings(home=home)) as archive:
        served = ServedArchive("main", Asker(archive), 10)
        site = Site({"main": served}, Doors({}, opens_main=True), RateLimit(100))
        with TestClient(make_app(site, LOOPBACK, follows=False), base_url=HERE) as client:
            shown = client.get("/", params={"question": BRIDGE})
            assert shown.status_code == 200
            assert "clippings ingest" in shown.text
            assert str(home) not in shown.text
            assert "The archive is empty." in client.get("/archive").text
        served.close()


def test_the_sign_out_button_is_there_where_there_are_tokens(client: TestClient, open_site: Open) -> None:
    assert "/sign-out" not in client.get("/").text
    assert "/sign-out" in open_site(tokens=TOKENS).get("/").text
