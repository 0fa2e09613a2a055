"""Citation precision and recall in the sense of ALCE (Gao et al., EMNLP 2023, section 4.3), and groundedness.

recall: the share of an answer's statements that their citations, taken together, entail.
precision: the share of its citations that are not in vain. One is in vain when its statement is not entailed at all, or
when it alone does not entail the statement and the statement's other citations do without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """What is cited, with what is known of it besides: headline, source, date."""

    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One statement, judged."""

    supported: bool
    precise: tuple[bool, ...]
    """(n_citations,) for each citation of the statement, whether it is needed or proves alone."""


Entails = Callable[[str, str, str], bool]
"""From statement, proof and context to whether the proof says it."""


def judge(statement: str, proofs: Sequence[Proof], entails: Entails) -> Verdict:
    """One statement against its citations. A statement without citations is not supported."""
    if not proofs or not _together(statement, proofs, entails):
        return Verdict(False, (False,) * len(proofs))
    if len(proofs) == 1:
        return Verdict(True, (True,))
    return Verdict(
        True,
        tuple(
            _together(statement, [proof], entails)
            or not _together(statement, [*proofs[:at], *proofs[at + 1 :]], entails)
            for at, proof in enumerate(proofs)
        ),
    )


def is_grounded(statement: str, passages: Sequence[Proof], entails: Entails) -> bool:
    """Whether one of the retrieved passages says the statement, cited or not."""
    return any(_together(statement, [passage], entails) for passage in passages)


def recall(verdicts: Sequence[Verdict]) -> float:
    """Of one answer with at least one statement, 0 to 1."""
    return sum(verdict.supported for verdict in verdicts) / len(verdicts)


def precision(verdicts: Sequence[Verdict]) -> float | None:
    """Of one answer, 0 to 1; None without any citation."""
    precise = [one for verdict in verdicts for one in verdict.precise]
    return sum(precise) / len(precise) if precise else None


def _together(statement: str, proofs: Sequence[Proof], entails: Entails) -> bool:
    return entails(statement, " ".join(proof.text for proof in proofs), " ".join(proof.context for proof in proofs))
