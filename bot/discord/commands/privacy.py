"""`/privacy`: see, export or delete one's own data; for everybody."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.components.card import card
from bot.discord.moderators import acknowledged
from bot.discord.views.privacy import deletion_view, retained_texts
from bot.errors import UnwrittenError, UserError
from bot.locales import Texts
from bot.parts import Parts
from bot.querylog.person import Person, count_kept, export_person

FILE = "kutip-privacy.json"
"""The file name of an export."""

privacy = app_commands.Group(
    name=named("privacy.command_privacy"),
    description=named("privacy.command_privacy_description"),
    # Everywhere that /ask is available.
    allowed_contexts=app_commands.AppCommandContext(
        guild=True, dm_channel=True, private_channel=True
    ),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
)


@privacy.command(
    name=named("privacy.command_about"), description=named("privacy.command_about_description")
)
async def about(interaction: Interaction) -> None:
    """Show what is stored, for how long, and who can see it."""
    async with _privately(interaction) as texts:
        days = interaction.client.keep.days
        blocks = [
            texts("privacy.about_kept"),
            texts("privacy.about_time", count=days),
            texts("privacy.about_seen"),
            texts("privacy.about_rights"),
        ]
        await interaction.edit_original_response(view=card(blocks))


@privacy.command(
    name=named("privacy.command_export"), description=named("privacy.command_export_description")
)
async def export(interaction: Interaction) -> None:
    """Send the user a copy of their data."""
    async with _privately(interaction) as texts:
        parts = interaction.client.parts
        person = Person.of(interaction.user.id, parts.pseudonyms)
        try:
            copy = await export_person(parts.engine, parts.querylog, person)
        except UnwrittenError as error:
            raise UserError("privacy.not_exported", why=error.sentence(texts)) from error
        # In a thread: thousands of questions would block the event loop for too long.
        file = await asyncio.to_thread(as_file, copy, interaction.filesize_limit)
        await interaction.edit_original_response(
            content=texts("privacy.exported"), attachments=[file]
        )


@privacy.command(
    name=named("privacy.command_delete"), description=named("privacy.command_delete_description")
)
async def delete(interaction: Interaction) -> None:
    """Ask for confirmation, with a button that deletes the data."""
    async with _privately(interaction) as texts:
        parts = interaction.client.parts
        person = Person.of(interaction.user.id, parts.pseudonyms)
        if await _may_have_data(parts, person):
            view = deletion_view(texts)
        else:
            retained = await retained_texts(parts.engine, person, texts)
            view = card([texts("privacy.nothing_kept"), *retained])
        await interaction.edit_original_response(view=view)


async def _may_have_data(parts: Parts, person: Person) -> bool:
    """Return whether there is data to delete, or may be among questions yet to be written."""
    try:
        await parts.querylog.flush()
    except UnwrittenError:
        return True
    return bool(await count_kept(parts.engine, person))


@asynccontextmanager
async def _privately(interaction: Interaction) -> AsyncIterator[Texts]:
    """Acknowledge a command with a reply that only its user sees, and yield the texts for it."""
    async with acknowledged(interaction):
        yield interaction.client.texts_for(interaction, private=True)


def as_file(copy: Mapping[str, Any], limit: int) -> discord.File:
    """Return a JSON file, zipped if it is larger than `limit` bytes."""
    text = json.dumps(copy, ensure_ascii=False, indent=1, default=lambda at: at.isoformat())
    data, name = text.encode(), FILE
    if len(data) > limit:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(FILE, data)
        data, name = packed.getvalue(), f"{FILE}.zip"
    return discord.File(io.BytesIO(data), name)
