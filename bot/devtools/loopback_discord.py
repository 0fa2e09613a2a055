"""A Discord of this machine's own, for driving `clippings bot` as a process: in tests, and to measure its speed.

It speaks as much of the REST interface and of the gateway as a bot with slash commands uses, and it can fail as the
real one does: refuse with 429 and 5xx, drop the gateway, and close it with a code after which a session is resumed.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from clippings.bot.questions.streaming import WRITING

BOT_ID, APPLICATION_ID, GUILD_ID, CHANNEL_ID = "1001", "1002", "1003", "1004"
_ME = {"id": BOT_ID, "username": "clippings", "discriminator": "0", "avatar": None, "bot": True}
_OWNER = {"id": "1005", "username": "owner", "discriminator": "0", "avatar": None}
_HEARTBEAT_MS = 2_000
_DEFERRED = 5
_STRING = 3


@dataclass(slots=True)
class RecordedInteraction:
    """One interaction, and what the bot did with it."""

    token: str
    at_s: float
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    """Every state of every message that it got, in order."""
    answered_s: float | None = None
    """When the first callback came, after the interaction."""
    finished_s: float | None = None
    """When a card came that does not grow any more, or a further message: an error."""
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The finished answers among the states of its messages."""
        return [message for message in self.messages if is_card(message)]


class LoopbackDiscord:
    """The server; make it with `running`."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.gateway_ops: list[int] = []
        self.sessions: list[str] = []
        """`identify` or `resume`, for each time that the gateway was entered."""
        self.failing: Counter[str] = Counter()
        """How many of the next requests whose path holds a text fail, by `"TEXT STATUS"`."""
        self.port = 0
        self.guilds = [GUILD_ID]
        self._asked: dict[str, RecordedInteraction] = {}
        self._ids = itertools.count(50_000)
        self._sequence = itertools.count(1)
        self._missed: list[dict[str, Any]] = []
        self._socket: web.WebSocketResponse | None = None
        self.entered = asyncio.Event()
        """Somebody is in the gateway."""

    @property
    def url(self) -> str:
        """For CLIPPINGS_DISCORD_API_URL."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    async def ask(
        self, name: str, guild_id: str = GUILD_ID, user_id: str = "2001", **options: str
    ) -> RecordedInteraction:
        """A member of a server uses a slash command of one word."""
        number = str(next(self._ids))
        asked = self._asked[f"token{number}"] = RecordedInteraction(f"token{number}", time.perf_counter())
        user = {"id": user_id, "username": f"user{user_id}", "discriminator": "0", "avatar": None}
        member = {"user": user, "roles": [], "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False, "mute": False,
                  "flags": 0, "permissions": "2147483648"}  # fmt: skip
        given = [{"name": key, "type": _STRING, "value": value} for key, value in options.items()]
        data = {"id": "3001", "name": name, "type": 1, "options": given}
        await self._dispatch(
            "INTERACTION_CREATE",
            {"id": number, "application_id": APPLICATION_ID, "type": 2, "token": asked.token, "version": 1,
             "guild_id": guild_id, "channel_id": CHANNEL_ID, "locale": "en-US", "guild_locale": "en-US",
             "channel": {"id": CHANNEL_ID, "type": 0, "name": "desk", "position": 0, "permissions": "2147483648"},
             "entitlements": [], "authorizing_integration_owners": {"0": guild_id}, "context": 0,
             "attachment_size_limit": 1_000_000, "app_permissions": "2147483648", "member": member, "data": data},
        )  # fmt: skip
        return asked

    async def close_gateway(self, code: int) -> None:
        """Close with a code: 4000 and 1001 are resumed, 4009 begins anew."""
        self.entered.clear()
        if self._socket is not None:
            await self._socket.close(code=code)

    def drop_gateway(self) -> None:
        """End the connection without a word."""
        self.entered.clear()
        if self._socket is not None and self._socket._req is not None and self._socket._req.transport is not None:
            self._socket._req.transport.abort()

    # REST

    async def _rest(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/api/v10")
        self.requests.append(f"{request.method} {path}")
        for rule in [rule for rule, left in self.failing.items() if left > 0 and rule.split()[0] in path]:
            self.failing[rule] -= 1
            status = int(rule.split()[1])
            headers = {"Retry-After": "0.2", "Via": "1.1 loopback"} if status == 429 else {}
            body = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}
            return _json(body, status=status, headers=headers)
        return await self._reply(request, path)

    async def _reply(self, request: web.Request, path: str) -> web.Response:
        known: dict[str, Any] = {
            "/users/@me": _ME,
            "/oauth2/applications/@me": {
                "id": APPLICATION_ID, "name": "Clippings", "description": "", "icon": None, "verify_key": "",
                "flags": 0, "bot_public": True, "bot_require_code_grant": False, "owner": _OWNER,
            },
            "/gateway/bot": {
                "url": f"ws://127.0.0.1:{self.port}", "shards": 1,
                "session_start_limit": {"total": 9, "remaining": 9, "reset_after": 9, "max_concurrency": 1},
            },
        }  # fmt: skip
        if path in known:
            return _json(known[path])
        parts = path.strip("/").split("/")
        if parts[-1] == "commands":
            return _json([])
        if parts[0] == "interactions" and parts[2] in self._asked:
            return self._called_back(self._asked[parts[2]], parts[1], await request.json())
        if parts[0] == "webhooks" and parts[2] in self._asked:
            if request.method == "DELETE":
                return web.Response(status=204)
            body = await _said(request)
            self._shown(self._asked[parts[2]], body, is_more=request.method == "POST")
            return _json(self._message(body))
        return _json({"message": "Unknown", "code": 10_000}, status=404)

    def _called_back(self, asked: RecordedInteraction, number: str, body: dict[str, Any]) -> web.Response:
        asked.callbacks.append(body)
        if asked.answered_s is None:
            asked.answered_s = time.perf_counter() - asked.at_s
        asked.acknowledged.set()
        resource: dict[str, Any] = {"type": body["type"]}
        if body["type"] != _DEFERRED:
            self._shown(asked, body["data"], is_more=True)
            resource["message"] = self._message(body["data"])
        interaction = {"id": number, "type": 2, "response_message_id": number,
                       "response_message_loading": body["type"] == _DEFERRED,
                       "response_message_ephemeral": False}  # fmt: skip
        return _json({"interaction": interaction, "resource": resource})

    def _shown(self, asked: RecordedInteraction, body: dict[str, Any], is_more: bool) -> None:
        asked.messages.append(body)
        if (is_more or is_card(body)) and asked.finished_s is None:
            asked.finished_s = time.perf_counter() - asked.at_s
            asked.finished.set()

    def _message(self, body: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": str(next(self._ids)), "channel_id": CHANNEL_ID, "author": _ME, "content": body.get("content") or "",
            "timestamp": "2024-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False,
            "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "type": 0, "flags": 0,
            "embeds": body.get("embeds") or [], "components": [],
        }  # fmt: skip

    # The gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": _HEARTBEAT_MS}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            said = json.loads(message.data)
            self.gateway_ops.append(said["op"])
            if said["op"] == 1:
                await socket.send_json({"op": 11})
            elif said["op"] == 2:
                self._socket = socket
                self.sessions.append("identify")
                await self._welcome()
            elif said["op"] == 6:
                self._socket = socket
                self.sessions.append("resume")
                missed, self._missed = self._missed, []
                for event in missed:
                    await socket.send_json(event)
                await self._dispatch("RESUMED", {})
                self.entered.set()
        return socket

    async def _welcome(self) -> None:
        url = f"ws://127.0.0.1:{self.port}"
        guilds = [{"id": guild_id, "unavailable": True} for guild_id in self.guilds]
        await self._dispatch(
            "READY",
            {"v": 10, "user": _ME, "guilds": guilds, "session_id": "session", "resume_gateway_url": url,
             "application": {"id": APPLICATION_ID, "flags": 0}},
        )  # fmt: skip
        for guild_id in self.guilds:
            await self._dispatch("GUILD_CREATE", _guild(guild_id))
        self.entered.set()

    async def _dispatch(self, name: str, data: dict[str, Any]) -> None:
        event = {"op": 0, "t": name, "s": next(self._sequence), "d": data}
        socket = self._socket
        if socket is None or socket.closed or (name == "INTERACTION_CREATE" and not self.entered.is_set()):
            self._missed.append(event)  # told when the session is resumed
        else:
            await socket.send_json(event)


