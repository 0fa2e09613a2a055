"""docs/commands.md says what the commands say."""

from __future__ import annotations

import re
import runpy
from typing import Any

import pytest
import typer

from clippings.cli.app import app
from tests.conftest import PROJECT

SCRIPT = runpy.run_path(str(PROJECT / "docs" / "write_commands.py"))
PAGE = (PROJECT / "docs" / "commands.md").read_text()
BY_HAND = PAGE.split(SCRIPT["BEGINS"])[0]


def commands(command: Any, name: str = "") -> list[tuple[str, Any]]:
    below = getattr(command, "commands", {}).items()
    return [(name, command), *(each for part, one in below for each in commands(one, f"{name} {part}".strip()))]


COMMANDS = commands(typer.main.get_command(app))


def test_the_page_is_what_the_script_writes() -> None:
    assert SCRIPT["page_with_reference"](PAGE) == PAGE, "make docs"


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="are needed"):
        SCRIPT["page_with_reference"]("# Commands\n")


def test_every_command_has_its_section_and_every_option_its_row() -> None:
    for name, command in COMMANDS:
        heading = re.escape(f"### clippings {name}".strip())
        section = re.split(rf"^{heading}$", PAGE, flags=re.MULTILINE)[1].split("\n### ")[0]
        for parameter in command.params:
            shown = parameter.param_type_name == "option" and not parameter.hidden
            if shown and parameter.name not in SCRIPT["_EVERYWHERE"]:
                assert f"`{max(parameter.opts, key=len)}" in section, (name, parameter.name)


def test_what_is_written_by_hand_names_no_option_that_is_gone() -> None:
    known = {spelled for _, each in COMMANDS for one in each.params for spelled in [*one.opts, *one.secondary_opts]}
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", BY_HAND)) <= known


def test_what_is_written_by_hand_describes_the_json_of_every_command_that_prints_json() -> None:
    for name, command in COMMANDS:
        if any("--json" in each.opts for each in command.params):
            assert re.search(rf"^\|.*`{name.replace('eval run', 'eval SUITE')}[`. ]", BY_HAND, re.MULTILINE), name
