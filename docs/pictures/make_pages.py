"""Photograph pages for the documentation.   python docs/pictures/make_pages.py HOME (an archive of sample_archive)"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

_QUESTION = {"question": "Why does Korea need Japan for R&D?"}
_KOREAN = {"question": "누리호 2차 발사는 언제 성공했나?"}
DRAFT = """Argentina won the World Cup for the fourth time on 18 December 2022, beating France in a penalty shoot-out.
Argentina beat France 4-2 on penalties after a 3-3 draw.

The Danish salvage firm Smit joined the Suez Canal Authority in the work.

A glacier in the Alps was named after Lionel Messi at a ceremony attended by 300 hikers.
"""
_DESK, _PHONE = {"width": 1280, "height": 960}, {"width": 390, "height": 844}


def main() -> None:
    folder = Path(__file__).parent
    command = [sys.executable, "-m", "clippings", "--home", sys.argv[1], "serve", "--port", "0"]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as serving, sync_playwright() as running:
        assert serving.stderr is not None
        address = serving.stderr.readline().split()[-1]
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        desk = browser.new_page(viewport=_DESK, base_url=address, locale="en-GB")
        desk.goto(f"/?{urlencode(_QUESTION)}")
        desk.screenshot(path=folder / "page.png")
        phone = browser.new_page(viewport=_PHONE, base_url=address, locale="ko-KR", reduced_motion="reduce")
        phone.goto(f"/?{urlencode(_KOREAN)}")
        phone.locator("article.clipping h2 a").first.click()
        phone.wait_for_selector("mark#quote")
        phone.screenshot(path=folder / "page-phone.png")
        serving.terminate()
        _photograph_a_checked_draft(browser.new_page(viewport=_DESK), folder / "checked-page.png")
        browser.close()


def _photograph_a_checked_draft(page: Page, picture: Path) -> None:
    """The page that `clippings check --page` writes."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "checked.html"
        command = [sys.executable, "-m", "clippings", "--home", sys.argv[1], "check", "-", "--page", str(written)]
        subprocess.run(command, input=DRAFT, text=True, check=True, stdout=subprocess.DEVNULL)
        page.goto(written.as_uri())
        page.screenshot(path=picture)


if __name__ == "__main__":
    main()
