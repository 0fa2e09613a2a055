"""How a question is answered: what is shown on the way, what when it takes too long, and nobody is pinged."""

from __future__ import annotations

from typing import Any

import pytest

from clippings.bot.rendering.labels import ENGLISH, KOREAN
from tests.bot import rendered
from tests.bot.conftest import ARTICLES, SIMULATED, Room

pytestmark = SIMULATED
BRIDGE = "When will the Lindholm bridge reopen to traffic?"


def edits(room: Room) -> list[dict[str, Any]]:
    return [call.json for call in room.env.http_requests if call.method == "PATCH" and "@original" in call.path]


async def test_what_is_searched_is_shown_before_the_answer(room: Room) -> None:
    await room.reader.slash(room.channel, "ask", question=BRIDGE)
    first, *_, last = edits(room)
    assert first["content"] == f"🔎 Searching {len(ARTICLES)} articles…"
    assert last["content"] is None
    assert last["embeds"][0]["title"] == BRIDGE


async def test_an_answer_that_discord_does_not_take_any_more_is_logged(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.env.inject_error("PATCH", "/webhooks/*", status=401, code=50027, times=None)
    room.env.inject_error("POST", "/webhooks/*", status=401, code=50027, times=None)
    await room.reader.slash(room.channel, "ask", question=BRIDGE)
    assert "could not be shown" in caplog.text


async def test_every_message_of_the_bot_mentions_nobody(room: Room) -> None:
    await room.reader.slash(room.channel, "ask", question="@everyone " + BRIDGE)
    assert edits(room)
    assert all(edit["allowed_mentions"]["parse"] == [] for edit in edits(room))


def test_every_label_has_a_korean_text_of_its_own() -> None:
    for name in ENGLISH.__dataclass_fields__:
        english, korean = getattr(ENGLISH, name), getattr(KOREAN, name)
        assert korean != english, name
        if isinstance(english, str):
            assert english.count("{") == korean.count("{"), name
            assert rendered.kinds(korean) <= {"paragraph", "inline", "text", "list", "bullet_list"}
    for modal in (ENGLISH, KOREAN):
        assert max(map(len, (modal.why_good, modal.why_bad, modal.reason, modal.next_question, modal.follow_up))) <= 45
        assert max(map(len, (modal.reason_hint, modal.next_hint))) <= 100
        assert max(map(len, (modal.show_passages, modal.newer, modal.older))) <= 80
