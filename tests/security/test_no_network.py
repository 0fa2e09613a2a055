"""In its default mode Clippings uses no network at all: nothing to be reported, fetched or asked for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import PROJECT, SAMPLE_ARCHIVE

_LONGEST_S = 240
_SUITE = """cases:
- id: korea
  question: "Why does Korea need Japan for R&D?"
  expect: {abstains: false}
"""


def _without_network() -> list[str]:
    """A network namespace of its own, with nothing in it, where the system allows one (root on Linux)."""
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    return ["unshare", "--net"] if tried.returncode == 0 else []


class Offline:
    """Runs Python where every socket is refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.noted = folder / "refused.txt"
        self.prefix = _without_network()

    def __call__(self, *arguments: object) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": f"{PROJECT / 'tests' / 'security' / 'refuse_sockets'}:{PROJECT}",
            "REFUSED_SOCKETS": str(self.noted),
            "CLIPPINGS_HOME": str(self.folder / "home"),
        }
        command: Sequence[str] = [*self.prefix, sys.executable, *map(str, arguments)]
        done = subprocess.run(
            command,
            env=environment,
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def attempts(self) -> str:
        return self.noted.read_text() if self.noted.exists() else ""


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Offline:
    folder = tmp_path_factory.mktemp("offline")
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(models_folder)
    return Offline(folder)


def test_the_refusal_refuses(offline: Offline) -> None:
    code = "import socket\ntry: socket.create_connection(('127.0.0.1', 9))\nexcept PermissionError: print('refused')"
    assert offline("-c", code).strip() == "refused"
    assert "socket.getaddrinfo" in offline.attempts
    offline.noted.unlink()


def test_ingest_ask_search_and_eval_work_and_try_no_socket(offline: Offline) -> None:
    def clippings(*arguments: object) -> dict[str, object]:
        found = json.loads(offline("-m", "clippings", *arguments, "--json"))
        assert isinstance(found, dict)
        return found

    suite = offline.folder / "small.qa.yaml"
    suite.write_text(_SUITE)
    assert clippings("ingest", SAMPLE_ARCHIVE)["added"] == 54
    asked = clippings("ask", "Why does Korea need Japan for R&D?")
    assert asked["citations"]
    assert asked["notes"] == []
    assert clippings("search", "export controls")["passages"]
    assert clippings("eval", suite)["cases"] == 1
    assert clippings("doctor")["ok"] is True
    assert clippings("backup", offline.folder / "offline.tar.zst")["articles"] == 54
    assert offline.attempts == ""
    left = {path.name for path in offline.folder.iterdir()}
    assert left <= {"home", "small.qa.yaml", "offline.tar.zst", ".cache", ".config"}, left


@pytest.mark.skipif(find_spec("openvino") is None, reason="the extra openvino is not installed")
def test_openvino_reports_to_nobody(offline: Offline) -> None:
    code = (
        "import sys\nfrom clippings.vectorstore.embedders.quiet_openvino import openvino\nopenvino().Core()\n"
        "import nncf\n"
        "print([name for name in sys.modules if name.startswith('openvino_telemetry.')])"
    )
    assert offline("-c", code).strip() == "[]"
    assert offline.attempts == ""
    assert not (offline.folder / "intel").exists()


def test_chroma_is_never_opened_with_its_telemetry() -> None:
    opened = [
        (path, line)
        for folder in ("vectorstore", "chain", "ingest", "bot", "cli", "evaluation")
        for path in (PROJECT / folder).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "chromadb.PersistentClient(" in line or "chromadb.HttpClient(" in line or "chromadb.EphemeralClient(" in line
    ]
    assert opened
    for path, line in opened:
        text = path.read_text("utf-8")
        assert "anonymized_telemetry=False" in text, (path, line)
