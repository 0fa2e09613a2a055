"""A draft over the API: read, bounded, and checked against the archive of its token alone."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from clippings.serve.openapi import document
from tests.serve.conftest import TOKENS, Open, bearer

DRAFT = (
    "The Lindholm bridge will reopen to traffic on 9 May after eleven months of repairs, the transport ministry said."
)
PIER = "The pier of Marrow Bay was painted blue by volunteers, who used ninety litres of paint."
WRONG_PIER = "The pier of Marrow Bay was painted blue by volunteers, who used thirty litres of paint."


def _verdicts(found: Any) -> list[str]:
    assert found.status_code == 200, found.text
    return [one["verdict"] for one in found.json()["sentences"]]


def test_a_draft_in_the_query_or_in_the_body_is_the_same(client: TestClient) -> None:
    in_query = client.get("/api/check", params={"text": DRAFT})
    as_text = client.post("/api/check", content=DRAFT, headers={"content-type": "text/plain; charset=utf-8"})
    as_json = client.post("/api/check", json={"text": DRAFT})
    assert in_query.json() == as_text.json() == as_json.json()
    assert _verdicts(in_query) == ["otherwise"]
    (sentence,) = in_query.json()["sentences"]
    assert [(one["said"], one["archive"]) for one in sentence["differs"]] == [("9 May", "4 May")]
    (quote,) = sentence["citations"]
    place = {"url": quote["url"], "start": quote["start"], "end": quote["end"]}
    assert client.get("/api/article", params=place).json()["text"] == quote["quote"]


def test_what_is_answered_is_as_openapi_says(client: TestClient) -> None:
    schemas = document()["components"]
    path = document()["paths"]["/api/check"]
    assert set(path) == {"get", "post"}
    found = client.post("/api/check", json={"text": f"{DRAFT} Who paid?"}).json()
    jsonschema.validate(found, {"$ref": "#/components/schemas/CheckedDraft", "components": schemas})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"content": DRAFT}, "type"),
        ({"content": DRAFT, "headers": {"content-type": "application/pdf"}}, "application/pdf"),
        ({"json": {"text": DRAFT, "archive": "council"}}, "more than that"),
        ({"json": {"text": 5}}, "no text"),
        ({"json": {"text": " "}}, "no draft"),
        ({"json": {"text": "word " * 50_000}}, "50,000 words"),
        ({"content": b"\xff\xfe", "headers": {"content-type": "text/plain"}}, "cannot be read"),
        ({"content": "[" * 90_000, "headers": {"content-type": "application/json"}}, "cannot be read"),
        ({"content": b"x" * 1_000_001, "headers": {"content-type": "text/plain"}}, "larger than"),
        ({"content": '{"text": "\\ud800"}', "headers": {"content-type": "application/json"}}, "half a character"),
    ],
)
def test_what_is_wrong_with_a_draft_is_told(client: TestClient, options: dict[str, Any], words: str) -> None:
    refused = client.post("/api/check", **options)
    assert refused.status_code == 400
    assert words in refused.json()["error"] + refused.json()["way_out"]


def test_limits_are_checked_and_kept(client: TestClient) -> None:
    assert _verdicts(client.get("/api/check", params={"text": DRAFT, "until": "2024-01-01"})) == ["absent"]
    assert client.get("/api/check", params={"text": DRAFT, "source": "Nobody"}).status_code == 400
    assert client.get("/api/check", params={"text": DRAFT, "archive": "council"}).status_code == 400


def test_a_draft_is_checked_against_the_archive_of_its_token_alone(open_site: Open) -> None:
    client = open_site(tokens=TOKENS)
    for headers in ({}, {"authorization": "Bearer council"}):
        assert client.post("/api/check", json={"text": PIER}, headers=headers).status_code == 401
    assert _verdicts(client.post("/api/check", json={"text": PIER}, headers=bearer("council"))) == ["supported"]
    for number in range(100):
        text = f"{(PIER, WRONG_PIER)[number % 2]} Number {number}."
        headers = {**bearer("main"), "x-archive": "council"}
        found = client.post("/api/check", json={"text": text}, headers=headers)
        assert set(_verdicts(found)) == {"absent"}
        told = found.json()["sentences"]
        assert all(not one["citations"] and not one["near"] for one in told), number


def test_a_long_draft_counts_as_several_questions(open_site: Open) -> None:
    client = open_site(a_minute=4)
    text = "The Lindholm bridge will reopen to traffic on 4 May. " * 150
    refused = client.post("/api/check", json={"text": text})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_another_sites_page_cannot_send_a_draft(client: TestClient) -> None:
    refused = client.post("/api/check", json={"text": DRAFT}, headers={"origin": "https://evil.example"})
    assert refused.status_code == 403
