"""How far a judge agrees with people: Cohen's kappa over the labelled answers, by scikit-learn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from clippings.chain.verification.verifier import numbers_cited, without_numbers
from clippings.core.languages import of_question
from clippings.core.sentences import sentences
from clippings.evaluation.judging.entailment import Entailment
from clippings.evaluation.judging.labels import Labelled, read
from clippings.evaluation.results import StatementJudgement
from clippings.evaluation.run_metadata import Agreement

_MARKS_AFTER_THE_FULL_STOP = re.compile(r"([.!?。])((?:\s*\[\d{1,3}\])+)")


def agreement(
    name: str, judge: Callable[[Labelled], StatementJudgement | None], labelled: Sequence[Labelled]
) -> Agreement:
    """Hold a judge against people (Cohen 1960): agreement beyond what chance gives, -1 to 1.

    Args:
        name: Of the judge.
        judge: Gives None where it has no judgement.
        labelled: At least two, not all alike.
    """
    pairs = [(one, judge(one)) for one in labelled]
    found = [(one, judgement) for one, judgement in pairs if judgement is not None]
    return Agreement(
        judge=name,
        n=len(found),
        faithfulness_kappa=_kappa([one.faithful for one, _ in found], [judgement.faithful for _, judgement in found]),
        completeness_kappa=_kappa([one.complete for one, _ in found], [judgement.complete for _, judgement in found]),
        failed=len(pairs) - len(found),
    )


def of_entailment(entailment: Entailment) -> Agreement:
    """How far the judge of statements agrees with people on what is faithful; it does not judge what is complete."""
    labelled = read()
    judged = [is_faithful(one, entailment) for one in labelled]
    return Agreement(
        judge=entailment.name,
        n=len(labelled),
        faithfulness_kappa=_kappa([one.faithful for one in labelled], judged),
    )


def is_faithful(one: Labelled, entailment: Entailment) -> bool:
    """Whether each sentence of a labelled answer is entailed by the excerpts that it cites."""
    answer = _MARKS_AFTER_THE_FULL_STOP.sub(r"\2\1", one.answer)
    for span in sentences(answer, of_question(answer)):
        sentence = answer[span.start : span.end]
        cited = [excerpt for excerpt in one.excerpts if excerpt.number in numbers_cited(sentence)]
        proof = " ".join(excerpt.text for excerpt in cited)
        context = " ".join(f"{excerpt.headline} {excerpt.source} {excerpt.date}" for excerpt in cited)
        if not cited or not entailment.entails(without_numbers(sentence), proof, context):
            return False
    return True


def _kappa(people: Sequence[bool], judge: Sequence[bool]) -> float:
    """0 where all are alike on both sides, or there are none: there is no agreement to speak of, and nan is no JSON."""
    from sklearn.metrics import cohen_kappa_score

    if len(set(people)) + len(set(judge)) <= 2:
        return 0.0
    return round(float(cohen_kappa_score(people, judge, labels=[False, True])), 3)
