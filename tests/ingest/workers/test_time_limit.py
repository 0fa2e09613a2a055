"""A document that is read without end is broken off, and the next one is read."""

from __future__ import annotations

import contextlib
import io
import signal
import subprocess
import sys
import threading
import time
from typing import NoReturn

import pypdf
import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction import extract
from clippings.ingest.prepare import Ready, ready
from clippings.ingest.workers import time_limit
from clippings.ingest.workers.time_limit import TookTooLong

pytestmark = pytest.mark.skipif(not time_limit.has_timers(), reason="this system has no timers of processor time")


def endless(*_: object) -> NoReturn:
    """As a parser is in its worst case: it takes every exception for the document's fault."""
    while True:
        with contextlib.suppress(Exception):
            sum(range(1_000))


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "LONGEST_S", 0.2)


def test_what_is_read_without_end_becomes_a_reject_and_the_next_document_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = RawDocument("news.jsonl:1", "record", fields={"text": "The ferry sails again.", "title": "Ferry"})
    with monkeypatch.context() as worst_case:
        worst_case.setattr(extract, "extract", endless)
        found = ready(document, "Ledger")
    assert isinstance(found, Reject)
    assert (found.location, found.source) == ("news.jsonl:1", "Ledger")
    assert "took more than" in found.reason
    monkeypatch.setattr(time_limit, "LONGEST_S", 60.0)
    assert isinstance(ready(document, None), Ready)


def test_a_pdf_that_is_read_without_end_becomes_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    writer, file = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(file)
    monkeypatch.setattr(pypdf.PageObject, "extract_text", endless)
    found = ready(RawDocument("report.pdf", "pdf", file.getvalue(), fallback_url="file:///report.pdf"), None)
    assert isinstance(found, Reject)
    assert "took more than" in found.reason


def test_waiting_is_no_reading_and_what_ended_in_time_is_not_broken_off_later() -> None:
    handler = signal.getsignal(signal.SIGPROF)
    with time_limit.time_limit():
        time.sleep(0.4)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) is handler


def test_in_another_thread_there_is_no_limit_and_no_error() -> None:
    took: list[float] = []

    def work() -> None:
        started = time.thread_time()
        with time_limit.time_limit():
            while time.thread_time() - started < 0.5:
                pass
        took.append(time.thread_time() - started)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert took


def test_what_takes_too_long_is_told_with_its_limit() -> None:
    with pytest.raises(TookTooLong, match="more than 0 s"), time_limit.time_limit():
        endless()


def test_a_process_that_a_library_does_not_give_back_is_ended_by_the_system() -> None:
    code = """
from clippings.ingest.workers import time_limit
time_limit.LONGEST_S = 0.2
with time_limit.process_time_limit():
    sum(range(10**13))
"""
    ended = subprocess.run([sys.executable, "-c", code], timeout=120, check=False)
    assert ended.returncode == -signal.SIGVTALRM
