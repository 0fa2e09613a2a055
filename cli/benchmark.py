"""`clippings benchmark realtimeqa`"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from clippings.cli.options import Home, Json, print_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clippings.evaluation.realtimeqa import QuizQuestion
    from clippings.evaluation.realtimeqa_run import Outcome
    from clippings.vectorstore.archive import Archive

_T = TypeVar("_T")

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
    from clippings.evaluation import realtimeqa as quiz
    from clippings.evaluation import realtimeqa_report as report
    from clippings.vectorstore.archive import Archive

    cases = quiz.read(folder, limit)
    settings = load_settings(home)
    kept = cache or settings.home / "benchmarks" / "realtimeqa"
    with Archive(settings.model_copy(update={"home": kept, "database_url": None})) as archive:
        _ingest_once(archive, folder / quiz.ARTICLES)
        if answers:
            _answers(archive, cases, page, as_json)
            return
        told = _retrieval(archive, cases, kept / "peers" if peers else None, choices=not no_choices)
    if page is not None:
        page.write_text(report.page(told), "utf-8")
    if plot is not None:
        report.plot(told, plot)
    if as_json:
        print_json(told)
    else:
        typer.echo(report.page(told), nl=False)


def _retrieval(archive: Archive, cases: Sequence[QuizQuestion], peers: Path | None, *, choices: bool) -> dict[str, Any]:
    """What the searches of this archive come to, and of the peers where their vectors have a folder."""
    from clippings.chain.find import find
    from clippings.chain.retriever import HybridRetriever
    from clippings.core.types import Question
    from clippings.evaluation import realtimeqa_report as report
    from clippings.evaluation import realtimeqa_run as runs

    retriever = HybridRetriever(archive=archive)
    # what holds for every question: an index that is behind, say
    notes = {report.CLIPPINGS: " ".join(retriever.retrieve(cases[0].question, k=1).notes)}

    def search(question: Question) -> list[str]:
        return [passage.text for passage in find(retriever, question, runs.PASSAGES).passages]

    outcomes = {report.CLIPPINGS: _with_bar("searching", cases, lambda advance: runs.run(cases, search, advance))}
    if choices:
        right = _with_bar("choosing", cases, lambda advance: runs.choose(cases, retriever, advance))
        outcomes[report.CLIPPINGS] = _with_choices(outcomes[report.CLIPPINGS], right)
    if peers is not None:
        outcomes |= _peers(archive, peers, cases)
    status = archive.status()
    about = {
        "articles": status.articles,
        "chunks": status.chunks,
        "embedded_chunks": status.embedded_chunks,
        "embedding_model": status.embedding_model,
    }
    return report.as_json(outcomes, about, notes)


def _answers(archive: Archive, cases: Sequence[QuizQuestion], page: Path | None, as_json: bool) -> None:
    from clippings.chain.ask import Asker
    from clippings.evaluation import realtimeqa_answers, realtimeqa_answers_report

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
    from dataclasses import replace

    return [replace(one, chosen_rightly=chosen) for one, chosen in zip(outcomes, right, strict=True)]


def _peers(archive: Archive, folder: Path, cases: Sequence[QuizQuestion]) -> dict[str, list[Outcome]]:
    from clippings.evaluation import peers
    from clippings.evaluation import realtimeqa_run as runs

    found = {}
    for name in peers.NAMES:
        search = peers.build(
            name, archive.catalogue.all_articles, archive.embedder, folder, lambda line: typer.echo(line, err=True)
        )
        found[name] = _with_bar(name, cases, functools.partial(runs.run, cases, search))
    return found
