"""The command in this process: quick, and through the same `main` as the installed one."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import pytest

from clippings.cli.app import main
from tests.e2e.processes import Finished


class CommandLine(Protocol):
    def __call__(
        self,
        *arguments: object,
        home: Path | None = None,
        stdin: str = "",
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> Finished: ...


@pytest.fixture
def clippings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, sample_home: Path
) -> CommandLine:
    """Run a command, on the sample archive unless a home is given: `clippings("ask", "Why?", home=home)`."""
    return _command_line(monkeypatch, capsys, tmp_path, sample_home)


@pytest.fixture
def clippings_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """Run a command that needs no archive; there is none in its home."""
    return _command_line(monkeypatch, capsys, tmp_path, tmp_path / "no-archive")


def _command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, default_home: Path
) -> CommandLine:
    def run(
        *arguments: object,
        home: Path | None = None,
        stdin: str = "",
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> Finished:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["clippings", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            patch.setenv("CLIPPINGS_HOME", str(home or default_home))
            patch.setenv("COLUMNS", "200")
            for name, value in settings.items():
                patch.setenv(f"CLIPPINGS_{name}", value)
            patch.chdir(tmp_path)  # a developer's .env lies in the project
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int | None)
        return Finished(code or 0, printed.out, printed.err)

    return run
