"""The token decides which archive is read; no request reads another one."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from clippings.serve.access import SESSION, session_of
from tests.serve.conftest import BRIDGE, COUNCIL, PIER, TOKENS, Open, Town, bearer

TRIES = 200
_SECRETS = ("ninety", "Marrow Bay painted", "was painted", "litres", "10 March 2024", "2024-03-10")
"""What only the council's archive has; none of the tries below says it."""


def test_each_token_opens_its_own_archive(open_site: Open) -> None:
    client = open_site(tokens=TOKENS)
    for name, sources in (("main", 4), ("council", 1)):
        assert len(client.get("/api/status", headers=bearer(name)).json()["sources"]) == sources
    assert "4 May" in client.get("/api/ask", params={"question": BRIDGE}, headers=bearer("main")).text
    assert client.get("/api/ask", params={"question": BRIDGE}, headers=bearer("council")).json()["citations"] == []


@pytest.mark.parametrize("address", ["/api/ask?question=bridge", "/api/status", "/api/article?url=x", "/api/search"])
def test_without_a_token_or_with_a_wrong_one_a_program_is_refused(open_site: Open, address: str) -> None:
    client = open_site(tokens=TOKENS)
    wrong = ["Bearer nonsense", "Bearer ", f"Basic {TOKENS['main']}", TOKENS["main"], f"Bearer {TOKENS['main']}x"]
    for headers in ({}, *({"authorization": one} for one in wrong)):
        refused = client.get(address, headers=headers)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
        assert set(refused.json()) == {"error", "way_out"}


def test_on_this_machine_the_main_archive_needs_no_token_and_the_others_do(open_site: Open) -> None:
    client = open_site(tokens={"council": TOKENS["council"]})
    assert len(client.get("/api/status").json()["sources"]) == 4
    assert len(client.get("/api/status", headers=bearer("council")).json()["sources"]) == 1
    assert client.get("/api/status", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_through_a_proxy_an_archive_without_a_token_is_closed(client: TestClient) -> None:
    for header in ("x-forwarded-for", "forwarded"):
        refused = client.get("/api/status", headers={header: "203.0.113.7"})
        assert refused.status_code == 401
        assert "CLIPPINGS_SERVE_TOKEN" in refused.json()["way_out"]


def test_a_browser_signs_in_once_and_its_cookie_is_not_the_token(open_site: Open) -> None:
    client = open_site(tokens=TOKENS)
    asked = client.get("/search?query=pier", headers={"accept": "text/html"})
    assert asked.status_code == 401
    assert 'value="/search?query=pier"' in asked.text
    wrong = client.post("/sign-in", data={"token": "nonsense", "next": "/search?query=pier"})
    assert wrong.status_code == 401
    assert SESSION not in wrong.cookies
    signed_in = client.post("/sign-in", data={"token": TOKENS["council"], "next": "/search?query=pier"})
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/search?query=pier")
    cookie = signed_in.headers["set-cookie"]
    assert TOKENS["council"] not in cookie
    assert {"HttpOnly", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Pier of Marrow Bay painted" in client.get("/search?query=pier").text
    client.post("/sign-out")
    assert client.get("/search?query=pier").status_code == 401


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "\r\nX: y"]
)
def test_signing_in_leads_nowhere_else(open_site: Open, next_page: str) -> None:
    client = open_site(tokens=TOKENS)
    signed_in = client.post("/sign-in", data={"token": TOKENS["main"], "next": next_page})
    assert signed_in.headers["location"] == "/"


def test_tokens_cannot_be_guessed_at_any_speed(open_site: Open) -> None:
    client = open_site(tokens=TOKENS)
    statuses = [client.post("/sign-in", data={"token": f"guess {n}"}).status_code for n in range(15)]
    assert statuses == [401] * 10 + [429] * 5
    assert client.get("/api/status", headers={"authorization": "Bearer guess"}).status_code == 429
    assert client.get("/api/status", headers=bearer("main")).status_code == 200


def test_an_old_session_ends_with_its_token(open_site: Open) -> None:
    client = open_site(tokens=TOKENS)
    client.cookies.set(SESSION, session_of("the token of last year"))
    assert client.get("/api/status").status_code == 401


def test_200_tries_to_read_another_archive_read_nothing_of_it(open_site: Open, town: Town) -> None:
    client = open_site(tokens=TOKENS)
    kept = client.get("/", params={"question": PIER}, headers=bearer("council"))
    assert "ninety" in kept.text
    answer_id = kept.text.split('href="/a/')[1].split('"')[0]
    assert "ninety" in client.get(f"/a/{answer_id}", headers=bearer("council")).text
    url = str(COUNCIL[0]["url"])
    assert "ninety" in client.get("/api/article", params={"url": url}, headers=bearer("council")).text
    for number, (address, headers) in enumerate(itertools.islice(_tries(answer_id, url), TRIES)):
        found = client.get(address, headers=headers)
        told = found.text.replace(quote(url, safe=""), "")
        assert not any(secret in told for secret in _SECRETS), (number, address, headers)
        if address.startswith(("/a/", "/api/article")):
            assert found.status_code in {401, 404, 429}, (number, address)


def _tries(answer_id: str, url: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What somebody tries who may read the main archive, or none, and knows addresses of the council's."""
    chance = random.Random(22)
    own = [
        bearer("main"),
        {"cookie": f"{SESSION}={session_of(TOKENS['main'])}"},
        {**bearer("main"), "x-archive": "council"},
        {**bearer("main"), "cookie": f"{SESSION}={session_of(TOKENS['council'])}"},
        {},
        {"authorization": "Bearer council"},
        {"cookie": f"{SESSION}={TOKENS['council']}"},
        {"cookie": f"{SESSION}=council"},
    ]
    words = ["pier", "Marrow Bay", "volunteers painted the pier", "how much paint"]
    while True:
        text = chance.choice(words)
        more = chance.choice(
            ["", "&archive=council", "&home=/council", "&source=Bay+Minutes", "&source=Bay%20Minutes%00"]
        )
        yield (
            chance.choice(
                [
                    f"/a/{answer_id}",
                    f"/a/{answer_id}%00",
                    f"/a/..%2Fcouncil%2F{answer_id}",
                    f"/api/article?{urlencode({'url': url})}",
                    f"/api/article?{urlencode({'url': url, 'start': 0, 'end': 20})}",
                    f"/api/ask?{urlencode({'question': text})}{more}",
                    f"/api/search?{urlencode({'query': text})}{more}",
                    f"/api/timeline?{urlencode({'topic': text})}{more}",
                    f"/api/said?{urlencode({'person': text})}{more}",
                    f"/?{urlencode({'question': text})}{more}",
                    f"/search?{urlencode({'query': text})}{more}",
                    f"/article/{chance.randint(1, 9)}",
                    "/archive",
                    "/api/status",
                    "/",
                ]
            ),
            chance.choice(own),
        )
