"""`clippings` is imported also where a checkout could not make links: git then writes files with the links' targets."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import PROJECT


def test_a_checkout_without_links_still_imports(tmp_path: Path) -> None:
    (tmp_path / "clippings").mkdir()
    shutil.copy2(PROJECT / "clippings" / "__init__.py", tmp_path / "clippings")
    shutil.copytree(PROJECT / "core", tmp_path / "core", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "clippings" / "core").write_text("../core")
    code = "import clippings.core.languages as one; print(one.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == tmp_path / "core" / "languages.py"
