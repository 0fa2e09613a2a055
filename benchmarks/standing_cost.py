"""What does following questions cost an ingest?   python benchmarks/standing_cost.py HOME QUESTIONS [--articles 1000]

Makes an archive of the last ARTICLES articles of HOME (an archive of RealTime QA, which is not changed) by an ingest
with vectors, as `clippings ingest` does; then follows 500 of the QUESTIONS (JSON Lines of RealTime QA), drawn by chance
from two years or (`--of-the-time`) all of the articles' own weeks, from before that ingest, and compares all of it
with them. Prints the seconds of both as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.assemble import make_asker
from clippings.chain.standing.check import check
from clippings.cli.progress import TerminalProgress
from clippings.core.languages import of_question
from clippings.core.settings import Settings
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.standing_questions import StandingQuestion, keep_standing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--follow", type=int, default=500)
    parser.add_argument(
        "--of-the-time", action="store_true", help="follow those of the same weeks, not a sample of all"
    )
    options = parser.parse_args()
    asked = [json.loads(line)["question"] for line in options.questions.read_text("utf-8").splitlines()]
    asked = asked[-options.follow :] if options.of_the_time else random.Random(1).sample(asked, options.follow)
    with tempfile.TemporaryDirectory() as scratch:
        news = Path(scratch) / "news.jsonl"
        _write(options.home, news, options.articles)
        home = Path(scratch) / "home"
        home.mkdir()
        (home / "models").symlink_to(options.home / "models")
        with Archive(Settings(home=home)) as archive, TerminalProgress() as progress:
            archive.embedder.embed_query("warm")
            started, worked = time.perf_counter(), _processor_s()
            ingest(archive, [str(news)], progress)
            ingested_s, ingest_work = time.perf_counter() - started, _processor_s() - worked
            asker = make_asker(archive)
            asker.warm_up()
            now = datetime.now(UTC)
            for at, question in enumerate(asked):
                keep_standing(
                    archive.catalogue,
                    StandingQuestion(f"q{at}", "shell", question, of_question(question), now, seen_change=0),
                )
            started, worked = time.perf_counter(), _processor_s()
            checked = check(archive, "shell", lambda: datetime.now(UTC), lambda work: work(asker))
            checked_s, check_work = time.perf_counter() - started, _processor_s() - worked
    told = {
        "articles": checked.articles,
        "questions": checked.questions,
        "read_together": checked.read,
        "news": len(checked.news),
        "ingest_s": round(ingested_s, 1),
        "check_s": round(checked_s, 1),
        "share": round(checked_s / ingested_s, 3),
        "ingest_processor_s": round(ingest_work, 1),
        "check_processor_s": round(check_work, 1),
        "share_of_processor": round(check_work / ingest_work, 3),
    }
    print(json.dumps(told, indent=1))


def _processor_s() -> float:
    """Processor time of this process and of those that it waited for: what others do meanwhile does not count."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _write(home: Path, news: Path, articles: int) -> None:
    """The newest articles of an archive, as an ingest reads them."""
    with Archive(Settings(home=home)) as archive, news.open("w", encoding="utf-8") as file:
        dated = sorted(
            (one for one in archive.catalogue.all_articles() if one.published_at), key=lambda one: one.by_day
        )
        for one in dated[-articles:]:
            record = {
                "url": one.url,
                "title": one.title,
                "source": one.source,
                "published_at": one.published_at.isoformat() if one.published_at else None,
                "text": one.text,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
