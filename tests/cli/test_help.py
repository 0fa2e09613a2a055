"""Every command explains itself."""

from __future__ import annotations

import pytest
import typer

from clippings.cli.app import app
from tests.cli.conftest import CommandLine

_COMMANDS = sorted(name for name, _ in typer.main.get_command(app).commands.items())  # type: ignore[attr-defined]
_WITH_AN_EXAMPLE = ("ingest", "ask", "search", "extract")


@pytest.mark.parametrize("name", _COMMANDS)
def test_the_help_of_a_command_says_what_it_does_and_what_each_option_means(clippings: CommandLine, name: str) -> None:
    shown = clippings(name, "--help")
    assert (shown.code, shown.stderr) == (0, "")
    assert f"Usage: clippings {name}" in shown.stdout
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert len(command.help.split()) >= 6
    for parameter in command.params:
        assert parameter.help, f"{name}: {parameter.name}"


@pytest.mark.parametrize("name", _WITH_AN_EXAMPLE)
def test_a_command_that_takes_something_shows_an_example(clippings: CommandLine, name: str) -> None:
    lines = [line.strip() for line in clippings(name, "--help").stdout.splitlines()]
    assert any(line.startswith(f"clippings {name} ") for line in lines)


def test_the_help_of_the_whole_names_every_command_and_how_to_start(clippings: CommandLine) -> None:
    for shown in (clippings("--help"), clippings("-h")):
        assert shown.code == 0
        assert "clippings ingest" in shown.stdout
        assert "clippings ask" in shown.stdout
        for name in _COMMANDS:
            assert f"\n  {name} " in shown.stdout


def test_without_a_command_the_help_is_shown(clippings: CommandLine) -> None:
    shown = clippings()
    assert "Commands:" in shown.stdout + shown.stderr
    assert shown.code == 2


def test_the_version_is_told(clippings: CommandLine) -> None:
    from importlib.metadata import version

    shown = clippings("--version")
    assert (shown.code, shown.stdout.strip()) == (0, version("clippings"))
