"""Rejects are counted by what they are, and what could only not be read is not called something else."""

from __future__ import annotations

import pytest

from clippings.ingest.screening.reject_kinds import kind_of


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("it is not published (status: draft)", "draft"),
        ("it is not published (private: true)", "private post"),
        ("it is not published (published: false)", "unpublished post"),
        ("it is not published yet (status: scheduled)", "scheduled post"),
        ("it is under embargo until 2023-03-16 12:00 UTC", "embargoed post"),
        ("it was canceled by its publisher (status: kill)", "withdrawn article"),
        ("its text was cut off by whoever sent it ([+2219 chars])", "cut text"),
        ("There is no file or folder /home/kim/drafts.", ""),
        ("not an http or https address: ftp://trash.example", ""),
        ("it has no text", ""),
        ("no article text was found in the page", ""),
    ],
)
def test_a_reason_tells_the_kind(reason: str, kind: str) -> None:
    assert kind_of(reason) == kind
