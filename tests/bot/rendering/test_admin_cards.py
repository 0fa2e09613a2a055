"""What moderators read keeps Discord's limits and does nothing, whatever sources, files and errors are called."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.bot.ingestion.ingests import Progress
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering.admin_cards import ArchiveState, audit_card, progress_card, rejects_card, status_card
from clippings.bot.rendering.discord_limits import size
from clippings.core.types import Reject, Run
from clippings.ingest import run_notes
from clippings.ingest.scheduling.config import SourceSpec
from clippings.vectorstore.archive import Status
from clippings.vectorstore.catalogue.guild_records import AuditEntry
from clippings.vectorstore.catalogue.source_records import SourceRun
from tests.bot import hostile, rendered

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
names = hostile.texts.map(lambda text: text.encode("utf-8", "ignore").decode()[:200] or "x")
progress = st.builds(
    Progress,
    stage=st.sampled_from(["starting", "reading", "waiting"]),
    done=st.integers(0, 10**9),
    total=st.none() | st.integers(1, 10**9),
    rejected=st.integers(0, 10**6),
    counts=st.sampled_from([{}, {"seen": 10**9, "added": 10**9, "updated": 7, "deleted": 3, "rejected": 10**6}]),
    notes=st.lists(hostile.texts, max_size=3).map(tuple),
    error=hostile.long_texts,
    is_over=st.booleans(),
)
standings = st.builds(
    lambda archive, specs, outcome, running, started: ArchiveState(
        archive,
        Status(10**7, 10**9, 0, 10**9, [], "model"),
        [SourceSpec(name=name, address=("https://paper.example",)) for name in specs],
        {name: SourceRun(name, NOW, NOW, outcome) for name in specs},
        [Run(1, NOW, None, (), {"seen": 10**9}, {"entry": name}, "running") for name in running],
        started,
    ),
    names,
    st.lists(names, max_size=40),
    hostile.long_texts,
    st.lists(names, max_size=20),
    st.dictionaries(names, progress, max_size=20),
)
rejects = st.lists(st.builds(Reject, hostile.long_texts | hostile.urls, hostile.long_texts), max_size=20)
entries = st.lists(
    st.builds(
        AuditEntry,
        st.none(),
        st.just(77),
        st.sampled_from(["add", "remove", "reingest"]),
        hostile.long_texts,
        st.just(NOW),
        hostile.long_texts,
    ),
    max_size=20,
)


@given(standings)
@settings(max_examples=30)
def test_how_an_archive_stands(standing: ArchiveState) -> None:
    _check(status_card(standing))


@given(names, progress)
@settings(max_examples=40)
def test_how_far_an_ingest_is(name: str, far: Progress) -> None:
    _check(progress_card(name, far))


@given(rejects)
@settings(max_examples=30)
def test_what_could_not_be_read(found: list[Reject]) -> None:
    _check(rejects_card(found))


@given(entries)
@settings(max_examples=30)
def test_who_did_what(found: list[AuditEntry]) -> None:
    card = audit_card(found)
    assert card.description is not None
    card.description = card.description.replace("<@77>", "a moderator")  # in an embed, a mention notifies nobody
    card.description = re.sub(r"<t:\d+:f>", "then", card.description)
    _check(card)


def _check(embed: discord.Embed) -> None:
    assert size(embed.title or "") <= limits.TITLE
    assert size(embed.description or "") <= limits.DESCRIPTION
    assert limits.embed_size(embed) <= limits.EMBEDS_TOTAL
    assert len(embed.fields) <= limits.FIELDS
    assert all(size(field.value or "") <= limits.FIELD_VALUE for field in embed.fields)
    for text in (embed.title, embed.description, *(field.value for field in embed.fields)):
        assert not re.search(r"@(everyone|here|[!&]?\d{17,20})", text or "")
        assert not rendered.kinds(text or "") & {"mention", "command", "timestamp", "emoji", "code", "code_block"}
        assert rendered.links(text or "") == []


def test_the_status_tells_what_the_last_ingest_left_open() -> None:
    counts = {
        "apart": 2, "shared_addresses": {"https://a.example/news": 2}, "parts": 1, "updated": 3, "undated": 4,
        "undated_reasons": {"none is named": 4}, "unsourced": 5, "not_articles": {"draft": 6, "section page": 1},
        "cut": 7, "shapes": {"Ghost": 8},
    }  # fmt: skip
    status = Status(20, 40, 0, 0, [], "model")
    standing = ArchiveState("news", status, [], {}, [], {}, tuple(run_notes.notes(counts)))
    [told] = [field.value for field in status_card(standing).fields if field.name == "Last ingest"]
    assert told is not None
    for said in (
        "3 articles name the same canonical address", "1 later page of a story is joined", "3 articles were replaced",
        "4 articles have no date (none is named: 4)", "5 articles name no source", "6 draft, 1 section page",
        "7 texts were left out, because only the beginning is there", "shapes recognised: 8 Ghost",
    ):  # fmt: skip
        assert said in told
