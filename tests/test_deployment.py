"""The container, the compose file and the units call commands, options, settings and files that exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from clippings.cli.app import app
from clippings.core.settings import PREFIX, Settings
from tests.conftest import PROJECT

DOCKERFILE = (PROJECT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((PROJECT / "compose.yaml").read_text())
UNITS = sorted((PROJECT / "deploy" / "systemd").iterdir())


def assert_is_a_command(*arguments: str) -> None:
    """These are a command of ours with options that it has."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    commands[arguments[0]].make_context(arguments[0], list(arguments[1:]))


def assert_are_settings(*names: str) -> None:
    for name in names:
        if name.startswith(PREFIX):
            assert name.removeprefix(PREFIX).lower() in Settings.model_fields, name


def instructions(name: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]


def test_what_the_image_copies_exists_and_is_let_through() -> None:
    let_through = {line[1:] for line in (PROJECT / ".dockerignore").read_text().split() if line.startswith("!")}
    for line in instructions("COPY"):
        if not line.startswith("--from"):
            for source in line.split()[:-1]:
                assert (PROJECT / source).exists(), source
                assert source in let_through


def test_the_image_holds_every_floor() -> None:
    floors = {path.name for path in (PROJECT / "clippings").iterdir() if path.is_symlink()}
    assert floors <= {line.split()[0] for line in instructions("COPY")}


def test_the_container_is_not_root_and_its_health_is_a_command() -> None:
    assert [user.split(":")[0] for user in instructions("USER")] == ["10001"]
    (health,) = instructions("HEALTHCHECK")
    command = yaml.safe_load(health[health.index("[") :])
    assert command[0] == "clippings"
    assert_is_a_command(*command[1:])
    assert_are_settings(*re.findall(r"\bCLIPPINGS_\w+", DOCKERFILE))


OURS = sorted(name for name, service in COMPOSE["services"].items() if service["image"].startswith("clippings:"))


@pytest.mark.parametrize("name", sorted(set(COMPOSE["services"]) - set(OURS)))
def test_a_server_beside_us_is_pinned_asked_for_and_reached_by_no_one_else(name: str) -> None:
    service: dict[str, Any] = COMPOSE["services"][name]
    assert re.search(r":\d[\w.]*$", service["image"])
    assert service["profiles"] == ["servers"]
    assert "ports" not in service
    assert all(volume.split(":")[0] in COMPOSE["volumes"] for volume in service["volumes"])


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_a_command_on_a_read_only_root(name: str) -> None:
    service: dict[str, Any] = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert any(volume.startswith("archive:/data") for volume in service["volumes"])
    assert service["environment"]["CLIPPINGS_HOME"].startswith("/data/")
    assert_are_settings(*service["environment"])
    if "command" in service:
        assert_is_a_command(*service["command"])
    else:
        shell, flag, script = service["entrypoint"]
        assert (shell, flag) == ("sh", "-c")
        assert_is_a_command(*shlex.split(script.removeprefix("exec clippings ")))
    assert set(service["build"]["args"]) <= {line.split("=")[0] for line in instructions("ARG")}


def test_every_volume_of_a_service_is_declared() -> None:
    for service in COMPOSE["services"].values():
        named = {volume.split(":")[0] for volume in service["volumes"] if not volume.startswith(".")}
        assert named <= set(COMPOSE["volumes"])


def test_the_image_has_the_version_of_the_project() -> None:
    from importlib.metadata import version

    assert {COMPOSE["services"][name]["image"] for name in OURS} == {f"clippings:{version('clippings')}"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_or_starts_one_that_exists(unit: Path) -> None:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(unit)
    if unit.suffix == ".timer":
        assert unit.with_suffix(".service") in UNITS
        assert parser["Install"]["WantedBy"] == "timers.target"
        return
    service = parser["Service"]
    words = shlex.split(service["ExecStart"])
    if words[0] == "/bin/sh":
        words = shlex.split(words[2].removeprefix("exec "))
    assert words[0] == "/opt/clippings/bin/clippings"
    assert_is_a_command(*words[1:])
    assert (service["User"], service["ProtectSystem"], service["NoNewPrivileges"]) == ("clippings", "strict", "yes")
    assert_are_settings(service["Environment"].split("=")[0])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not there")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_understands_every_line_of_a_unit(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, encoding="utf-8", check=False)
    told = [line for line in done.stderr.splitlines() if "Unknown" in line or "Failed to parse" in line]
    assert told == []


def test_the_operations_page_names_only_commands_that_exist() -> None:
    page = (PROJECT / "docs" / "operations.md").read_text()
    called = re.findall(r"^ {4}(?:docker compose run --rm (?:--no-deps )?bot|clippings) ([^#\n]+)", page, re.MULTILINE)
    assert called
    for line in called:
        assert_is_a_command(*shlex.split(line))
    for unit in re.findall(r"clippings-\w+\.(?:service|timer)", page):
        assert (PROJECT / "deploy" / "systemd" / unit).exists()
