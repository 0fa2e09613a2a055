"""A dossier in Discord: pages of its list, one quote with its note, and files to take it along in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import discord

from clippings.bot.client import ClippingsBot
from clippings.bot.errors import show_error
from clippings.bot.rendering.dossier_card import ON_A_PAGE, dossier_card, entry_card, option_of, pages_of
from clippings.bot.rendering.labels import Labels
from clippings.bot.servers.channels import require_channel
from clippings.bot.servers.language import labels_here, language_here
from clippings.bot.servers.personal import enter
from clippings.chain.dossier.entries import LONGEST_NOTE, Entry, entries, entry, remove, write_note
from clippings.chain.dossier.export import FORMS, exported
from clippings.chain.verification.refusals import WrongRequest
from clippings.vectorstore.archive import Archive

_Here = discord.Interaction[ClippingsBot]
_VALID_S = 600.0
_SILENT = discord.AllowedMentions.none()


class _OwnView(discord.ui.View):
    """What only the one who asked for it sees; an error is told to them."""

    def __init__(self) -> None:
        super().__init__(timeout=_VALID_S)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: Exception, item: discord.ui.Item[Any], /
    ) -> None:
        await show_error(interaction, "/dossier", error)


class DossierView(_OwnView):
    """A page of the list.

    Args:
        found: All of the dossier.
        page: Which page, from 0.
        labels: Of the reader's language.
    """

    def __init__(self, found: Sequence[Entry], page: int, labels: Labels) -> None:
        super().__init__()
        self.add_item(_Quotes(found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE], labels))
        self.add_item(_Export(labels))
        if (last := pages_of(found) - 1) > 0:
            self.add_item(_Turn(max(0, page - 1), labels.back, disabled=page == 0))
            self.add_item(_Turn(min(last, page + 1), labels.on, disabled=page == last))


async def show_list(interaction: _Here, page: int = 0) -> None:
    """Show a page of the dossier of the one who asks, in the place of what the deferred response shows."""
    found = await _all(interaction)
    labels, language = labels_here(interaction), language_here(interaction)
    page = min(page, pages_of(found) - 1)
    embed = dossier_card(found, page, labels, language, interaction.client.now())
    view = DossierView(found, page, labels) if found else None
    await interaction.edit_original_response(content=None, embed=embed, view=view, allowed_mentions=_SILENT)


class _Quotes(discord.ui.Select[DossierView]):
    def __init__(self, found: Sequence[Entry], labels: Labels) -> None:
        super().__init__(placeholder=labels.choose_kept, options=[option_of(one) for one in found], row=0)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _begun(interaction)
        await interaction.response.defer()
        await _show_one(interaction, self.values[0])


class _Export(discord.ui.Select[DossierView]):
    def __init__(self, labels: Labels) -> None:
        options = [
            discord.SelectOption(label=label, value=form) for form, label in zip(FORMS, labels.forms, strict=True)
        ]
        super().__init__(placeholder=labels.export_as, options=options, row=1)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _begun(interaction)
        form = self.values[0]
        if form not in FORMS:
            raise WrongRequest("dossier_not_found")
        await interaction.response.defer(ephemeral=True, thinking=True)
        found, language, now = await _all(interaction), language_here(interaction), interaction.client.now()
        content = await interaction.client.in_thread(exported, found, form, language, now)
        file = discord.File(io.BytesIO(content), f"dossier.{form}")
        await interaction.followup.send(file=file, ephemeral=True, allowed_mentions=_SILENT)


class _Turn(discord.ui.Button[DossierView]):
    def __init__(self, page: int, label: str, disabled: bool) -> None:
        super().__init__(label=label, disabled=disabled, row=2)
        self._page = page

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _begun(interaction)
        await interaction.response.defer()
        await show_list(interaction, self._page)


class _EntryView(_OwnView):
    def __init__(self, one: Entry, labels: Labels) -> None:
        super().__init__()
        for button in (_Note(one, labels), _Remove(one, labels), _ToTheList(labels)):
            self.add_item(button)


class _Note(discord.ui.Button[_EntryView]):
    def __init__(self, one: Entry, labels: Labels) -> None:
        super().__init__(label=labels.note, style=discord.ButtonStyle.primary)
        self._one, self._labels = one, labels

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _begun(interaction)
        await interaction.response.send_modal(NoteModal(self._one, self._labels))


class _Remove(discord.ui.Button[_EntryView]):
    def __init__(self, one: Entry, labels: Labels) -> None:
        super().__init__(label=labels.remove, style=discord.ButtonStyle.danger)
        self._kept_id = one.kept.id

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _begun(interaction)
        await interaction.response.defer()
        await interaction.client.in_thread(remove, _archive(interaction), interaction.user.id, self._kept_id)
        await show_list(interaction)


class _ToTheList(discord.ui.Button[_EntryView]):
    def __init__(self, labels: Labels) -> None:
        super().__init__(label=labels.to_the_list)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _begun(interaction)
        await interaction.response.defer()
        await show_list(interaction)


class NoteModal(discord.ui.Modal):
    """Asks for the note to a quote.

    Args:
        one: As it was shown.
        labels: Of the reader's language.
    """

    def __init__(self, one: Entry, labels: Labels) -> None:
        super().__init__(title=labels.note)
        self._kept_id = one.kept.id
        self.text: discord.ui.TextInput[NoteModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=LONGEST_NOTE,
            required=False,
            default=one.kept.note or None,
            custom_id="note",
        )
        self.add_item(discord.ui.Label(text=labels.note, description=labels.note_hint, component=self.text))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await _begun(interaction)
        await interaction.response.defer()
        user_id, note = interaction.user.id, self.text.value
        await interaction.client.in_thread(write_note, _archive(interaction), user_id, self._kept_id, note)
        await _show_one(interaction, self._kept_id)

    async def on_error(  # type: ignore[override]  # discord.py itself leaves the item out for modals
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await show_error(interaction, "/dossier", error)


async def _show_one(interaction: _Here, kept_id: str) -> None:
    one = await interaction.client.in_thread(entry, _archive(interaction), interaction.user.id, kept_id)
    labels = labels_here(interaction)
    embed = entry_card(one, labels, language_here(interaction))
    await interaction.edit_original_response(embed=embed, view=_EntryView(one, labels), allowed_mentions=_SILENT)


async def _all(interaction: _Here) -> list[Entry]:
    return await interaction.client.in_thread(entries, _archive(interaction), interaction.user.id)


def _archive(interaction: _Here) -> Archive:
    """The archive that may be asked here now; what was kept of another is not in it."""
    return interaction.client.worker_of(interaction.guild_id, interaction.user.id).archive


async def _begun(interaction: _Here) -> None:
    await enter(interaction, button="dossier")
    require_channel(interaction)
