"""The figures of a run of RealTime QA: as JSON, as a page, as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from clippings.core.errors import WrongUsage
from clippings.evaluation.metrics.intervals import Estimate, estimate
from clippings.evaluation.realtimeqa.questions import DEPTHS
from clippings.evaluation.realtimeqa.run import Measured, Outcome, percentiles

CLIPPINGS = "Clippings"
TABLE_BEGINS, TABLE_ENDS = "<!-- clippings benchmark realtimeqa --peers -->", "<!-- end -->"
_REACH = {"hit@1": 0.44, "hit@5": 0.55, "hit@10": 0.59, "choice_accuracy": 0.70}

_ABOUT_THE_TABLE = (
    "All in one process, on the same articles and with the same embedding engine, so that the peers' ingest is quicker "
    "than with their own (`make bench-ingest` has both). Ingest: from the articles to all vectors. Memory: of a "
    "process for each, model, vectors and libraries included, after some searches."
)


def figures(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Estimate]]:
    """By period (all, then each year that was asked about), the estimates by their names."""
    found: dict[str, dict[str, Estimate]] = {}
    for period in ("all", *sorted({one.case.year for one in outcomes})):
        inside = [one for one in outcomes if period in {"all", one.case.year}]
        if not inside:
            continue
        named = {f"hit@{k}": estimate([float(one.hits[k]) for one in inside]) for k in DEPTHS}
        named["hit@10_whole_words"] = estimate([float(one.as_words) for one in inside])
        named["mrr"] = estimate(_reciprocal_ranks(inside))
        if all(one.chosen_rightly is not None for one in inside):
            named["choice_accuracy"] = estimate([float(bool(one.chosen_rightly)) for one in inside])
        found[period] = named
    return found


def _reciprocal_ranks(outcomes: Sequence[Outcome]) -> list[float]:
    """Of the first passage, of twenty, that holds the gold choice as whole words; by `ir-measures`."""
    import ir_measures
    from ir_measures import RR

    qrels, ranking = [], []
    for one in outcomes:
        depth = len(one.relevant)
        for rank, relevant in enumerate(one.relevant):
            ranking.append(ir_measures.ScoredDoc(one.case.id, str(rank), float(depth - rank)))
            qrels.append(ir_measures.Qrel(one.case.id, str(rank), int(relevant)))
    known = {found.query_id: float(found.value) for found in ir_measures.iter_calc([RR], qrels, ranking)}
    return [known.get(one.case.id, 0.0) for one in outcomes]


def as_json(runs: Mapping[str, Measured], archive: Mapping[str, Any]) -> dict[str, Any]:
    """What `--json` prints: a run's name to its figures, with intervals, and what it costs."""
    return {
        "benchmark": "realtimeqa",
        "archive": dict(archive),
        "runs": {name: _run(measured) for name, measured in runs.items()},
        "reach": _REACH,
    }


def _run(measured: Measured) -> dict[str, Any]:
    sampled = [float(right) for right in measured.sampled_choices]
    return {
        "note": measured.note,
        "figures": {
            period: {metric: _rounded(e) for metric, e in named.items()}
            for period, named in figures(measured.outcomes).items()
        },
        "search_ms": percentiles([one.ms for one in measured.outcomes]),
        "ingest_s": measured.ingest_s,
        "memory_mb": measured.memory_mb,
        "choice_accuracy_of_the_sample": _rounded(estimate(sampled)) if sampled else None,
    }


def _rounded(e: Estimate) -> dict[str, float]:
    return {"mean": round(e.mean, 4), "low": round(e.low, 4), "high": round(e.high, 4), "n": e.n}


