"""`clippings follow`: questions that go on being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from clippings.cli.options import Home, Json, SourceNames, open_to_ask, print_json, question_of, within_archive
from clippings.cli.safe_text import safe

if TYPE_CHECKING:
    from clippings.vectorstore.archive import Archive
    from clippings.vectorstore.catalogue.given_answers import KeptQuote
    from clippings.vectorstore.catalogue.standing_questions import FoundNews, Rhythm, StandingQuestion, State

app = typer.Typer(help="Questions that go on being asked: what new articles answer otherwise.", no_args_is_help=True)

QuestionId = Annotated[str, typer.Argument(metavar="ID", help="As `clippings follow list` shows it.")]


@app.callback()
def follow() -> None:
    """Questions that go on being asked: what new articles answer otherwise."""


@app.command("add")
def add(
    question: Annotated[str, typer.Argument(help="What is asked.")],
    source: SourceNames = None,
    every: Annotated[str, typer.Option(help="at-once, daily (8 o'clock) or weekly (Mondays).")] = "at-once",
    quiet: Annotated[str | None, typer.Option(metavar="FROM-UNTIL", help="Hours without news: 22-7.")] = None,
    timezone: Annotated[str, typer.Option(help="Of these hours: Europe/Berlin.")] = "UTC",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Follow a question: from now on, `check` tells what new articles answer otherwise or add.

    clippings follow add "How many people died in the Lindholm ferry accident?"
    """
    from datetime import UTC, datetime

    from clippings.chain.assemble import make_asker
    from clippings.chain.standing.begin import begin
    from clippings.vectorstore.catalogue.given_answers import kept_quote

    asked = question_of(question, None, None, source, None)
    rhythm = _rhythm(every, quiet, timezone)
    with open_to_ask(home) as archive:
        asked = within_archive(archive, asked)
        answer = make_asker(archive).ask(asked)
        told = [kept_quote(citation, True) for citation in answer.citations]
        most = archive.settings.followed_per_user
        kept = begin(archive, "shell", asked, told, at=datetime.now(UTC), rhythm=rhythm, most_per_user=most)
    if as_json:
        print_json(_question(kept) | {"told": [_quote(one) for one in kept.told]})
        return
    typer.echo(f"Followed as {kept.id}: {safe(kept.text)}")
    for one in kept.told:
        typer.echo(f"  “{safe(one.quote)}” ({_source(one)})")
    if not kept.told:
        typer.echo("  Nothing answers it yet; you will be told as soon as an article does.")


