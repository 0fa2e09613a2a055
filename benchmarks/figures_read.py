"""Reads figures out of what the parts of `make figures` print."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

Figures = dict[str, float]

_OF_A_SUITE = (
    "pass_rate",
    "right",
    "vital_facts_told",
    "facts_told",
    "abstention_recall",
    "abstention_precision",
    "hit@5",
    "cited_right",
    "cited_expected",
    "total_p50_ms",
    "total_p95_ms",
)


def of_suite_json(printed: str) -> Figures:
    """Of `clippings eval --json`: its figures, and by kind of question how many passed."""
    told = json.loads(printed)
    found = {name: told["metrics"][name] for name in _OF_A_SUITE if name in told["metrics"]}
    found |= {f"passed: {kind}": counted["passed"] / counted["n"] for kind, counted in told["kinds"].items()}
    return found


def of_quiz_json(printed: str) -> Figures:
    """Of `clippings benchmark realtimeqa --json`: by year."""
    run = next(iter(json.loads(printed)["runs"].values()))
    found = {
        f"{year}: {metric}": estimate["mean"]
        for year, named in run["figures"].items()
        for metric, estimate in named.items()
    }
    return found | {f"search, {name} ms": value for name, value in run["search_ms"].items()}


def of_extraction(printed: str) -> Figures:
    """Of the lines of `benchmarks/extraction.py`."""
    lines = re.findall(r"^(clippings|trafilatura) +(all|held out) +\d+ +([\d.]+)", printed, re.MULTILINE)
    return {f"F1, {label}, {pages}": float(f1) for label, pages, f1 in lines}


def of_rows(printed: str) -> Figures:
    """Of tables in Markdown: of a row the number under "value" or "measured", else each number with its column."""
    found: Figures = {}
    heads: list[str] = []
    for line in printed.splitlines():
        if not line.startswith("|"):
            heads = []
        elif not set(line) <= set("|-: "):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not heads:
                heads = _columns(cells)
                continue
            numbers = {head: _number(cell) for head, cell in zip(heads[1:], cells[1:], strict=False)}
            for head, number in numbers.items():
                if number is not None and head in _VALUES:
                    found[cells[0]] = number
                elif number is not None and not _VALUES & numbers.keys():
                    found[f"{cells[0]}, {head}"] = number
    return found


_VALUES = {"value", "measured"}


def _columns(cells: Sequence[str]) -> list[str]:
    """Their names; a "p95" behind "CPU p50" is "CPU p95"."""
    found, of = [], ""
    for cell in cells:
        first, _, second = cell.partition(" ")
        of = first if re.fullmatch(r"p\d+", second) else of
        found.append(f"{of} {cell}" if of and re.fullmatch(r"p\d+", cell) else cell)
    return found


def of_json_line(printed: str) -> Figures:
    """Of the last line that is a JSON object."""
    line = [line for line in printed.splitlines() if line.startswith("{")][-1]
    return {name: float(value) for name, value in json.loads(line).items() if isinstance(value, int | float)}


def _number(cell: str) -> float | None:
    match = re.match(r"-?[\d,]*\.?\d+", cell)
    return float(match[0].replace(",", "")) if match else None
