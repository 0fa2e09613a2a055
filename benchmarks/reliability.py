# ruff: noqa: E501 - the page has long lines
"""Make each fault happen to a real archive, see what a person is told, what is lost, and how long until all is well.

    python benchmarks/reliability.py --report docs/reliability.md

Writes one row for each fault that really happened; what cannot be made to happen here is named below the table.
"""

from __future__ import annotations

import argparse
import platform
import re
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks import bot_faults, folder_faults, server_faults  # noqa: E402
from benchmarks.folder_faults import ARTICLES, Bench, NotHere, assert_whole, said  # noqa: E402


def _row(what: str, told: str, way_back: str, seconds: float) -> str:
    told = " ".join(told.replace("|", "/").split())
    told = told if len(told) <= 230 else f"{told[:227]}..."
    return f"| {what} | {told or 'nothing'} | nothing | {way_back} | {seconds:.0f} s |"


def _on_servers(bench: Bench) -> tuple[list[str], list[str]]:
    """Rows of the faults of servers, or what could not be made to happen."""
    lines = []
    for fault in server_faults.FAULTS:
        what = (fault.__doc__ or "").strip().splitlines()[0]
        home = bench.copy(fault.__name__)
        with server_faults.served(home) as archive:
            if archive is None:
                return [], [(one.__doc__ or "").strip().splitlines()[0] for one in server_faults.FAULTS]
            told, seconds = fault(archive, bench.more)
            server_faults.assert_whole(archive, ARTICLES + 100)
        words = "; ".join(told.json["notes"]) if told.stdout.startswith("{") else said(told)
        words = re.sub(r"127\.0\.0\.1:\d+", "HOST", words.replace(str(home), "FOLDER"))
        killed = fault is not server_faults.postgres_cut
        lines.append(_row(what, words, f"{'start the server, ' * killed}the same `ingest`", seconds))
        print(lines[-1], flush=True)
    return lines, []


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--report", type=Path, help="the page to write")
    parser.add_argument("--only-servers", action="store_true", help="only the faults of PostgreSQL and Chroma servers")
    given = parser.parse_args()
    lines, not_here = [], []
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        for fault in () if given.only_servers else (*folder_faults.FAULTS, *bot_faults.FAULTS):
            home = bench.copy(fault.__name__)
            what = (fault.__doc__ or "").strip()
            try:
                seen = fault(bench, home)
            except NotHere:
                not_here.append(what)
                continue
            if seen.expected:
                assert_whole(home, seen.expected)
            told = seen.told.replace(str(home), "FOLDER").replace(name, "DIR")
            lines.append(_row(what, told, seen.way_back, seen.seconds))
            print(lines[-1], flush=True)
            if given.report:
                given.report.write_text(_page(lines, not_here), "utf-8")
        served, missing = _on_servers(bench)
    if given.report:
        given.report.write_text(_page(lines + served, not_here + missing), "utf-8")


def _page(lines: list[str], not_here: list[str]) -> str:
    left_out = f"\nNot made to happen on this machine: {'; '.join(not_here)}.\n" if not_here else ""
    return f"""# What goes wrong, and what it costs

Each row happened: `python benchmarks/reliability.py --report docs/reliability.md` made the fault happen to a real archive of {ARTICLES}
articles, by processes of their own, and wrote this page. "Nothing" lost means that afterwards every article was there once,
and both indexes held exactly the chunks of the catalogue. The time is that of the way back, start of the process included.

| fault | what a person is told | lost | the way back | until all is well |
| --- | --- | --- | --- | --- |
{chr(10).join(lines)}
{left_out}
Measured with Python {platform.python_version()} on {platform.system()}. The same faults at more moments, and others (a read-only disk, `kill -9` at two
hundred moments, truncated and flipped files of each kind), are tests: `tests/e2e`, `tests/vectorstore/maintenance/test_scrub.py`.

Not covered: a damaged graph of Chroma (`vectors/chroma/*/*.bin`) can end the process that searches it with a segmentation fault; the
catalogue is not touched by it, and `clippings doctor --repair` builds the vectors anew.
"""


if __name__ == "__main__":
    main()
