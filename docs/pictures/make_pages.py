"""Photograph pages for the documentation.   python docs/pictures/make_pages.py HOME (an archive of sample_archive)"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

_QUESTION = {"question": "Why does Korea need Japan for R&D?"}
_KOREAN = {"question": "누리호 2차 발사는 언제 성공했나?"}
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
        browser.close()
        serving.terminate()


if __name__ == "__main__":
    main()
