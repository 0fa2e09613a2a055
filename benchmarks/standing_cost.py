"""What does following questions cost an ingest?   python benchmarks/standing_cost.py HOME QUESTIONS [--articles 1000]

Makes an archive of the last ARTICLES articles of HOME (an archive of RealTime QA, which is not changed) by an ingest
with vectors, as `clippings ingest` does; then follows the first 500 QUESTIONS (JSON Lines of RealTime QA) from before
that ingest, and compares all of it with them. Prints the seconds of both as JSON.
"""

from __future__ import annotations

import argparse
import json
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
from clippings.vectorstore.standing_questions import StandingQuestion, keep_standing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--follow", type=int, default=500)
    parser.add_argument(
        "--of-the-time", action="store_true", help="follow those that were asked last, of the same weeks"
    )
    options = parser.parse_args()
    asked = [json.loads(line)["question"] for line in options.questions.read_text("utf-8").splitlines()]
    asked = asked[-options.follow :] if options.of_the_time else asked[: options.follow]
    with tempfile.TemporaryDirectory() as scratch:
        news = Path(scratch) / "news.jsonl"
        _write(options.home, news, options.articles)
        home = Path(scratch) / "home"
        home.mkdir()
        (home / "models").symlink_to(options.home / "models")
        with Archive(Settings(home=home)) as archive, TerminalProgress() as progress:
            archive.embedder.embed_query("warm")
            started = time.perf_counter()
            ingest(archive, [str(news)], progress)
            ingested_s = time.perf_counter() - started
            asker = make_asker(archive)
            asker.warm_up()
            now = datetime.now(UTC)
            for at, question in enumerate(asked):
                keep_standing(
                    archive.catalogue,
                    StandingQuestion(f"q{at}", "shell", question, of_question(question), now, seen_change=0),
                )
            started = time.perf_counter()
            checked = check(archive, "shell", lambda: datetime.now(UTC), lambda work: work(asker))
            checked_s = time.perf_counter() - started
    told = {
        "articles": checked.articles,
        "questions": checked.questions,
        "read_together": checked.read,
        "news": len(checked.news),
        "ingest_s": round(ingested_s, 1),
        "check_s": round(checked_s, 1),
        "share": round(checked_s / ingested_s, 3),
    }
    print(json.dumps(told, indent=1))


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