def table(told: Mapping[str, Any]) -> str:
    """All runs beside each other, a row each, in Markdown: what they find and what they cost."""
    sample = next((run["choice_accuracy_of_the_sample"] for run in told["runs"].values()), None)
    choices = f"choice accuracy ({sample['n']:,} questions)" if sample else "choice accuracy"
    metrics = [f"hit@{k}" for k in DEPTHS]
    lines = [
        f"| | {' | '.join(metrics)} | {choices} | ingest, min | search p50, ms | p95, ms | memory, MB |",
        "| --- " * (len(metrics) + 6) + "|",
    ]
    for name, run in told["runs"].items():
        named, times, chosen = run["figures"]["all"], run["search_ms"], run["choice_accuracy_of_the_sample"]
        cells = [
            *(f"{named[metric]['mean']:.3f}" for metric in metrics),
            f"{chosen['mean']:.3f}" if chosen else "",
            f"{run['ingest_s'] / 60:.1f}" if run["ingest_s"] is not None else "",
            f"{times['p50']:.0f}",
            f"{times['p95']:.0f}",
            f"{run['memory_mb']:,.0f}" if run["memory_mb"] is not None else "",
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def put_into(document: str, told: Mapping[str, Any]) -> str:
    """A Markdown document with the table between its two marks.

    Raises:
        WrongUsage: It has no marks.
    """
    before, begin, rest = document.partition(TABLE_BEGINS)
    _, end, after = rest.partition(TABLE_ENDS)
    if not end:
        raise WrongUsage(
            "The document has no place for the table.", f"Write {TABLE_BEGINS} and {TABLE_ENDS} where it belongs."
        )
    return f"{before}{begin}\n{table(told)}{end}{after}"


def page(told: Mapping[str, Any]) -> str:
    """`docs/benchmarks/realtimeqa.md`, from what `as_json` gives."""
    archive = told["archive"]
    lines = [
        "# RealTime QA",
        "",
        "Written by `clippings benchmark realtimeqa DIR --page FILE`; figures are means with 95 % bootstrap intervals "
        "(questions resampled 2,000 times).",
        "",
        "`hit@k`: the normalised gold choice occurs in the first k times 800 characters of the ranked passages, one "
        "after the other. The question and the day on which it was asked are the only input. `choice_accuracy`: "
        "picking among the choices by the support that retrieval finds for each. `mrr`: reciprocal rank of the first "
        "passage that holds the gold choice as whole words. Weights were chosen on questions of 2022 alone.",
        "",
        f"{archive['articles']:,} articles, {archive['chunks']:,} chunks, {archive['embedded_chunks']:,} of them "
        f"embedded with {archive['embedding_model']}.",
    ]
    if len(told["runs"]) > 1:
        lines += ["", "## Beside each other", "", table(told).rstrip(), "", _ABOUT_THE_TABLE]
    for name, run in told["runs"].items():
        metrics = list(next(iter(run["figures"].values()), {}))
        lines += ["", f"## {name}", ""]
        if run["note"]:
            lines += [run["note"], ""]
        lines += ["| questions | n | " + " | ".join(metrics) + " |", "| --- " * (len(metrics) + 2) + "|"]
        for period, named in run["figures"].items():
            cells = [f"{e['mean']:.3f} ({e['low']:.3f}-{e['high']:.3f})" for e in named.values()]
            lines.append(f"| {period} | {named[metrics[0]]['n']} | " + " | ".join(cells) + " |")
        times = ", ".join(f"{at} {ms} ms" for at, ms in run["search_ms"].items())
        lines += ["", f"Search in a warm process: {times}."]
    return "\n".join(lines) + "\n"


def plot(told: Mapping[str, Any], file: Path) -> None:
    """A picture with a bar and its interval for each run and each hit@k, over all questions.

    The format is that of the file's ending (.png, .svg, .pdf).
    """
    from matplotlib.figure import Figure

    names = list(told["runs"])
    metrics = [f"hit@{k}" for k in DEPTHS]
    figure = Figure(figsize=(8, 4.2), layout="constrained")
    axes = figure.add_subplot()
    width = 0.8 / max(1, len(names))
    for at, name in enumerate(names):
        rows = [told["runs"][name]["figures"]["all"][metric] for metric in metrics]
        means = [row["mean"] for row in rows]
        reach = [[row["mean"] - row["low"] for row in rows], [row["high"] - row["mean"] for row in rows]]
        places = [index + at * width - 0.4 + width / 2 for index in range(len(metrics))]
        bars = axes.bar(places, means, width * 0.92, yerr=reach, capsize=3, label=name, error_kw={"elinewidth": 1})
        axes.bar_label(bars, fmt="%.2f", padding=3, fontsize=8)
    axes.set_xticks(range(len(metrics)), metrics)
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of questions")
    n = told["runs"][names[0]]["figures"]["all"][metrics[0]]["n"]
    axes.set_title(f"RealTime QA: {n:,} questions over {told['archive']['articles']:,} articles (95 % intervals)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left", fontsize=8)
    figure.savefig(file, dpi=150)
