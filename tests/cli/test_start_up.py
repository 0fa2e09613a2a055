"""`clippings --help` answers at once: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.e2e.processes import environment

_HEAVY = ("chromadb", "torch", "langchain_core", "sqlalchemy", "tantivy", "pydantic_settings", "onnxruntime", "discord")
_MOST_CPU_S = 0.3
_LOOK = """
import json, sys, time
began = time.process_time()
import clippings.cli.app
print(json.dumps({"cpu_s": time.process_time() - began, "modules": sorted(sys.modules)}))
"""


def test_the_command_line_is_imported_quickly_and_without_anything_heavy(tmp_path: Path) -> None:
    looks = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", _LOOK], env=environment(tmp_path), capture_output=True, check=True
            ).stdout
        )
        for _ in range(3)
    ]
    assert "clippings.cli.ask" in looks[0]["modules"]
    assert not set(_HEAVY) & set(looks[0]["modules"])
    assert min(look["cpu_s"] for look in looks) < _MOST_CPU_S
