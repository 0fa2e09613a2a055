"""LangChain's or LlamaIndex's default chain over the articles of an archive, as a system that `clippings eval` asks.

    pip install 'clippings[peers]'
    export CLIPPINGS_CHAT_MODEL=openai:gpt-5-mini CLIPPINGS_CHAT_API_KEY=...
    clippings eval my.qa.yaml --timeout 3600 --system cmd:'python benchmarks/peer_chain.py langchain --home HOME'

Each retrieves as its documentation begins (`clippings.evaluation.peers`), puts what it found into its own default
prompt for questions, and lets any chat model answer. The first question waits for the articles to be embedded; the
vectors are kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clippings.chain.generation.chat_model import chat_model
from clippings.core.settings import load_settings
from clippings.core.time_window import end_of
from clippings.core.types import Question
from clippings.evaluation.peers import LANGCHAIN, LLAMA_INDEX, build
from clippings.vectorstore.archive import Archive

Answering = Callable[[dict[str, Any]], dict[str, Any]]
Prompt = Callable[[str, str], Any]
"""From context and question to what the chat model is sent."""


def langchain_prompt(model: Any) -> Prompt:
    """That of `RetrievalQA`, which is `stuff` by default."""
    from langchain_classic.chains.question_answering.stuff_prompt import PROMPT_SELECTOR

    template = PROMPT_SELECTOR.get_prompt(model)
    return lambda context, question: template.format_prompt(context=context, question=question)


def llama_index_prompt(_model: Any) -> Prompt:
    """That of `index.as_query_engine()`."""
    from llama_index.core.prompts.default_prompts import DEFAULT_TEXT_QA_PROMPT

    return lambda context, question: DEFAULT_TEXT_QA_PROMPT.format(context_str=context, query_str=question)


PEERS = {"langchain": (LANGCHAIN, 4, langchain_prompt), "llamaindex": (LLAMA_INDEX, 2, llama_index_prompt)}
"""Each with the number of passages that it retrieves by default."""


@contextmanager
def chain(peer: str, home: Path | None, cache: Path) -> Iterator[Answering]:
    """From a request to its reply.

    Raises:
        PeersMissing: `clippings[peers]` is not installed.
        ChatModelUnavailable: No chat model is configured, or it cannot be set up.
    """
    settings = load_settings(home)
    name, k, prompt_of = PEERS[peer]
    model = chat_model(settings)
    with Archive(settings) as archive:
        addresses = {article.title: article.url for article in archive.catalogue.all_articles()}
        built = build(name, archive.catalogue.all_articles, archive.embedder, cache, say)
        prompt = prompt_of(model)

        def answer(asked: dict[str, Any]) -> dict[str, Any]:
            newest = end_of(asked["as_of"]) if "as_of" in asked else None
            found = built.search(Question(asked["question"], datetime.now(UTC), as_of=newest), k)
            passages = [{"url": addresses.get(title, ""), "title": title, "text": text} for title, text in found]
            said = model.invoke(prompt("\n\n".join(text for _, text in found), asked["question"]))
            usage: dict[str, Any] = dict(said.usage_metadata or {})
            tokens = {key: usage[key] for key in ("input_tokens", "output_tokens") if key in usage}
            return {"answer": said.text, "citations": passages, "passages": passages, "usage": tokens}

        yield answer


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("--home", type=Path, help="the archive whose articles it is given")
    parser.add_argument("--cache", type=Path, default=Path(".peers"), help="where its vectors are kept")
    given = parser.parse_args()
    with chain(given.peer, given.home, given.cache) as answer:
        for line in sys.stdin:
            asked = json.loads(line)
            try:
                reply = answer(asked)
            except Exception as error:  # noqa: BLE001 - whatever a chat model's client raises, the next question is asked
                reply = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps({"id": asked["id"], **reply}), flush=True)


if __name__ == "__main__":
    main()