def _json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A reply whose type is written as Discord writes it: discord.py compares it to the letter."""
    told = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(value).encode(), status=status, headers=told)


def _guild(guild_id: str) -> dict[str, Any]:
    return {
        "id": guild_id, "name": f"Guild {guild_id}", "owner_id": _OWNER["id"], "member_count": 3, "large": False,
        "roles": [{"id": guild_id, "name": "@everyone", "permissions": "2147483648", "position": 0, "color": 0,
                   "hoist": False, "managed": False, "mentionable": False, "flags": 0}],
        "channels": [{"id": CHANNEL_ID, "type": 0, "name": "desk", "position": 0, "permission_overwrites": []}],
        "members": [], "threads": [], "emojis": [], "stickers": [], "presences": [], "voice_states": [],
        "stage_instances": [], "features": [], "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0,
        "system_channel_flags": 0, "afk_timeout": 0, "premium_progress_bar_enabled": False, "unavailable": False,
        "icon": None, "splash": None, "banner": None, "description": None, "rules_channel_id": None,
        "guild_scheduled_events": [], "soundboard_sounds": [],
    }  # fmt: skip


def is_card(message: dict[str, Any]) -> bool:
    """Whether a message has an embed, and one that does not grow any more."""
    told = [str(embed.get("description")) for embed in message.get("embeds") or ()]
    return bool(told) and not told[0].endswith(WRITING)


async def _said(request: web.Request) -> Any:
    """The JSON of a request, also of one with files."""
    if request.content_type.startswith("multipart/"):
        return json.loads(str((await request.post())["payload_json"]))
    return await request.json()


@asynccontextmanager
async def running(port: int = 0) -> AsyncIterator[LoopbackDiscord]:
    """Serve on this machine until the end of the block."""
    server = LoopbackDiscord()
    app = web.Application()
    app.router.add_route("*", "/api/v10/{rest:.*}", server._rest)
    app.router.add_get("/", server._gateway)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        server.port = runner.addresses[0][1]
        yield server
    finally:
        await runner.cleanup()
