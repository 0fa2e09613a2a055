"""How often a case passes when it is asked several times.

pass@k: at least one of k attempts passes (Chen et al. 2021, "Evaluating large language models trained on code").
pass^k: every one of k attempts passes (Yao et al. 2024, "tau-bench").
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb


def pass_at_k(outcomes: Sequence[bool], k: int) -> float:
    """Unbiased estimate of pass@k: 1 - C(n - c, k) / C(n, k).

    Args:
        outcomes: (n,) whether each attempt passed; n at least k.
    """
    n, passed = len(outcomes), sum(outcomes)
    return 1 - comb(n - passed, k) / comb(n, k)


def pass_all_k(outcomes: Sequence[bool], k: int) -> float:
    """Unbiased estimate of pass^k: C(c, k) / C(n, k).

    Args:
        outcomes: (n,) whether each attempt passed; n at least k.
    """
    return comb(sum(outcomes), k) / comb(len(outcomes), k)


def first_passes(outcomes: Sequence[bool], k: int) -> float:
    """pass@k by the first k attempts alone: unbiased also where attempts end once both outcomes were seen, and where
    they end because nothing changes (what is missing is as the last)."""
    return float(any(outcomes[:k]))


def first_all_pass(outcomes: Sequence[bool], k: int) -> float:
    """pass^k by the first k attempts alone; see `first_passes`."""
    return float(all(outcomes[:k]))
