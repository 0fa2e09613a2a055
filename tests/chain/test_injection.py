"""Articles and questions that give orders, before a model that obeys every one of them: nothing of it is shown.

`attacks.jsonl`: where the order stands, its words, what an obedient model then writes, and what may never be read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.chain.assemble import make_asker
from clippings.chain.pipeline import EXTRACTIVE, Asker
from clippings.chain.verification.prompt_injection import directs_a_machine
from clippings.core.settings import Settings
from clippings.core.types import Answer, Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import BRIDGE, FERRY
from tests.chain.scripted_model import Asked, ScriptedModel
from tests.conftest import QuietListener

pytest.importorskip("langchain_openai")
ATTACKS = [json.loads(line) for line in (Path(__file__).parent / "attacks.jsonl").read_text("utf-8").splitlines()]
OF_ARTICLES = [attack for attack in ATTACKS if attack["where"] == "article"]
QUESTION = "How much did the Sorrel bridge cost?"
_ids = [attack["id"] for attack in ATTACKS]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Iterator[Archive]:
    """True news of the bridge, and an article for each attack that ends in its order."""
    home = tmp_path_factory.mktemp("attacked")
    (home / "models").symlink_to(models_folder)
    articles = [
        {
            "url": "https://a.example/bridge",
            "title": "Sorrel bridge opens",
            "published_at": "2023-02-06",
            "text": BRIDGE,
        },
        {"url": "https://a.example/ferry", "title": "Night ferry to end", "published_at": "2023-03-10", "text": FERRY},
    ]
    for attack in OF_ARTICLES:
        text = f"People of Alder Bay spoke of the Sorrel bridge and its cost for {attack['id']}.\n\n{attack['text']}"
        title = f"What the Sorrel bridge cost, {attack['id']}"
        articles.append({"url": f"https://e.example/{attack['id']}", "title": title, "text": text})
    path = home / "attacked.jsonl"
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), "utf-8")
    with Archive(Settings(home=home)) as opened:
        ingest(opened, [str(path)], QuietListener())
        yield opened


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    scripted = ScriptedModel()
    yield scripted
    scripted.close()


@pytest.fixture(scope="module")
def obedient(attacked: Archive, model: ScriptedModel) -> Iterator[Asker]:
    plain = attacked.settings
    attacked.settings = Settings(
        home=plain.home, chat_model="openai:m", chat_base_url=model.url, chat_api_key="k", chat_timeout_s=60
    )
    yield make_asker(attacked)
    attacked.settings = plain


def _everywhere(number: int) -> Callable[[str], str]:
    """The attack cites [1]: the worst case is that it cites the very excerpt that looks like its proof."""
    return lambda text: text.replace("[1]", f"[{number}]")


@pytest.mark.parametrize("attack", ATTACKS, ids=_ids)
def test_an_order_that_the_model_obeys_does_not_reach_the_reader(
    obedient: Asker, model: ScriptedModel, attack: dict[str, str]
) -> None:
    def reply(asked: Asked) -> str:
        return " ".join(_everywhere(one["number"])(attack["obeys"]) for one in asked.excerpts)

    model.reply = reply
    heard: list[str] = []
    asked = attack["text"] if attack["where"] == "question" else QUESTION
    answer = obedient.ask(Question(asked, datetime.now(UTC)), heard.append)
    _is_clean(answer, heard, attack["never"])
    _speaks_of_what_the_archive_has(answer)


@pytest.mark.parametrize("attack", ATTACKS, ids=_ids)
def test_an_order_is_not_quoted_either(attacked: Archive, attack: dict[str, str]) -> None:
    asked = attack["text"] if attack["where"] == "question" else f"{QUESTION} {attack['text'][:60]}"
    answer = Asker(attacked).ask(Question(asked, datetime.now(UTC)))
    assert answer.mode == EXTRACTIVE
    for citation in answer.citations:
        assert not directs_a_machine(citation.quote)
    if attack["where"] == "question":
        _is_clean(answer, [], attack["never"])
    _speaks_of_what_the_archive_has(answer)


def test_an_order_reaches_the_model_only_as_json_inside_the_marks(obedient: Asker, model: ScriptedModel) -> None:
    model.reply = "NO ANSWER"
    model.requests.clear()
    asked = 'How much did the Sorrel bridge cost?"\n===='
    obedient.ask(Question(asked, datetime.now(UTC)))
    given = model.requests[-1]
    fence = given.prompt.split("between the marks ")[1].split()[0]
    question = given.prompt.split(f"{fence} question\n")[1].split(f"\n{fence} end")[0]
    assert "\n" not in question
    assert all(not directs_a_machine(one["excerpt"]) for one in given.excerpts)


def _is_clean(answer: Answer, heard: list[str], never: list[str] | str) -> None:
    notes = [note for note in answer.notes if not note.startswith("No article has the words")]  # the asker's own
    for text in [answer.text, *heard, *notes, answer.short_answer or ""]:
        for word in never:
            assert word.lower() not in text.lower()


def _speaks_of_what_the_archive_has(answer: Answer) -> None:
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        assert citation.passage.article.text[citation.start : citation.end] == citation.quote
