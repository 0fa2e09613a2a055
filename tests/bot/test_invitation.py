"""The page that leads to the first answer invites the bot with what it needs, and with nothing else."""

from __future__ import annotations

import re

import discord

from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "discord.md").read_text("utf-8")
NEEDED = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
}


def test_the_invitation_asks_for_the_least_permissions() -> None:
    (asked,) = re.findall(r"scope=bot\+applications\.commands&permissions=(\d+)", PAGE)
    assert discord.Permissions(int(asked)) == discord.Permissions(**dict.fromkeys(NEEDED, True))
    assert all(name in PAGE for name in NEEDED.values())


def test_the_way_to_the_first_answer_has_ten_steps() -> None:
    steps = re.findall(r"^(\d+)\. ", PAGE, flags=re.MULTILINE)
    assert steps == [str(number) for number in range(1, 11)]
