"""What moderators read: how an archive stands, what could not be read, and who did what. Pure layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import discord

from clippings.bot.ingestion.ingests import Progress
from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering import sanitize as safe_text
from clippings.core.types import Reject, Run
from clippings.ingest.scheduling.config import SourceSpec
from clippings.vectorstore.archive import Status
from clippings.vectorstore.catalogue.guild_records import AuditEntry
from clippings.vectorstore.catalogue.judgements import Quality
from clippings.vectorstore.catalogue.source_records import SourceRun

COLOUR = discord.Colour(0x5B6770)
_LINES = 12


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """An archive at one moment."""

    archive: str
    status: Status
    sources: Sequence[SourceSpec]
    last_runs: Mapping[str, SourceRun]
    running: Sequence[Run]
    started_here: Mapping[str, Progress]
    last_notes: Sequence[str] = ()
    """What the last ingest that came to its end had to tell; see `ingest.run_notes`."""

    quality: Quality | None = None
    """How the answers that were given are judged; None where nobody looked."""
    is_alarming: bool = False

    @property
    def is_busy(self) -> bool:
        return bool(self.running or self.started_here or self.status.pending_chunks)


def status_card(standing: ArchiveState) -> discord.Embed:
    """How an archive stands, and what runs."""
    status = standing.status
    embed = discord.Embed(title=f"Archive {safe_text.escaped(standing.archive)}", colour=COLOUR)
    lag = f", {status.pending_chunks:,} of them still to be embedded" if status.pending_chunks else ""
    undated = sum(one.undated for one in status.sources)
    without = f", {undated:,} of them without a date" if undated else ""
    embed.description = f"{status.articles:,} articles{without}, {status.chunks:,} chunks{lag}"
    going = [progress_line(name, progress) for name, progress in standing.started_here.items()]
    named = set(standing.started_here)
    going += [_run_line(run) for run in standing.running if str(run.options.get("entry") or "") not in named]
    if going:
        embed.add_field(name="Running", value=_listed(going), inline=False)
    sources = [_source_line(spec, standing.last_runs.get(spec.name)) for spec in standing.sources]
    embed.add_field(name="Sources", value=_listed(sources) if sources else "None yet: /admin add", inline=False)
    if standing.quality and (judged := quality_lines(standing.quality, standing.is_alarming)):
        embed.add_field(name="Answers of 30 days", value=_listed(judged), inline=False)
    if noted := [_safe(safe_text.without_paths(note), 200) for note in standing.last_notes]:
        embed.add_field(name="Last ingest", value=_listed(noted), inline=False)
    return embed


def quality_lines(quality: Quality, is_alarming: bool) -> list[str]:
    """How the answers are judged, by the reader and by readers."""
    lines = []
    if quality.judged:
        lines.append(
            f"{quality.answering:,} of {quality.judged:,} that were judged answer their question"
            + (" (fewer than CLIPPINGS_JUDGED_LEAST asks for)" if is_alarming else "")
        )
        lines.append(f"{quality.bearing:,} of {quality.quotes:,} of their quotes bear on it")
    if quality.good or quality.bad:
        lines.append(f"👍 {quality.good:,}, 👎 {quality.bad:,} from readers")
    if quality.both:
        kappa = f", kappa {quality.kappa:.2f}" if quality.kappa is not None else ""
        lines.append(f"Judge and readers agree on {quality.agreeing:,} of {quality.both:,}{kappa}")
    return lines


def progress_line(name: str, progress: Progress) -> str:
    """How far one ingest is."""
    of = f" of {progress.total:,}" if progress.total else ""
    rejected = f", {progress.rejected:,} rejected" if progress.rejected else ""
    return f"{_safe(name, 80)}: {progress.stage} {progress.done:,}{of}{rejected}"


def progress_card(name: str, progress: Progress) -> discord.Embed:
    """One ingest, under way or over."""
    embed = discord.Embed(title=f"Source {_safe(name, 150)}", colour=COLOUR)
    if not progress.is_over:
        embed.description = progress_line(name, progress)
    elif progress.error:
        embed.description = limits.fitted(
            safe_text.lines(safe_text.without_paths(progress.error)), 1_000, safe_text.escaped
        )
    else:
        embed.description = outcome(progress)
    return embed


def outcome(progress: Progress) -> str:
    """What an ingest did, in a line."""
    if progress.error:
        return f"failed: {progress.error.splitlines()[0]}"
    counts = progress.counts
    parts = [
        f"{counts.get(name, 0):,} {name}" for name in ("added", "updated", "deleted", "rejected") if counts.get(name)
    ]
    told = f"{counts.get('seen', 0):,} seen: {', '.join(parts) or 'nothing new'}"
    return "\n".join([told, *(safe_text.escaped(safe_text.one_line(note)) for note in progress.notes)])


def rejects_card(rejects: Sequence[Reject]) -> discord.Embed:
    """The latest of what could not be read, and why."""
    embed = discord.Embed(title="What could not be read", colour=COLOUR)
    lines = [
        f"{_safe(_where(one.location), 120)}: {_safe(safe_text.without_paths(one.reason), 160)}" for one in rejects
    ]
    embed.description = _listed(lines, limits.DESCRIPTION) if lines else "Everything could be read."
    return embed.set_footer(text=f"{len(rejects):,} in all" if len(rejects) > _LINES else "")


def audit_card(entries: Sequence[AuditEntry]) -> discord.Embed:
    """Who did what, newest first."""
    embed = discord.Embed(title="Who did what", colour=COLOUR)
    lines = [
        f"{discord.utils.format_dt(one.at, 'f')} <@{one.user_id}> {one.action} {_safe(one.subject, 100)}: "
        f"{_safe(safe_text.without_paths(one.outcome), 120)}"
        for one in entries
    ]
    embed.description = _listed(lines, limits.DESCRIPTION) if lines else "Nothing yet."
    return embed


def _source_line(spec: SourceSpec, last: SourceRun | None) -> str:
    when = f", {spec.schedule}" if spec.schedule else ""
    told = f" ({_safe(safe_text.without_paths(last.outcome), 100)})" if last else " (not run yet)"
    return f"{_safe(spec.name, 80)}{when}{told}"


def _run_line(run: Run) -> str:
    name = str(run.options.get("entry") or run.options.get("source") or "an ingest")
    return f"{_safe(name, 80)}: {run.counts.get('seen', 0):,} read so far"


def _where(location: str) -> str:
    """An address whole; of a file its name alone, because its folder is the machine's own business."""
    return location if location.startswith(("http://", "https://")) else PurePath(location).name


def _listed(lines: Sequence[str], limit: int = limits.FIELD_VALUE) -> str:
    shown: list[str] = []
    for line in lines[:_LINES]:
        if limits.size("\n".join([*shown, f"- {line}"])) > limit - 30:
            break
        shown.append(f"- {line}")
    left = len(lines) - len(shown)
    return "\n".join([*shown, f"- and {left:,} more"] if left else shown)


def _safe(text: str, limit: int) -> str:
    return limits.fitted(safe_text.one_line(text), limit, safe_text.escaped)
