"""A run in Markdown, for a pull request: the outcome, the figures, and what failed."""

from __future__ import annotations

import re

from clippings.evaluation.metrics.names import shown
from clippings.evaluation.results import CaseResult
from clippings.evaluation.run import SuiteRun

_MOST_FAILURES = 20
_LONGEST = 200


def markdown(run: SuiteRun) -> str:
    """The text. Nothing that an article or a suite says can become markup, a link or a mention."""
    passed, failed, gaps = run.count("passed", "closed gap"), run.count("failed"), run.count("known gap")
    lines = [
        f"**{passed} of {len(run.results)} passed**, {failed} failed, {gaps} known gaps"
        + (f", {count} not judged" if (count := run.count("not judged")) else "")
        + f" ({run.made.seconds:.1f} s, {_of_what(run)})",
        "",
        "| metric | value | 95% interval | n |",
        "| --- | ---: | --- | ---: |",
    ]
    for name, figure in run.figures().items():
        value = shown(name, figure.value)
        between = f"{figure.interval[0]:.3g} to {figure.interval[1]:.3g}" if figure.interval else ""
        lines.append(f"| {name} | {value} | {between} | {figure.n} |")
    if run.power is not None:
        lines += ["", run.power.text()]
    if run.usage is not None:
        lines += ["", _plain(run.usage.text())]
    if run.stability is not None:
        lines += ["", *(_plain(line) + "  " for line in run.stability.text().splitlines()[:_MOST_FAILURES])]
    if counted := [f"{criterion} {count}" for criterion, count in run.by_criterion().items() if count]:
        lines += ["", f"Failed expectations by criterion: {', '.join(counted)}."]
    broken = [result for result in run.results if result.status == "failed"]
    for result in broken[:_MOST_FAILURES]:
        lines += ["", f"<details><summary>{_plain(result.id)}</summary>", "", *_told(result), "", "</details>"]
    if len(broken) > _MOST_FAILURES:
        lines += ["", f"and {len(broken) - _MOST_FAILURES} more failed."]
    lines += ["", *(f"- {_plain(warning)}" for warning in run.warnings)]
    if run.made.judge is not None:
        one = run.made.judge
        lines.append(f"- {_plain(one.judge)} agrees with people: kappa {one.faithfulness_kappa:.2f} (faithful)")
    lines += [
        "",
        f"Clippings {run.made.clippings}, code {run.made.code}; {_plain(run.made.system or run.made.embedding_model)}",
    ]
    return "\n".join(lines).rstrip() + "\n"


def _of_what(run: SuiteRun) -> str:
    return _plain(run.made.system) if run.made.system else f"{run.made.articles} articles"


def _told(result: CaseResult) -> list[str]:
    lines = []
    for turn in result.turns:
        lines.append(f"- Question: {_plain(turn.question)}")
        if turn.error:
            lines.append(f"- It could not be answered: {_plain(turn.error)}")
            continue
        lines += [
            f"- Expected {one.expectation}: {_plain(one.expected)}; found: {_plain(one.found)} ({one.criterion})"
            for one in turn.failures
        ]
        lines.append(f"- Answer: {_plain(turn.answer)}")
    return lines


def _plain(text: str) -> str:
    """Without what Markdown, HTML and a code host's mentions are made of."""
    text = " ".join(text.split())
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]()#+!|~])", r"\\\1", text)
    # A zero-width space: "@name" and "#7" are words here, and an address is no link.
    return re.sub(r"(?<=@)|(?<=\\#)|(?=://)|(?<=www)(?=\.)", "\u200b", text)