@app.command("list")
def listed(
    ended: Annotated[bool, typer.Option("--ended", help="Also those that were ended.")] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """What is followed, since when, and when an article last had news.

    clippings follow list
    """
    from clippings.chain.messages import message
    from clippings.vectorstore.catalogue.standing_questions import all_standing

    with open_to_ask(home) as archive:
        states: tuple[State, ...] = ("following", "paused", "ended") if ended else ("following", "paused")
        found = all_standing(archive.catalogue, "shell", states=states)
    if as_json:
        print_json({"questions": [_question(one) for one in found]})
        return
    for one in found:
        news = f"last news {one.matched_at:%Y-%m-%d}" if one.matched_at else "no news yet"
        typer.echo(f"{one.id}  {one.state}, since {one.created_at:%Y-%m-%d}, {news}: {safe(one.text)}")
        if one.reason:
            typer.echo(f"    {message(one.reason, 'en')}")
    if not found:
        typer.echo('Nothing is followed. Begin with: clippings follow add "..."')


@app.command("pause")
def pause(question_id: QuestionId, as_json: Json = False, home: Home = None) -> None:
    """Tell nothing of a question until it is resumed; what comes meanwhile is told then."""
    _changed(home, question_id, as_json, state="paused", reason="")


@app.command("resume")
def resume(question_id: QuestionId, as_json: Json = False, home: Home = None) -> None:
    """Follow a paused question again, from where it was paused."""
    _changed(home, question_id, as_json, state="following", reason="")


@app.command("end")
def end(question_id: QuestionId, as_json: Json = False, home: Home = None) -> None:
    """Follow a question no longer."""
    _changed(home, question_id, as_json, state="ended", reason="")


@app.command("check")
def check(as_json: Json = False, home: Home = None) -> None:
    """Compare what is new in the archive with what is followed, and tell what is due; nothing is told twice.

    clippings follow check --json
    """
    from datetime import UTC, datetime

    from clippings.chain.assemble import make_asker
    from clippings.chain.standing import check as checking
    from clippings.chain.standing.timing import is_due
    from clippings.vectorstore.catalogue.standing_questions import note_told, waiting_news

    with open_to_ask(home) as archive:
        archive.lexical.follow()
        asker = make_asker(archive)
        checked = checking.check(archive, "shell", lambda: datetime.now(UTC), lambda work: work(asker))
        now, catalogue = datetime.now(UTC), archive.catalogue
        questions = {one.id: one for one in _all(archive)}
        waiting = waiting_news(catalogue, "shell")
        due = {
            question_id: news
            for question_id, news in waiting.items()
            if is_due(questions[question_id].rhythm, news[0].found_at, now)
        }
        told = [(questions[question_id], one) for question_id, news in due.items() for one in news]
        note_told(catalogue, [one.id for _, one in told], now)
    later = sum(len(news) for news in waiting.values()) - len(told)
    if as_json:
        news = [_news(question, one) for question, one in told]
        print_json(
            {
                "questions": checked.questions,
                "articles": checked.articles,
                "read": checked.read,
                "news": news,
                "waiting": later,
            }
        )
        return
    for question, one in told:
        _show(question, one)
    if not told:
        typer.echo(f"Nothing new on {checked.questions} questions ({checked.articles} new articles).")
    if later:
        typer.echo(f"Waiting for their time: {later}.")


def _all(archive: Archive) -> list[StandingQuestion]:
    from clippings.vectorstore.catalogue.standing_questions import all_standing

    return all_standing(archive.catalogue, "shell")


def _rhythm(every: str, quiet: str | None, timezone: str) -> Rhythm:
    from clippings.chain.standing.timing import check_rhythm
    from clippings.core.errors import WrongUsage
    from clippings.vectorstore.catalogue.standing_questions import Rhythm

    if every not in {"at-once", "daily", "weekly"}:
        raise WrongUsage(f"--every {every} is not known.", "Give at-once, daily or weekly.")
    hours: list[int | None] = [None, None]
    if quiet is not None:
        parts = quiet.split("-")
        if len(parts) != 2 or not all(part.isdecimal() and int(part) < 24 for part in parts):
            raise WrongUsage(f"--quiet {quiet} is not two hours.", "Give it as 22-7.")
        hours = [int(part) for part in parts]
    at = "at_once" if every == "at-once" else "daily" if every == "daily" else "weekly"
    return check_rhythm(Rhythm(at, hours[0], hours[1], timezone))  # type: ignore[arg-type]


def _changed(home: Any, question_id: str, as_json: bool, **values: Any) -> None:
    from clippings.chain.verification.refusals import WrongRequest
    from clippings.vectorstore.catalogue.standing_questions import change_standing, standing

    with open_to_ask(home) as archive:
        found = standing(archive.catalogue, question_id)
        if found is None or found.surface != "shell" or not change_standing(archive.catalogue, question_id, **values):
            raise WrongRequest("standing_not_found")
        found = standing(archive.catalogue, question_id)
    if found is not None and as_json:
        print_json(_question(found))
    elif found is not None:
        typer.echo(f"{found.id} is {found.state}: {safe(found.text)}")


def _show(question: StandingQuestion, one: FoundNews) -> None:
    typer.secho(safe(question.text), bold=True)
    if one.was and one.by_now:
        typer.echo(f"  {safe(one.was)} → {safe(one.by_now)}")
    if one.before is not None:
        typer.echo(f"  before: “{safe(one.before.quote)}” ({_source(one.before)})")
    typer.echo(f"  {'now' if one.kind == 'changed' else 'added'}: “{safe(one.after.quote)}” ({_source(one.after)})")
    typer.echo(f"  {safe(one.after.url)}")


def _source(one: KeptQuote) -> str:
    day = f", {one.published_at:%Y-%m-%d}" if one.published_at else ""
    return safe(f"{one.source}{day}")


def _question(one: StandingQuestion) -> dict[str, Any]:
    rhythm = one.rhythm
    return {
        "id": one.id,
        "question": one.text,
        "state": one.state,
        "reason": one.reason,
        "every": rhythm.every.replace("_", "-"),
        "quiet": None if rhythm.quiet_from is None else f"{rhythm.quiet_from}-{rhythm.quiet_until}",
        "timezone": rhythm.timezone,
        "sources": list(one.sources),
        "since": one.created_at.isoformat(),
        "last_news": one.matched_at.isoformat() if one.matched_at else None,
    }


def _news(question: StandingQuestion, one: FoundNews) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.text,
        "kind": one.kind,
        "was": one.was,
        "by_now": one.by_now,
        "before": _quote(one.before) if one.before else None,
        "after": _quote(one.after),
        "found_at": one.found_at.isoformat(),
    }


def _quote(one: KeptQuote) -> dict[str, Any]:
    return {
        "quote": one.quote,
        "url": one.url,
        "title": one.title,
        "source": one.source,
        "published_at": one.published_at.isoformat() if one.published_at else None,
        "start": one.start,
        "end": one.end,
    }
