"""ALCE's precision and recall, on statements whose proofs can be read here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clippings.evaluation.metrics.citations import Proof, Verdict, is_grounded, judge, precision, recall


def _says(statement: str, proof: str, context: str) -> bool:
    return set(statement.split()) <= set(f"{proof} {context}".split())


def _judge(statement: str, *proofs: str) -> Verdict:
    return judge(statement, [Proof(proof) for proof in proofs], _says)


def test_a_statement_that_its_citation_says_is_supported_and_one_without_is_not() -> None:
    assert _judge("a b", "a b c") == Verdict(True, (True,))
    assert _judge("a b", "a c") == Verdict(False, (False,))
    assert _judge("a b") == Verdict(False, ())


def test_two_citations_that_prove_only_together_are_both_needed() -> None:
    assert _judge("a b", "a", "b") == Verdict(True, (True, True))


def test_a_citation_beside_one_that_proves_alone_is_in_vain() -> None:
    assert _judge("a b", "a b", "c") == Verdict(True, (True, False))
    assert _judge("a b", "a b", "b a") == Verdict(True, (True, True))


def test_headline_and_date_of_what_is_cited_may_be_used() -> None:
    assert judge("a 2023", [Proof("a", "2023")], _says).supported


def test_recall_counts_statements_and_precision_counts_citations() -> None:
    verdicts = [_judge("a b", "a b", "c"), _judge("x", "y")]
    assert recall(verdicts) == 1 / 2
    assert precision(verdicts) == 1 / 3
    assert precision([_judge("a")]) is None


def test_what_a_passage_says_is_grounded_though_nothing_cites_it() -> None:
    assert is_grounded("a b", [Proof("c"), Proof("b a")], _says)
    assert not is_grounded("a b", [Proof("a"), Proof("b")], _says)


@given(st.lists(st.sampled_from("abc"), min_size=1), st.lists(st.text("abc ", max_size=5), max_size=4))
def test_no_citation_is_precise_where_the_statement_is_not_supported(words: list[str], proofs: list[str]) -> None:
    verdict = _judge(" ".join(words), *proofs)
    assert len(verdict.precise) == len(proofs)
    assert verdict.supported or not any(verdict.precise)
