"""`clippings benchmark realtimeqa`"""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from clippings.cli.options import Home, Json, print_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from clippings.core.settings import Settings
    from clippings.evaluation.realtimeqa.questions import QuizQuestion
    from clippings.evaluation.realtimeqa.run import Finder, Measured, Outcome
    from clippings.vectorstore.archive import Archive

_T = TypeVar("_T")

_SHARED_CHOICES = 200
"""Of so many questions, spread over the whole time, all in the table pick a choice: five searches a question, which
take a peer that filters in Chroma, or ranks by words in Python, a second and more."""

_FOR_MEMORY = 50
"""Questions that are searched for before memory is looked at."""

app = typer.Typer(help="Run public benchmarks on this machine.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def benchmark() -> None:
    """Run public benchmarks on this machine, beside what others do by default."""


@app.command()
def realtimeqa(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Holds articles.jsonl.gz and questions.jsonl.")],
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only so many questions, spread evenly over the time.")
    ] = None,
    peers: Annotated[bool, typer.Option("--peers", help="Also run LangChain's and LlamaIndex's defaults.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Write a picture of hit@k with its intervals here.")] = None,
    page: Annotated[Path | None, typer.Option(help="Write the figures as Markdown here.")] = None,
    table: Annotated[
        Path | None, typer.Option(help="Put the table of all, one row each, between the marks in this Markdown file.")
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(help="Where the ingested articles are kept (else benchmarks/ in the archive's folder)."),
    ] = None,
    no_choices: Annotated[
        bool, typer.Option("--no-choices", help="Leave choice accuracy out: five searches less.")
    ] = False,
    answers: Annotated[
        bool, typer.Option("--answers", help="Measure the answers (no chat model) instead of the retrieval.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Answer the news quiz of RealTime QA by retrieval alone, and say how well and how quickly.

    The first run ingests the articles (about half an hour on two cores); later runs take them from the cache.

    clippings benchmark realtimeqa ../shared/data/realtimeqa --limit 200 --plot hits.png
    """
    from clippings.core.settings import load_settings
    from clippings.evaluation.realtimeqa import questions as quiz
    from clippings.evaluation.realtimeqa import report
    from clippings.vectorstore.archive import Archive

    cases = quiz.read(folder, limit)
    settings = load_settings(home)
    kept = cache or settings.home / "benchmarks" / "realtimeqa"
    settings = settings.model_copy(update={"home": kept, "database_url": None})
    with Archive(settings) as archive:
        _ingest_once(archive, folder / quiz.ARTICLES)
        if answers:
            _answers(archive, cases, page, as_json)
            return
        measured, about = _retrieval(archive, cases, kept / "peers" if peers else None, choices=not no_choices)
    if peers:
        measured = _with_memory(settings, kept / "peers", cases, measured)
    told = report.as_json(measured, about)
    if page is not None:
        page.write_text(report.page(told), "utf-8")
    if table is not None:
        table.write_text(report.put_into(table.read_text("utf-8"), told), "utf-8")
    if plot is not None:
        report.plot(told, plot)
    if as_json:
        print_json(told)
    else:
        typer.echo(report.page(told), nl=False)


def _retrieval(
    archive: Archive, cases: Sequence[QuizQuestion], peers: Path | None, *, choices: bool
) -> tuple[dict[str, Measured], dict[str, Any]]:
    """What the searches of this archive come to, and those of the peers with a folder for vectors; and the archive."""
    from clippings.evaluation.realtimeqa import report

    measured = {report.CLIPPINGS: _clippings(archive, cases, choices=choices)}
    if peers is not None:
        measured |= _peers(archive, peers, cases, choices=choices)
    status = archive.status()
    about = {
        "articles": status.articles,
        "chunks": status.chunks,
        "embedded_chunks": status.embedded_chunks,
        "embedding_model": status.embedding_model,
    }
    return measured, about


def _clippings(archive: Archive, cases: Sequence[QuizQuestion], *, choices: bool) -> Measured:
    from clippings.chain.retrieval.retriever import HybridRetriever
    from clippings.chain.retrieval.search import search_passages
    from clippings.core.types import Question
    from clippings.evaluation.realtimeqa import report
    from clippings.evaluation.realtimeqa import run as runs
    from clippings.evaluation.realtimeqa.questions import spread

    retriever = HybridRetriever(archive=archive)
    # what holds for every question: an index that is behind, say
    note = " ".join(retriever.retrieve(cases[0].question, k=1).notes)

    def search(question: Question) -> list[str]:
        return [passage.text for passage in search_passages(retriever, question, runs.PASSAGES).passages]

    outcomes = _with_bar("searching", cases, lambda advance: runs.run(cases, search, advance))
    sampled: list[bool] = []
    if choices:
        outcomes = _with_choices(
            outcomes, _choices(f"{report.CLIPPINGS}: choosing", archive, cases, runs.finder(retriever))
        )
        sampled = [bool(one.chosen_rightly) for one in spread(outcomes, _SHARED_CHOICES)]
    return runs.Measured(outcomes, note, runs.ingest_seconds(archive), sampled_choices=sampled)


def _peers(archive: Archive, folder: Path, cases: Sequence[QuizQuestion], *, choices: bool) -> dict[str, Measured]:
    from clippings.evaluation import peers
    from clippings.evaluation.realtimeqa import run as runs
    from clippings.evaluation.realtimeqa.questions import spread

    found: dict[str, Measured] = {}
    for name in peers.NAMES:
        peer = peers.build(
            name, archive.catalogue.all_articles, archive.embedder, folder, lambda line: typer.echo(line, err=True)
        )
        outcomes = _with_bar(name, cases, functools.partial(runs.run, cases, peer.texts))
        few = spread(cases, _SHARED_CHOICES) if choices else []
        sampled = _choices(f"{name}: choosing", archive, few, peer.evidence)
        found[name] = runs.Measured(outcomes, ingest_s=peer.ingest_s, sampled_choices=sampled)
    return found


def _with_memory(
    settings: Settings, folder: Path, cases: Sequence[QuizQuestion], measured: Mapping[str, Measured]
) -> dict[str, Measured]:
    """The same runs with their memory; the archive is closed, as its vectors have one process at a time."""
    from clippings.evaluation.realtimeqa.memory import resident_mb
    from clippings.evaluation.realtimeqa.questions import spread
    from clippings.evaluation.realtimeqa.report import CLIPPINGS

    asked = [case.question for case in spread(cases, _FOR_MEMORY)]
    return {
        name: replace(one, memory_mb=resident_mb(settings, None if name == CLIPPINGS else name, folder, asked))
        for name, one in measured.items()
    }


def _choices(stage: str, archive: Archive, cases: Sequence[QuizQuestion], found: Finder) -> list[bool]:
    from clippings.evaluation.realtimeqa import run as runs

    return _with_bar(stage, cases, lambda advance: runs.choose(cases, found, archive.lexical.rarity, advance))


def _answers(archive: Archive, cases: Sequence[QuizQuestion], page: Path | None, as_json: bool) -> None:
    from clippings.chain.pipeline import Asker
    from clippings.evaluation.realtimeqa import answers as realtimeqa_answers
    from clippings.evaluation.realtimeqa import answers_report as realtimeqa_answers_report

    asker = Asker(archive)
    answered = _with_bar("answering", cases, lambda advance: realtimeqa_answers.run(cases, asker, advance))
    status = archive.status()
    told = realtimeqa_answers_report.as_json(
        answered,
        {"articles": status.articles, "chunks": status.chunks, "embedding_model": status.embedding_model},
    )
    written = realtimeqa_answers_report.page(told)
    if page is not None:
        page.write_text(written, "utf-8")
    print_json(told) if as_json else typer.echo(written, nl=False)


def _ingest_once(archive: Archive, articles: Path) -> None:
    from clippings.cli.progress import TerminalProgress
    from clippings.ingest.pipeline import ingest

    status = archive.status()
    with TerminalProgress() as progress:
        if status.articles == 0:
            ingest(archive, [str(articles)], progress)
        elif status.pending_chunks:
            progress.stage("embedding", status.pending_chunks)
            archive.follow_vectors(progress.advance)


def _with_bar(stage: str, cases: Sequence[QuizQuestion], work: Callable[[Callable[[int], None]], _T]) -> _T:
    from clippings.cli.progress import TerminalProgress

    with TerminalProgress() as progress:
        progress.stage(stage, len(cases))
        return work(progress.advance)


def _with_choices(outcomes: Sequence[Outcome], right: Sequence[bool]) -> list[Outcome]:
    return [replace(one, chosen_rightly=chosen) for one, chosen in zip(outcomes, right, strict=True)]
