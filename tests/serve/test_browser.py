"""The pages in a real Chromium: what a reader sees, with the keyboard, on a phone, and what axe says of them."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn

from clippings.serve.app import make_app
from clippings.serve.guards import LOOPBACK
from clippings.serve.site import Site
from tests.serve.conftest import BRIDGE

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (pip install playwright)")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.alone,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium (Debian's package is `chromium`)"),
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
PAGES = (
    "/",
    f"/?question={BRIDGE}",
    "/?question=Who+baked+the+largest+pretzel",
    "/search?query=Zorblax+festival",
    "/search?query=x&since=soon",
    "/timeline?topic=bridge",
    "/article/1?start=35&end=60",
    "/archive",
    "/api",
    "/sign-in",
)


@pytest.fixture
def address(site_of_town: Callable[..., Site]) -> Iterator[str]:
    """A real server on this machine."""
    config = uvicorn.Config(make_app(site_of_town(), LOOPBACK, follows=False), port=0, log_level="error")
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run)
    running.start()
    deadline_s = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline_s:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    running.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


Opened = Callable[..., Any]


@pytest.fixture
def window(browser: Any, address: str) -> Iterator[Opened]:
    """Open a window: `window(PHONE, locale="ko-KR")`; what its console said must be nothing."""
    said: list[str] = []
    contexts: list[Any] = []

    def opened(viewport: dict[str, int], **options: Any) -> Any:
        context = browser.new_context(viewport=viewport, base_url=address, **options)
        contexts.append(context)
        shown = context.new_page()
        shown.on("console", lambda message: said.append(message.text))
        shown.on("pageerror", lambda error: said.append(str(error)))
        shown.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
        return shown

    yield opened
    for context in contexts:
        context.close()
    assert [one for one in said if "400 (Bad Request)" not in one and "does not conform" not in one] == []


def test_a_reader_asks_reads_the_quote_in_its_article_and_shares_the_answer(window: Opened) -> None:
    page = window(PHONE)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type(BRIDGE)
    page.keyboard.press("Enter")
    page.wait_for_selector("section.answer")
    assert "will reopen to traffic on 4 May" in page.inner_text("article.clipping blockquote")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") == "clipping"
    page.click("article.clipping h2 a")
    assert page.locator("mark#quote").is_visible()
    assert "will reopen to traffic on 4 May" in page.inner_text("mark#quote")
    page.go_back()
    page.click("p.address a")
    assert "/a/" in page.url
    assert "will reopen to traffic on 4 May" in page.inner_text("blockquote")


def test_limits_of_the_form_reach_the_search(window: Opened) -> None:
    page = window(DESK)
    page.goto("/search?query=bridge")
    page.click("summary")
    page.fill("input[name=since]", "2024-04-01")
    page.select_option("select[name=source]", "The Sound Gazette")
    page.click("form.asking button")
    page.wait_for_url("**/search?query=bridge&since=2024-04-01&source=The+Sound+Gazette")
    assert page.locator("article.clipping").count() == 1
    assert page.input_value("input[name=since]") == "2024-04-01"


def test_the_language_is_changed_by_its_button_and_the_token_by_its_form(window: Opened) -> None:
    page = window(DESK)
    page.goto("/search?query=bridge")
    page.click("button[value=ko]")
    assert page.url.endswith("/search?query=bridge")
    assert page.get_attribute("html", "lang") == "ko"


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_no_page_is_wider_than_its_window_and_axe_finds_nothing(
    window: Opened, viewport: dict[str, int], scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = window(viewport, color_scheme=scheme, bypass_csp=True)  # axe is put into the page
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
        found = axe.run(page).response
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == [], path
        assert len(found["passes"]) > 10, path


def test_without_scripts_the_page_does_the_same(window: Opened) -> None:
    page = window(PHONE, java_script_enabled=False)
    page.goto("/")
    page.fill("#words", BRIDGE)
    page.press("#words", "Enter")
    page.wait_for_selector("section.answer")
    assert "4 May" in page.inner_text("section.answer")
