"""The API gives what the commands print, proves its quotes, and says what is wrong with a request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from clippings.chain.query.understanding import LONGEST_CHARACTERS
from clippings.cli.app import app as command_line
from clippings.serve.openapi import document
from tests.serve.conftest import BRIDGE, GAZETTE, Open, Town, filled

_CALLS: list[tuple[str, dict[str, str], str]] = [
    ("/api/ask", {"question": BRIDGE}, "Answer"),
    ("/api/ask", {"question": "Who baked the largest pretzel?"}, "Answer"),
    ("/api/search", {"query": "bridge", "k": "2"}, "Found"),
    ("/api/timeline", {"topic": "Lindholm bridge"}, "Timeline"),
    ("/api/said", {"person": "Ida Fenwright"}, "Said"),
    ("/api/said", {"person": "Nobody Here", "topic": "library"}, "Said"),
    ("/api/article", {"url": GAZETTE[0]["url"]}, "Article"),
    ("/api/status", {}, "Status"),
]


@pytest.mark.parametrize(
    ("command", "words", "limits"),
    [
        ("ask", BRIDGE, {}),
        ("ask", "등대섬 등대는 언제 무너졌나?", {}),
        ("ask", "Who baked the largest pretzel?", {}),
        ("ask", BRIDGE, {"since": "2024-04-01", "until": "2024-04-30", "source": "The Sound Gazette"}),
        ("ask", BRIDGE, {"as_of": "2024-03-01"}),
        ("ask", BRIDGE, {"language": "korean"}),
        ("search", "bridge", {"author": "signe rask"}),
        ("said", "Ida Fenwright", {}),
        ("said", "Ida Fenwright", {"topic": "children", "until": "2024-12-31"}),
        ("search", "council library", {}),
        ("search", "bridge", {"since": "2024-04-01", "as_of": "2024-05-01"}),
    ],
)
def test_the_json_is_that_of_the_command(
    client: TestClient,
    gazette_home: Path,
    command: str,
    words: str,
    limits: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    options = [part for name, value in limits.items() for part in (f"--{name.replace('_', '-')}", value)]
    monkeypatch.setenv("CLIPPINGS_HOME", str(gazette_home))
    printed = CliRunner().invoke(command_line, [command, words, "--json", *options])
    assert printed.exit_code == 0, printed.output
    key = {"ask": "question", "said": "person"}.get(command, "query")
    answered = client.get(f"/api/{command}", params={key: words, **limits})
    assert answered.status_code == 200
    assert _timeless(answered.json()) == _timeless(json.loads(printed.stdout))


@pytest.fixture(scope="module")
def gazette_home(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Path:
    """The same articles as in the open archive, in one that the commands can have to themselves."""
    return filled(tmp_path_factory.mktemp("commands") / "main", GAZETTE, models_folder)


def _timeless(found: dict[str, Any]) -> dict[str, Any]:
    """Without what differs from one time to the next; estimates are rounded, for they come from threads of a model."""
    kept = {key: value for key, value in found.items() if key not in {"timings_ms", "as_of"}}
    if "confidence" in kept:
        kept["confidence"] = round(kept["confidence"], 1)
    if "passages" in kept:
        kept["passages"] = [{**each, "score": round(each["score"], 2)} for each in kept["passages"]]
    return kept


@pytest.mark.parametrize(("address", "query", "schema"), _CALLS)
def test_what_is_answered_is_as_openapi_says(
    client: TestClient, address: str, query: dict[str, str], schema: str
) -> None:
    described = client.get("/openapi.json").json()
    operation = described["paths"][address]["get"]
    content = operation["responses"]["200"]["content"]["application/json"]
    assert content["schema"]["$ref"].endswith(f"/{schema}")
    assert set(query) <= {parameter["name"] for parameter in operation["parameters"]}
    found = client.get(address, params=query)
    assert found.status_code == 200
    _validate(found.json(), schema)
    refused = client.get(address, params={**query, "nonsense": "1"})
    assert refused.status_code == 400
    _validate(refused.json(), "Error")


def _validate(found: Any, schema: str) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document()["components"]}
    jsonschema.Draft202012Validator(whole).validate(found)


def test_every_quote_can_be_proved_by_its_offsets(client: TestClient) -> None:
    answer = client.get("/api/ask", params={"question": BRIDGE}).json()
    assert not answer["abstained"]
    assert answer["citations"]
    for quote in answer["citations"]:
        place = {"url": quote["url"], "start": quote["start"], "end": quote["end"]}
        found = client.get("/api/article", params=place).json()
        assert found["text"] == quote["quote"]
        assert (found["title"], found["source"]) == (quote["title"], quote["source"])
        assert found["length"] == len(client.get("/api/article", params={"url": quote["url"]}).json()["text"])


def test_what_somebody_said_can_be_proved(client: TestClient) -> None:
    (quote,) = client.get("/api/said", params={"person": "Fenwright"}).json()["quotes"]
    assert quote["speaker"] == "Ida Fenwright"
    place = {"url": quote["url"], "start": quote["start"], "end": quote["end"]}
    assert client.get("/api/article", params=place).json()["text"] == quote["text"]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/api/ask", "question"),
        ("/api/ask?question=%20", "question"),
        (f"/api/ask?question={'x' * (LONGEST_CHARACTERS + 1)}", "2,001 characters"),
        ("/api/ask?question=bridge&since=yesterdayish", "since"),
        ("/api/ask?question=bridge&since=2024-05-01&until=2024-04-01", "until"),
        ("/api/ask?question=bridge&source=The+Sound+Gazete", "Gazete"),
        ("/api/ask?question=bridge&sinse=2024-05-01", "sinse"),
        ("/api/ask?question=bridge&since=2024-05-01&since=2024-05-02", "twice"),
        ("/api/ask?question=bridge&token=abc", "token"),
        ("/api/search?query=bridge&k=0", "k"),
        ("/api/search?query=bridge&k=201", "k"),
        ("/api/search?query=bridge&k=ten", "k"),
        ("/api/timeline", "topic"),
        ("/api/said?topic=library", "person"),
        (f"/api/said?person=Fenwright&topic={'x' * (LONGEST_CHARACTERS + 1)}", "topic"),
        ("/api/article", "url"),
        ("/api/article?url=https://gazette.example/2024/lindholm-bridge&start=9000", "characters"),
        ("/api/article?url=https://gazette.example/2024/lindholm-bridge&start=9&end=3", "characters"),
        ("/api/article?url=https://gazette.example/2024/lindholm-bridge&start=-1", "start"),
        ("/api/article?url=https://gazette.example/2024/lindholm-bridge&start=" + "9" * 400, "start"),
    ],
)
def test_wrong_usage_names_the_thing_and_the_way_out(client: TestClient, address: str, names: str) -> None:
    refused = client.get(address)
    assert refused.status_code == 400
    told = refused.json()
    assert names in told["error"]
    assert told["way_out"]


def test_what_is_not_there_is_said_in_json(client: TestClient) -> None:
    for address in ("/api/article?url=https://gazette.example/none", "/api/nothing"):
        refused = client.get(address)
        assert refused.status_code == 404, address
        _validate(refused.json(), "Error")
    posted = client.post("/api/ask", json={"question": BRIDGE})
    assert posted.status_code == 405
    _validate(posted.json(), "Error")


def test_one_client_may_ask_so_often_and_is_told_when_again(open_site: Open) -> None:
    client = open_site(a_minute=3)
    statuses = [client.get("/api/search", params={"query": "bridge"}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refused = client.get("/api/ask", params={"question": BRIDGE})
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert f"in {refused.headers['retry-after']} seconds" in refused.json()["way_out"]
    assert client.get("/api/status").status_code == 200


def test_with_too_many_waiting_the_next_is_told_to_come_back(open_site: Open, town: Town) -> None:
    client = open_site(places=5)
    site = client.app.state.site  # type: ignore[attr-defined]
    site.archives["main"].queue.length = 6
    refused = client.get("/api/ask", params={"question": BRIDGE})
    assert refused.status_code == 503
    assert "are waiting" in refused.json()["error"]


def test_a_fault_of_ours_tells_no_more_than_that(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr("clippings.chain.requests.answer", broken)
    for address in ("/api/ask", "/"):
        refused = client.get(address, params={"question": BRIDGE})
        assert refused.status_code == 500
        assert "secret" not in refused.text
        assert refused.headers["content-security-policy"]
