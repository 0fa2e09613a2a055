"""Questions with something wrong in them: how many answers say so, decline, or take it for granted.

    python benchmarks/false_premises.py HOME SUITE... [--n 60] [--seed 0] [--json FILE]

SUITE: files for `clippings eval`, of questions to the archive in HOME (people's questions: benchmarks/people_suite.py).
Of each English question that is answered rightly one name, number, year, month or day is exchanged for another of its
kind, which no article has that the answer cites. An answer to what is left
    corrects    says that the archive tells it otherwise (`otherwise`)
    declines    says that the archive does not say (`abstained`)
    shows       has the right word in its quotes, and says nothing of it
    accepts     has it not.
False alarms are questions of the suites, as they were, whose answers say that the archive tells it otherwise.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clippings.core.languages import of_question
from clippings.core.settings import load_settings
from clippings.evaluation.case_runner import Examiner
from clippings.evaluation.redteam.exchanges import Exchange, exchanges
from clippings.evaluation.results import TurnResult
from clippings.evaluation.run import examiner
from clippings.evaluation.suites.file import load
from clippings.evaluation.suites.suite import Case


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was, and whether it is answered rightly."""

    case: Case
    turn: TurnResult
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("suites", type=Path, nargs="+")
    parser.add_argument("--n", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="every question with what came of it")
    given = parser.parse_args()
    with examiner(load_settings(given.home)) as asking:
        asked = [_asked(asking, case) for file in given.suites for case in load(file).suite.cases]
        false = [_false(asking, one, exchange) for one, exchange in _exchanged(asking, asked, given.n, given.seed)]
    _tell(asked, false)
    if given.json:
        rows = {"false": false, "true": [_row(one.case, one.turn) | {"right": one.right} for one in asked]}
        given.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


def _asked(asking: Examiner, case: Case) -> Asked:
    """A conversation by its first question."""
    if case.turns:
        case = case.model_copy(
            update={"question": case.turns[0].question, "expect": case.turns[0].expect, "turns": None}
        )
    result = asking.examine(case)
    turn = result.turns[0]
    right = not turn.abstained and all(fact.told or not fact.vital for fact in turn.facts)
    return Asked(case, turn, right and (bool(turn.facts) or result.passed))


def _exchanged(asking: Examiner, asked: list[Asked], n: int, seed: int) -> Iterator[tuple[Asked, Exchange]]:
    """One of each question, then a second one."""
    chance = random.Random(seed)
    left: list[tuple[int, Asked, Exchange]] = []
    for one in asked:
        if one.right and not one.turn.otherwise and of_question(one.turn.question) == "en":
            found = list(exchanges(one.turn.question, _told(asking, one.turn), chance))
            chance.shuffle(found)
            left += [(number, one, exchange) for number, exchange in enumerate(found)]
    left.sort(key=lambda drawn: drawn[0])
    for _, one, exchange in left[:n]:
        yield one, exchange


def _told(asking: Examiner, turn: TurnResult) -> str:
    found = []
    for url in {citation.url for citation in turn.citations}:
        article = asking.archive.catalogue.article_at(url)
        if article is not None:
            dated = f"{article.dated:%A %d %B %Y}" if article.dated else ""
            found.append(f"{article.title} {dated} {article.text}")
    return "\n".join(found)


def _false(asking: Examiner, one: Asked, exchange: Exchange) -> dict[str, Any]:
    case = one.case.model_copy(update={"question": exchange.question, "id": f"{one.case.id}-{exchange.kind}"})
    turn = asking.examine(case).turns[0]
    shown = " ".join([turn.answer, turn.short_answer or ""])
    if turn.otherwise:
        came_of = "corrects"
    elif turn.abstained:
        came_of = "declines"
    else:
        came_of = "shows" if re.search(rf"(?<!\w){re.escape(exchange.was)}(?!\w)", shown, re.IGNORECASE) else "accepts"
    return _row(case, turn) | asdict(exchange) | {"came_of": came_of}


def _row(case: Case, turn: TurnResult) -> dict[str, Any]:
    return {
        "id": case.id, "as_of": case.as_of and str(case.as_of), "question": turn.question, "otherwise": turn.otherwise,
        "abstained": turn.abstained, "answer": turn.answer,
    }  # fmt: skip


def _tell(asked: list[Asked], false: list[dict[str, Any]]) -> None:
    right = [one for one in asked if one.right]
    answerable = [one for one in asked if one.case.expect and one.case.expect.abstains is not True]
    for name, rows in (("right", right), ("answerable", answerable)):
        alarms = [one for one in rows if one.turn.otherwise]
        print(f"{name:<10} {len(rows):>4}  false alarms {len(alarms):>3}  ({', '.join(one.case.id for one in alarms)})")
    for kind in ["", *sorted({row["kind"] for row in false})]:
        own = [row for row in false if kind in ("", row["kind"])]
        counted = Counter(row["came_of"] for row in own)
        told = "  ".join(f"{name} {counted[name]:>3}" for name in ("corrects", "declines", "shows", "accepts"))
        good = (counted["corrects"] + counted["declines"]) / max(len(own), 1)
        print(f"{kind or 'all':<14} {len(own):>4}  {told}  corrected or declined {good:.2f}")


if __name__ == "__main__":
    main()
