from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from clippings.chain.generation.token_budget import TokenBudget


def test_tokens_are_counted_across_processes_and_begin_anew_each_day(tmp_path: Path) -> None:
    now = datetime(2023, 3, 16, 23, tzinfo=UTC)
    TokenBudget(tmp_path, 100, lambda: now).spend(60)
    TokenBudget(tmp_path, 100, lambda: now).spend(60)
    assert TokenBudget(tmp_path, 100, lambda: now).is_spent
    assert not TokenBudget(tmp_path, 100, lambda: now + timedelta(hours=2)).is_spent
    assert not TokenBudget(tmp_path, None, lambda: now).is_spent


def test_a_count_that_cannot_be_read_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "chat_tokens.json").write_text("rubbish")
    budget = TokenBudget(tmp_path, 10)
    assert budget.used() == 0
    budget.spend(10)
    assert budget.is_spent
