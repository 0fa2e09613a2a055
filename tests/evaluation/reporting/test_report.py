"""The report is one page that loads nothing, believes no article, and can be searched; looked at in a real browser."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from clippings.evaluation.reporting.plots import plots
from clippings.evaluation.reporting.report import page
from clippings.evaluation.run import SuiteRun
from tests.evaluation.conftest import a_case, a_run

_PHONE = {"width": 390, "height": 844}
_DESKTOP = {"width": 1280, "height": 900}
_TALLEST_ROW = 40
"""Pixels: a row of figures stays on one line, also on a phone."""
_MOST_TO_OPEN_S = 2.0


def test_the_page_tells_the_counts_the_figures_and_every_case(mixed_run: SuiteRun) -> None:
    html = page(mixed_run)
    for part in ("3 passed", "1 failed", "1 known gaps", "miles are not known", "hit@1", "The rocket", "95% interval"):
        assert part in html
    assert html.count('<details class="case"') == 5


def test_the_page_loads_nothing_and_takes_no_article_for_markup(mixed_run: SuiteRun) -> None:
    html = page(mixed_run)
    assert "&lt;script&gt;document.title" in html
    assert html.count("<script>") == 1
    assert set(re.findall(r'<img src="(.{22})', html)) == {"data:image/svg+xml;bas"}
    assert not re.search(r'(src|href)="(?!https://a\.example/rocket"|#case-|data:image/svg)', html)
    assert re.search(r"content=\"default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-", html)


def test_addresses_that_are_not_the_web_s_are_not_links(mixed_run: SuiteRun) -> None:
    mixed_run.results[0].turns[0].citations[0].url = "javascript:alert(1)"
    assert "javascript:" not in page(mixed_run)


def test_a_criterion_lists_its_cases_and_a_case_shows_what_its_citations_do_not_say(mixed_run: SuiteRun) -> None:
    html = page(mixed_run)
    assert "accuracy: 2 cases" in html
    assert re.search(r'<a href="#case-2">How tall is rocket bad\?</a>', html)
    assert "Not said by what is cited: <q>It weighs nothing.</q>" in html
    assert "The chat model's judgement: not faithful, complete. It weighs something." in html


def test_the_plots_tell_in_words_what_they_show_and_carry_no_date(mixed_run: SuiteRun) -> None:
    mixed_run.results[0].turns[0].passages[0].source = "한빛경제 <b>"
    drawn = {one.title: one for one in plots(mixed_run.results)}
    assert set(drawn) == {"Passed, by source", "Confidence against correctness", "Time, by stage"}
    assert drawn["Passed, by source"].alt == "Orbit: 2 of 4; 한빛경제 <b>: 1 of 1"
    assert "한빛경제 &lt;b&gt; (1)" in drawn["Passed, by source"].svg
    assert drawn["Time, by stage"].alt == "retrieve: median 10 ms; answer: median 90 ms; total: median 100 ms"
    assert not any("$" in re.sub(r"<!--.*?-->", "", one.svg) for one in drawn.values())  # no mark-up left on an axis
    assert drawn == {one.title: one for one in plots(mixed_run.results)}


def test_without_matplotlib_the_page_says_what_is_missing(mixed_run: SuiteRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    html = page(mixed_run)
    assert "There are no plots: matplotlib is not installed" in html
    assert "<img" not in html


def test_search_filters_and_keyboard_work_in_a_browser_as_wide_as_a_phone(mixed_run: SuiteRun, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text(page(mixed_run), "utf-8")
    assert asyncio.run(in_browser(report, _use)) == []


@pytest.mark.parametrize("viewport", [_PHONE, _DESKTOP], ids=["phone", "desktop"])
def test_plots_are_drawn_within_the_page_and_links_open_their_case(
    mixed_run: SuiteRun, tmp_path: Path, viewport: dict[str, int]
) -> None:
    report = tmp_path / "report.html"
    report.write_text(page(mixed_run), "utf-8")

    async def look(opened: Any) -> None:
        widths = await opened.eval_on_selector_all("figure img", "all => all.map(one => [one.naturalWidth, one.width])")
        assert len(widths) >= 2
        assert all(natural > 0 and 250 < shown < viewport["width"] for natural, shown in widths)
        columns = await opened.eval_on_selector_all("figure", "all => new Set(all.map(one => one.offsetLeft)).size")
        assert columns == (1 if viewport == _PHONE else 2)
        await opened.fill("#search", "nothing like this")
        await opened.click("summary:has-text('accuracy: 2 cases')")
        await opened.click("a[href='#case-2']")
        assert await opened.is_visible("#case-2 .card")
        assert await opened.inner_text("#shown") == "5 of 5"
        assert await opened.evaluate("document.activeElement.closest('.case').id") == "case-2"
        wide, shown = await opened.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= shown

    assert asyncio.run(in_browser(report, look, viewport)) == []


@pytest.mark.long
def test_a_report_of_two_thousand_cases_opens_in_two_seconds(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text(page(a_run(*(a_case(str(number), passed=number % 3 > 0) for number in range(2_228)))), "utf-8")
    opened_s: list[float] = []

    async def look(opened: Any) -> None:
        for _ in range(3):
            began = time.perf_counter()
            await opened.reload()
            opened_s.append(time.perf_counter() - began)
        await opened.fill("#search", "rocket 1999?")
        assert await opened.inner_text("#shown") == "1 of 2228"

    assert asyncio.run(in_browser(report, look)) == []
    assert min(opened_s) < _MOST_TO_OPEN_S


async def _use(opened: Any) -> None:
    assert await opened.title() == "Clippings: 3 of 5 passed"  # and not "stolen"
    visible = ".case:not([hidden])"
    await opened.fill("#search", "rocket GOOD?")
    assert await opened.locator(visible).count() == 1
    await opened.fill("#search", "nothing like this")
    assert await opened.is_visible("#none")
    await opened.fill("#search", "")
    await opened.select_option("#status", "failed")
    assert await opened.inner_text("#shown") == "1 of 5"
    await opened.focus(f"{visible} > summary")
    await opened.keyboard.press("Enter")
    assert await opened.is_visible(f"{visible} .card")
    await opened.select_option("#criterion", "sourcing")
    assert await opened.inner_text("#shown") == "0 of 5"
    await opened.select_option("#status", "")
    await opened.click("button[data-criterion=accuracy]")
    assert await opened.inner_text("#shown") == "2 of 5"
    rows = await opened.eval_on_selector_all(
        ".scroll tr", "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert max(rows) < _TALLEST_ROW
    wide, shown = await opened.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= shown


async def in_browser(report: Path, look: Any, viewport: dict[str, int] | None = None) -> list[str]:
    """What the browser had to say: its console, errors, and any address that the page asked for."""
    playwright: Any = pytest.importorskip("playwright.async_api")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("there is no Chromium (apt install chromium)")
    said: list[str] = []
    async with playwright.async_playwright() as running:
        launched = await running.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        try:
            opened = await launched.new_page(viewport=viewport or _PHONE)
            opened.on("console", lambda message: said.append(message.text))
            opened.on("pageerror", lambda error: said.append(str(error)))
            opened.on(
                "request", lambda request: said.append(request.url) if _is_elsewhere(request.url, report) else None
            )
            await opened.goto(report.as_uri())
            await look(opened)
        finally:
            await launched.close()
    return said


def _is_elsewhere(address: str, report: Path) -> bool:
    return not address.startswith("data:") and address.partition("#")[0] != report.as_uri()
