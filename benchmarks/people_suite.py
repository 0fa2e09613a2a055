"""Questions as people type them, with the facts that are expected, as a suite for `clippings eval`.

    python benchmarks/people_suite.py QUESTIONS.jsonl > people.qa.yaml
    clippings --home HOME eval people.qa.yaml --report people.html

`right`, `vital_facts_told`, `facts_told` and `abstention_recall` are what an editor asks; the report has them by kind.

QUESTIONS has a question or a conversation a line: `id`, `kind`, `asked_on`, `question` or `turns`, `answerable`,
`nuggets` (`fact`, `any_of`, `vital`), `must_not` and `relevant`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import yaml


def expectations(row: dict[str, Any]) -> dict[str, Any]:
    """What is expected of one question; of one that nothing answers, that the archive does not say."""
    if not row["answerable"]:
        return {"abstains": True}
    found = {"facts": row.get("nuggets"), "must_not_match": row.get("must_not"), "relevant": row.get("relevant")}
    return {"abstains": False} | {name: value for name, value in found.items() if value}


def case(row: dict[str, Any]) -> dict[str, Any]:
    """A line as a case."""
    own = {"id": row["id"], "kind": row["kind"], "as_of": row["asked_on"]}
    if "turns" in row:
        return own | {"turns": [{"question": one["question"], "expect": expectations(one)} for one in row["turns"]]}
    return own | {"question": row["question"], "expect": expectations(row)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--out", type=Path, help="the suite to write; else it is printed")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.questions.read_text("utf-8").splitlines()]
    suite = yaml.safe_dump({"cases": [case(row) for row in rows]}, allow_unicode=True, sort_keys=False, width=120)
    given.out.write_text(suite, "utf-8") if given.out else print(suite)


if __name__ == "__main__":
    main()
