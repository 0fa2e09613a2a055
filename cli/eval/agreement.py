"""`clippings eval agreement`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from clippings.cli.options import Home, Json, print_json

if TYPE_CHECKING:
    from clippings.evaluation.run_metadata import Agreement


def command(as_json: Json = False, home: Home = None) -> None:
    """Measure how far the judges of answers agree with people, on answers that a person judged.

    The judge of statements (words, or CLIPPINGS_NLI_MODEL) is always measured, the chat model where one is configured.
    """
    from clippings.core.settings import load_settings
    from clippings.evaluation.judging.agreement import of_entailment
    from clippings.evaluation.judging.entailment import entailment

    settings = load_settings(home)
    found = [of_entailment(entailment(settings))]
    if settings.chat_model:
        from clippings.evaluation.judging.judge import ChatJudge

        found.append(ChatJudge.of(settings).agreement())
    if as_json:
        print_json({"judges": [one.model_dump(mode="json") for one in found]})
    else:
        for one in found:
            typer.echo(line(one))


def line(agreement: Agreement) -> str:
    """One judge for a reader."""
    complete = agreement.completeness_kappa
    told = f", completeness {complete:.2f}" if complete is not None else ""
    failed = f"; no judgement of {agreement.failed} more" if agreement.failed else ""
    return (
        f"{agreement.judge} against people, Cohen's kappa over {agreement.n} answers: "
        f"faithfulness {agreement.faithfulness_kappa:.2f}{told}{failed}"
    )
