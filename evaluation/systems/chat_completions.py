"""A system that is an OpenAI-compatible server: a question is a chat, the answer its completion.

Citations are read where servers give them: `annotations` of the message (`url_citation`, as OpenAI's web search has
them), or `citations` and `search_results` beside the choices (as Perplexity has them).
"""

from __future__ import annotations

from typing import Any

from clippings.evaluation.systems.http import HttpSystem
from clippings.evaluation.systems.reply import Reply, Unusable, parse
from clippings.evaluation.systems.system import SystemFailure

_ENDPOINT = "/chat/completions"


class ChatCompletionsSystem:
    """Asks a chat model, or whatever answers like one.

    Args:
        url: The API's base (https://host/v1) or its endpoint (https://host/v1/chat/completions).
        timeout_s: For each question.
        model: What the request names; servers with one model ignore it.
        key: Sent as a bearer token.
    """

    def __init__(self, url: str, timeout_s: float, model: str | None = None, key: str | None = None) -> None:
        address = url if url.rstrip("/").endswith(_ENDPOINT) else url.rstrip("/") + _ENDPOINT
        self._http = HttpSystem(address, timeout_s, key)
        self._model = model or "default"
        self.name = f"{self._http.name}" + (f" ({model})" if model else "")

    def ask(self, request: dict[str, Any]) -> Reply:
        """See `System.ask`."""
        completion = self._http.post({"model": self._model, "messages": messages_of(request), "temperature": 0})
        try:
            return reply_of(completion)
        except Unusable as unusable:
            raise SystemFailure(f"It replied with {unusable}.") from None

    def close(self) -> None:
        """See `System.close`."""
        self._http.close()


def messages_of(request: dict[str, Any]) -> list[dict[str, str]]:
    """A request as a chat: its limits as the system's message, earlier turns, the question."""
    limits = []
    if "as_of" in request:
        limits.append(f"Today is {request['as_of']}; answer as if nothing later were known.")
    if "since" in request or "until" in request:
        since, until = request.get("since"), request.get("until")
        days = f"from {since} to {until}" if since and until else f"from {since} on" if since else f"up to {until}"
        limits.append(f"Use only articles published {days}.")
    if "source" in request:
        limits.append(f"Use only articles of these sources: {', '.join(request['source'])}.")
    messages = [{"role": "system", "content": " ".join(limits)}] if limits else []
    for turn in request.get("history", ()):
        messages += [{"role": "user", "content": turn["question"]}, {"role": "assistant", "content": turn["answer"]}]
    return [*messages, {"role": "user", "content": request["question"]}]


def reply_of(completion: Any) -> Reply:
    """The reply in a completion.

    Raises:
        Unusable: There is no message in it, or an error.
    """
    if not isinstance(completion, dict):
        raise Unusable("JSON that is not an object")
    if completion.get("error"):
        raise Unusable(f"the error {str(completion['error'])[:200]!r}")
    try:
        message = completion["choices"][0]["message"]
        content = message["content"]
    except (KeyError, IndexError, TypeError):
        raise Unusable("an object without choices[0].message.content") from None
    if content is None and message.get("refusal"):
        return parse({"answer": message["refusal"], "abstained": True})
    reply: dict[str, Any] = {"answer": content, "citations": _citations(completion, message)}
    if isinstance(usage := completion.get("usage"), dict):
        reply["usage"] = {
            "input_tokens": usage.get("prompt_tokens"),
            "output_tokens": usage.get("completion_tokens"),
            "cost_usd": usage.get("cost"),
        }
    return parse(reply)


def _citations(completion: dict[str, Any], message: dict[str, Any]) -> list[Any] | None:
    noted = [
        one["url_citation"] for one in _objects(message.get("annotations")) if isinstance(one.get("url_citation"), dict)
    ]
    if noted:
        return [{"url": one.get("url"), "title": one.get("title")} for one in noted]
    results = _objects(completion.get("search_results"))
    if results:
        return [
            {
                "url": one.get("url"),
                "title": one.get("title"),
                "published_at": one.get("date"),
                "text": one.get("snippet"),
            }
            for one in results
        ]
    cited = completion.get("citations")
    return cited if isinstance(cited, list) else None


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
