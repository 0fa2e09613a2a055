"""Installed from a wheel, the plugin works in a repository that has folders of its own named like ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.evaluation.test_pytest_plugin import repository

__all__ = ["repository"]

_CONFTEST = """
import pytest, clippings, clippings.bot, bot, core, ingest

@pytest.fixture(autouse=True)
def installed():
    assert {installed!r} in clippings.__file__
    assert {installed!r} in clippings.bot.__path__[0]
    assert (bot.OWNER, core.OWNER, ingest.OWNER) == ("theirs: bot", "theirs: core", "theirs: ingest")
"""


@pytest.mark.long
def test_the_wheel_brings_the_plugin_to_a_repository_with_folders_like_ours(
    repository: Path, sample_home: Path, tmp_path: Path
) -> None:
    # Built from a copy: setuptools leaves build/ and *.egg-info beside what it builds.
    source = tmp_path / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT / name, source / name, follow_symlinks=False)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    quiet = {"check": True, "capture_output": True, "text": True, "timeout": 240}
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", tmp_path / "dist", source], **quiet)  # type: ignore[call-overload]
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"clippings"}
    assert {f"clippings/evaluation/{name}" for name in ("suite.schema.json", "report.html.jinja", "report.css")} <= set(
        names
    )

    installed = tmp_path / "installed"
    subprocess.run([*pip, "install", "-q", "--no-deps", "--target", installed, wheel], **quiet)  # type: ignore[call-overload]
    (repository / "conftest.py").write_text(_CONFTEST.format(installed=str(installed)))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "-rA", "--rootdir", repository, "-p", "no:cacheprovider"],
        cwd=repository,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            # The wheel comes before the project's own editable installation; the tests' folder is theirs.
            "PYTHONPATH": f"{installed}:{repository}",
            "CLIPPINGS_HOME": str(sample_home),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed, 5 passed, 1 xfailed" in done.stdout
