"""Write the generated part of docs/commands.md: usage, help and options, read from the commands themselves.

python docs/write_commands.py --write     # without --write: exit code 1 where the page is not what the commands say
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from clippings.cli.app import app

PAGE = Path(__file__).parent / "commands.md"
BEGINS, ENDS = "<!-- python docs/write_commands.py --write -->", "<!-- end -->"
_EVERYWHERE = {"help", "install_completion", "show_completion"}
_OFTEN = 4
"""An option that so many commands have is explained once."""


def page_with_reference(page: str) -> str:
    """The page with everything between the two marks replaced by what the commands say of themselves.

    Raises:
        ValueError: The page has not exactly one pair of marks.
    """
    parts = re.split(f"({re.escape(BEGINS)}|{re.escape(ENDS)})", page)
    if [*parts[1::2]] != [BEGINS, ENDS]:
        raise ValueError(f"One line {BEGINS!r} and one line {ENDS!r} after it are needed")
    return f"{parts[0]}{BEGINS}\n\n{reference()}\n{ENDS}{parts[4]}"


def reference() -> str:
    """What several commands take, then a section for each command and subcommand in the order of `clippings --help`."""
    commands = list(_commands("clippings", typer.main.get_command(app)))
    counts = Counter(row for _, command in commands for row in map(_row, _options(command)))
    shared = [row for row, times in counts.items() if times >= _OFTEN]
    sections = [_section(path, command, shared) for path, command in commands]
    return "\n".join(["### Options of several commands", "", *_table(shared), "", *sections])


def _commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        if not below.hidden:
            yield from _commands(f"{path} {name}", below)


def _options(command: Any) -> list[Any]:
    return [
        each
        for each in command.params
        if each.param_type_name == "option" and not each.hidden and each.name not in _EVERYWHERE
    ]


def _section(path: str, command: Any, shared: list[str]) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = _options(command)
    rows = [_row(each) for each in [*arguments, *options]]
    usage = [path, *(["[OPTIONS]"] if options else []), *map(_in_usage, arguments)]
    usage += ["COMMAND ..."] if getattr(command, "commands", None) else []
    lines = [f"### {path}", "", f"    {' '.join(usage)}", *_help(command.help or ""), ""]
    if own := [row for row in rows if row not in shared]:
        lines += [*_table(own), ""]
    if also := [f"`{max(each.opts, key=len)}`" for each in options if _row(each) in shared]:
        lines += [f"Also {', '.join(also)}.", ""]
    return "\n".join(lines)


def _table(rows: list[str]) -> list[str]:
    return ["| | |", "| --- | --- |", *rows]


def _row(parameter: Any) -> str:
    spelled = _spelled(parameter) if parameter.param_type_name == "option" else f"`{_argument(parameter)}`"
    return f"| {spelled} | {_told(parameter)} |"


def _argument(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name.upper()).strip("[].")
    return f"{name}..." if parameter.nargs == -1 else name


def _in_usage(parameter: Any) -> str:
    return _argument(parameter) if parameter.required else f"[{_argument(parameter)}]"


def _spelled(option: Any) -> str:
    """`--k K`, `-k`: the long spelling first, with what it takes; what switches it off last."""
    spellings = sorted(option.opts, key=len, reverse=True)
    takes = "" if option.is_flag else f" {option.metavar or spellings[0].lstrip('-').upper().replace('-', '_')}"
    return ", ".join(f"`{each}`" for each in [spellings[0] + takes, *spellings[1:], *option.secondary_opts])


def _told(parameter: Any) -> str:
    """Its help, and the default where there is one to tell."""
    said = " ".join((parameter.help or "").split())
    default = parameter.default
    if not callable(default) and default not in (None, False, True, "", [], ()):
        said += f" (default: {default})"
    return _escaped(said)


def _help(text: str) -> Iterator[str]:
    """Paragraphs as text; lines that are commands as code, together where nothing stands between them."""
    was_code = False
    for paragraph in re.split(r"\n\s*\n", text.replace("\b", "").strip()):
        lines = [line.strip() for line in paragraph.strip().splitlines()]
        code = all(re.match(r"(?:[A-Z_]+=\S+ )?clippings ", line) for line in lines)
        if not (code and was_code):
            yield ""
        was_code = code
        yield from (f"    {line}" if code else _escaped(line) for line in lines)


def _escaped(text: str) -> str:
    return re.sub(r"([|<*\[\]])", r"\\\1", text)


def main() -> None:
    """Write the page, or say whether it is up to date."""
    page = PAGE.read_text(encoding="utf-8")
    written = page_with_reference(page)
    if "--write" in sys.argv[1:]:
        PAGE.write_text(written, encoding="utf-8")
    elif written != page:
        sys.exit(f"{PAGE} is not what the commands say: python docs/write_commands.py --write")


if __name__ == "__main__":
    main()
