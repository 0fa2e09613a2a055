"""Another site's page can link here, and can do nothing else; nor can it pretend to be this one."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.serve.conftest import BRIDGE, TOKENS, Open, bearer

PAGES = (
    "/",
    "/search?query=bridge",
    "/archive",
    "/api",
    "/api/status",
    "/openapi.json",
    "/nothing",
    "/static/page.css",
)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8640", "127.0.0.1.evil.example", "localhost.evil", "10.0.0.7", ""]
)
def test_a_name_that_leads_here_is_not_enough(client: TestClient, host: str) -> None:
    for address in ("/", "/api/status", "/healthz", "/static/page.js"):
        refused = client.get(address, headers={"host": host})
        assert refused.status_code == 403
        assert "bridge" not in refused.text
    assert set(client.get("/api/status", headers={"host": host}).json()) == {"error", "way_out"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8640", "localhost:1", "LOCALHOST", "[::1]:8640"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    assert client.get("/api/status", headers={"host": host}).status_code == 200


def test_a_name_that_the_admin_has_set_will_do(open_site: Open) -> None:
    client = open_site(hosts={"news.example"}, tokens=TOKENS)
    assert client.get("/api/status", headers={"host": "news.example", **bearer("main")}).status_code == 200
    assert client.get("/api/status", headers={"host": "news.example"}).status_code == 401
    assert client.get("/api/status", headers={"host": "127.0.0.1", **bearer("main")}).status_code == 403


def test_another_site_may_link_and_not_fetch_or_send(client: TestClient) -> None:
    linked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/", params={"question": BRIDGE}, headers=linked).status_code == 200
    for mode in ("cors", "no-cors"):
        fetched = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
        assert client.get("/api/ask", params={"question": BRIDGE}, headers=fetched).status_code == 403
    assert client.post("/language", data={"language": "ko"}, headers=linked).status_code == 403
    for origin in ("https://evil.example", "null", "http://127.0.0.1:9999", "http://[::1"):
        assert client.get("/api/status", headers={"origin": origin}).status_code == 403, origin
        assert client.post("/language", data={"language": "ko"}, headers={"origin": origin}).status_code == 403, origin
    own = {"origin": "http://127.0.0.1:8640", "sec-fetch-site": "same-origin"}
    assert client.post("/language", data={"language": "ko"}, headers=own).status_code == 303


@pytest.mark.parametrize("address", PAGES)
def test_every_response_tells_the_browser_to_take_nothing_from_elsewhere(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert ("no-store" in headers["cache-control"]) == (not address.startswith("/static"))


def test_no_page_changes_anything_but_the_reader_s_own_cookies(client: TestClient) -> None:
    for address in ("/", "/search", "/archive", "/a/x", "/article/1", "/api/ask", "/api/article", "/openapi.json"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert client.request(method, address).status_code == 405, (method, address)


def test_no_file_but_the_page_s_own_is_served(client: TestClient) -> None:
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/..%2f..%2fpyproject.toml",
    ):
        assert client.get(path).status_code == 404, path


def test_a_form_that_is_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/sign-in", data={"token": "x" * 5_000}).status_code == 400
    assert client.post("/language", data={"language": "xx"}).status_code == 400
