"""`make fuzz`: each parser against inputs that atheris grows by coverage, for so many seconds each.

    python -m tests.fuzz.run --seconds 60 [TARGET...]

What it finds is written to .fuzz/TARGET/ and ends the run with exit code 1; keep it as a test.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

_INSTRUMENTED = ["clippings", "tests.fuzz", "feedparser", "feedparser_sgmllib", "warcio"]
"""What coverage is counted in; in all that is loaded, torch too, it takes minutes to begin."""
_FOUND = Path(".fuzz")
_LONGEST_INPUT_BYTES = 4_096
_LONGEST_S = 25


def main() -> int:
    given = _arguments()
    if given.grow:
        return _grow(given.grow, given.seconds)
    from tests.fuzz.targets import TARGETS

    failed = []
    for name in given.targets or TARGETS:
        command = [sys.executable, "-m", "tests.fuzz.run", "--grow", name, "--seconds", str(given.seconds)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    sys.stdout.write(f"findings in: {', '.join(failed) or 'none'}\n")
    return bool(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help="page, feed, suite, question, file.pdf ...; all of them when none is named",
    )
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--grow", metavar="TARGET", help=argparse.SUPPRESS)
    return parser.parse_args()


def _grow(name: str, seconds: int) -> int:
    import atheris

    with atheris.instrument_imports(include=_INSTRUMENTED):
        from clippings.ingest.extraction.dates import parse as dates
        from tests.fuzz.seeds import SEEDS
        from tests.fuzz.targets import TARGETS

    dates.parse("16 Mirch 2023")  # a month of no language that is guessed loads all of them, for seconds
    folder = _FOUND / name
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(SEEDS[name]):
        (folder / "corpus" / f"seed-{number}").write_bytes(content)
        TARGETS[name](content)  # what is loaded with the first document is not part of its time
    atheris.Setup(
        [
            "fuzz",
            f"-max_total_time={seconds}",
            f"-max_len={_LONGEST_INPUT_BYTES}",
            f"-timeout={_LONGEST_S}",
            "-rss_limit_mb=3000",
            "-verbosity=0",
            f"-artifact_prefix={folder}/",
            str(folder / "corpus"),
        ],
        TARGETS[name],
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
