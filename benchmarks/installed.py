"""What an installation brings: distributions and their size, and what each direct dependency brings that no other does.

    python benchmarks/installed.py [--extra NAME ...]

Counts what the requirements lead to and what is installed here, so that tools of development do not count.
"""

from __future__ import annotations

import argparse
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent


def closure(requirements: list[str]) -> set[str]:
    """The names of all distributions that these requirements lead to."""
    found: set[str] = set()
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(each) for each in requirements]
    while waiting:
        requirement = waiting.pop()
        extras = frozenset(requirement.extras)
        name = canonicalize_name(requirement.name)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found.add(name)
        waiting += _required(name, extras)
    return found


@cache
def _required(name: str, extras: frozenset[str]) -> tuple[Requirement, ...]:
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return ()
    requirements = [Requirement(line) for line in lines]
    return tuple(
        each
        for each in requirements
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in {*extras, ""})
    )


@cache
def megabytes(name: str) -> float:
    """The size of its installed files, 0 where it is not installed."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return 0.0
    paths = [Path(str(each.locate())) for each in files]
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", action="append", default=[])
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    direct = list(project["dependencies"])
    for extra in parser.parse_args().extra:
        direct += project["optional-dependencies"][extra]
    everything = closure(direct)
    print(f"{len(direct)} direct, {len(everything)} distributions, {sum(map(megabytes, everything)):,.0f} MB")
    rows = []
    for requirement in direct:
        alone = sorted(everything - closure([each for each in direct if each != requirement]))
        rows.append((sum(map(megabytes, alone)), Requirement(requirement).name, alone))
    for size, name, alone in sorted(rows, key=lambda row: (-row[0], row[1])):
        print(f"{name:24} {size:8.1f} MB  {', '.join(alone) or 'comes with others'}")


if __name__ == "__main__":
    main()
