from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given

from clippings.bot.rendering.discord_limits import ADDRESS
from clippings.core.web_links import answer_address, article_address, at_words, on_page, web_address
from tests.bot import hostile, rendered


@given(hostile.urls, hostile.texts)
def test_an_address_cannot_break_out_of_its_link(url: str, quoted: str) -> None:
    page = web_address(url)
    if page is None:
        return
    for address in (page, at_words(page, quoted)):
        assert urlsplit(address).scheme in {"http", "https"}
        assert len(address) <= ADDRESS
        assert address.isascii()
        assert not set(address) & set('()[]<>*`|\\ "')
        assert rendered.links(f"[x]({address})") == [address]


@pytest.mark.parametrize(
    "url",
    [
        "file:///srv/ann/a.html",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://bbc.example@evil.example/",
        "https://localhost/a",
        "https://",
        "https://paper.example:99999/",
        "https://paper.example/" + "a" * 3_000,
        "not an address",
        "",
    ],
)
def test_what_is_not_a_page_on_the_web_is_not_linked(url: str) -> None:
    assert web_address(url) is None


def test_an_address_keeps_its_meaning() -> None:
    address = "https://paper.example:8443/a_b?x=1&y=%20#part"
    assert web_address(address) == address
    assert web_address("https://paper.example/100%") == "https://paper.example/100%25"
    assert web_address("https://paper.example/a_(b)") == "https://paper.example/a_%28b%29"
    assert web_address("https://bücher.example/기사") == "https://xn--bcher-kva.example/%EA%B8%B0%EC%82%AC"


def test_a_long_quote_is_found_by_its_first_and_last_words() -> None:
    address = at_words("https://paper.example/a", "The bridge will reopen - on 4 May, the transport ministry said.")
    assert unquote(address.split("text=")[1]) == "The bridge will reopen,the transport ministry said."


def test_a_short_quote_is_found_whole_and_its_signs_are_encoded() -> None:
    address = at_words("https://paper.example/a", "Forty-two cables, said Mo & Co")
    assert address == "https://paper.example/a#:~:text=Forty%2Dtwo%20cables%2C%20said%20Mo%20%26%20Co"


def test_words_that_are_not_set_apart_are_found_by_characters() -> None:
    quoted = "등대".join("日本語のニュースが続いていて、どこにも空白がない長い文章です" for _ in range(2))
    first, last = unquote(at_words("https://paper.example/a", quoted).split("text=")[1]).split(",")
    assert quoted.startswith(first)
    assert quoted.endswith(last)


def test_an_address_with_a_fragment_keeps_it() -> None:
    assert at_words("https://paper.example/a#part", "Yes.") == "https://paper.example/a#part:~:text=Yes."


def test_pages_of_the_archive_itself_are_linked_where_its_address_is_known() -> None:
    assert article_address(7) == "/article/7"
    assert on_page("https://news.example/", article_address(7, 3, 9)) == (
        "https://news.example/article/7?start=3&end=9#quote"
    )
    assert on_page(None, "/article/7") == ""
    assert answer_address("https://news.example/papers", 5, "abc") == "https://news.example/papers/a/abc"
    assert answer_address("https://news.example", None, "abc") == ""
    assert answer_address(None, 5, "abc") == ""
