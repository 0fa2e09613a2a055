"""How many of the questions proposed after an answer the archive answers, and what trying them costs.

    python -m benchmarks.asked_next HOME QUESTIONS.txt

HOME is an archive, QUESTIONS.txt has a question a line.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.assemble import make_asker
from clippings.chain.next_questions.propose import is_answered, propose
from clippings.core.settings import load_settings
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

_SHOWN = 3


def main() -> None:
    """Print a line for each question, then the counts."""
    home, file = Path(sys.argv[1]), Path(sys.argv[2])
    answered = with_any = with_three = tried = right = 0
    took_s: list[float] = []
    with Archive(load_settings(home)) as archive:
        asker = make_asker(archive)
        asker.warm_up()
        for text in filter(None, map(str.strip, file.read_text("utf-8").splitlines())):
            question = Question(text, datetime.now(UTC))
            answer = asker.ask(question)
            if answer.abstained:
                continue
            answered += 1
            began_s = time.perf_counter()
            articles = {one.passage.article.id: one.passage.article for one in (*answer.citations, *answer.more)}
            found = []
            for one in propose(list(articles.values()), [each.quote for each in answer.citations], [text]):
                if len(found) == _SHOWN:
                    break
                tried += 1
                if is_answered(one, asker.ask(replace(question, text=one.text))):
                    right += 1
                    found.append(one.text)
            took_s.append(time.perf_counter() - began_s)
            with_any += bool(found)
            with_three += len(found) == _SHOWN
            print(f"{text}\n    " + "\n    ".join(found or ["-"]))
    took_s.sort()
    print(f"answered {answered}, with a next question {with_any}, with three {with_three}; tried {tried}, kept {right}")
    if took_s:
        print(f"seconds: median {took_s[len(took_s) // 2]:.1f}, longest {took_s[-1]:.1f}")


if __name__ == "__main__":
    main()
