"""A real LangChain chat model against an OpenAI-compatible server on loopback, whose replies the test decides."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from clippings.chain.assemble import make_asker
from clippings.chain.pipeline import EXTRACTIVE
from clippings.core.errors import ChatModelUnavailable
from clippings.core.settings import Settings
from clippings.core.types import Answer, Question
from clippings.vectorstore.archive import Archive
from tests.chain.scripted_model import Asked, ScriptedModel

pytest.importorskip("langchain_openai")
QUESTION = "How much did the Sorrel bridge cost?"
Ask = Callable[..., Answer]


@pytest.fixture
def ask(news: Archive, model: ScriptedModel, ask_about: Callable[..., Question]) -> Ask:
    """`ask(question, shown=..., chat_timeout_s=...)`: the whole chain with the scripted model."""

    def make(text: str = QUESTION, shown: Callable[[str], None] | None = None, **settings: Any) -> Answer:
        chosen = {"chat_timeout_s": 30.0, **settings}
        news.settings = Settings(
            home=news.settings.home, chat_model="openai:m", chat_base_url=model.url, chat_api_key="k", **chosen
        )
        return make_asker(news).ask(ask_about(text), shown)

    return make


def _cost(asked: Asked, says: str = "The Sorrel bridge cost 310 million crowns") -> str:
    return f"{says} [{asked.number_of('310 million')}]."


def test_the_models_words_are_shown_with_citations_that_are_quotes_and_with_their_date(
    ask: Ask, model: ScriptedModel
) -> None:
    model.reply = _cost
    answer = ask()
    assert answer.mode == "chat:openai:m"
    assert answer.text == "The Sorrel bridge cost 310 million crowns (6 February 2023). [1]"
    [citation] = answer.citations
    assert citation.number == 1
    assert citation.passage.article.text[citation.start : citation.end] == citation.quote
    assert "310 million" in citation.quote


def test_the_answer_is_shown_sentence_by_sentence_and_never_before_it_is_checked(
    ask: Ask, model: ScriptedModel
) -> None:
    shown: list[str] = []

    def reply(asked: Asked) -> str:
        number = asked.number_of("310 million")
        soft = asked.number_of("soft ground")
        return (
            f"It cost 310 million crowns [{number}]. It cost 999 million crowns [{number}]. "
            f"Engineers blamed the soft ground under the eastern pillar [{soft}]."
        )

    model.reply = reply
    answer = ask("How much did the Sorrel bridge cost, and what did engineers blame?", shown.append)
    assert len(shown) >= 2
    assert all(later.startswith(earlier) for earlier, later in pairwise(shown))
    assert answer.text == shown[-1]
    assert not any("999" in text for text in shown)
    assert any("One sentence of the chat model" in note for note in answer.notes)


def test_a_sentence_with_a_number_from_nowhere_is_cut(ask: Ask, model: ScriptedModel) -> None:
    model.reply = "The Sorrel bridge cost 900 million crowns [1]."
    answer = ask()
    assert answer.mode == EXTRACTIVE
    assert "900" not in answer.text
    assert any("not borne out" in note for note in answer.notes)


def test_a_number_that_proves_nothing_is_taken_off_a_sentence_that_another_proves(
    ask: Ask, model: ScriptedModel
) -> None:
    def reply(asked: Asked) -> str:
        number = asked.number_of("310 million")
        other = next(one["number"] for one in asked.excerpts if one["number"] != number)
        return f"The Sorrel bridge cost 310 million crowns [{other}][{number}]."

    model.reply = reply
    [citation] = ask().citations
    assert "310 million" in citation.quote


@pytest.mark.parametrize("trouble", ["slow", "error", "refusal", "dead at once", "rubbish", "empty"])
def test_when_the_model_is_slow_broken_or_refuses_quotes_are_given(
    ask: Ask, model: ScriptedModel, trouble: str
) -> None:
    model.reply = {"rubbish": "]}\x00[[1]] {{ ### [1] [99] �", "empty": ""}.get(trouble, "I cannot help with that.")
    model.delay_s = 2.5 if trouble == "slow" else 0.0
    model.status = 500 if trouble == "error" else 200
    model.dies_after = 0 if trouble == "dead at once" else None
    shown: list[str] = []
    answer = ask(shown=shown.append, chat_timeout_s=1.0)
    assert answer.mode == EXTRACTIVE
    assert "310 million" in answer.text
    assert shown == [answer.text]
    assert any(note.startswith("In quotes only") for note in answer.notes)


def test_a_server_that_sends_a_word_now_and_then_is_not_waited_for_beyond_the_deadline(
    ask: Ask, model: ScriptedModel
) -> None:
    model.reply = "word " * 200
    model.pause_s = 0.2
    started = time.monotonic()
    answer = ask(chat_timeout_s=1.0)
    assert time.monotonic() - started < 12  # the stream itself takes 40 s
    assert answer.mode == EXTRACTIVE
    assert any("longer than 1 seconds" in note for note in answer.notes)


def test_of_a_server_that_dies_in_mid_sentence_the_whole_sentences_stand(ask: Ask, model: ScriptedModel) -> None:
    model.reply = lambda asked: f"{_cost(asked)} Engineers blamed the soft ground for a very"
    model.dies_after = 12
    answer = ask()
    assert answer.text == "The Sorrel bridge cost 310 million crowns (6 February 2023). [1]"
    assert any("cut" in note or "breaks off" in note for note in answer.notes)


def test_a_model_that_repeats_itself_is_cut_short(ask: Ask, model: ScriptedModel) -> None:
    model.reply = lambda asked: " ".join([_cost(asked)] * 30)
    assert ask().text.count("310 million") == 1


def test_a_model_that_keeps_to_a_schema_is_asked_for_json(ask: Ask, model: ScriptedModel) -> None:
    def reply(asked: Asked) -> str:
        number = asked.number_of("310 million")
        true = {"text": "The Sorrel bridge cost 310 million crowns.", "excerpts": [number]}
        false = {"text": "The Sorrel bridge cost 20 crowns.", "excerpts": [number, 77]}
        return json.dumps({"sentences": [true, false]})

    model.reply = reply
    shown: list[str] = []
    answer = ask(shown=shown.append, chat_structured_output=True)
    assert model.requests[-1].body["response_format"]["type"] == "json_schema"
    assert answer.text == "The Sorrel bridge cost 310 million crowns (6 February 2023). [1]"
    assert answer.mode == "chat:openai:m"


@pytest.mark.parametrize("said", ["no json", '{"sentences": "x"}', '{"sentences": [1, {"text": 2}]}', "[]"])
def test_json_of_another_shape_is_no_answer(ask: Ask, model: ScriptedModel, said: str) -> None:
    model.reply = said
    assert ask(chat_structured_output=True).mode == EXTRACTIVE


def test_the_tokens_of_a_day_are_counted_and_when_they_are_used_the_model_is_not_asked(
    ask: Ask, model: ScriptedModel
) -> None:
    model.reply = _cost
    assert ask(chat_tokens_a_day=100).mode == "chat:openai:m"
    answer = ask(chat_tokens_a_day=100)
    assert answer.mode == EXTRACTIVE
    assert any("tokens for today" in note for note in answer.notes)
    assert len(model.requests) == 1


def test_the_length_of_an_answer_is_limited_by_the_server_too(ask: Ask, model: ScriptedModel) -> None:
    ask(chat_max_tokens=123)
    body = model.requests[-1].body
    assert 123 in (body.get("max_tokens"), body.get("max_completion_tokens"))


def test_what_is_data_stands_between_marks_that_no_article_can_know(ask: Ask, model: ScriptedModel) -> None:
    ask()
    ask()
    fences = [asked.prompt.split("between the marks ")[1].split()[0] for asked in model.requests]
    assert fences[0] != fences[1]
    assert model.requests[0].prompt.count(fences[0]) == 4


def test_an_unknown_provider_is_named_with_the_way_out(news: Archive) -> None:
    news.settings = Settings(home=news.settings.home, chat_model="nonesuch:m")
    with pytest.raises(ChatModelUnavailable, match="nonesuch:m"):
        make_asker(news)
