"""Syncs the commands with Discord only where they differ, because syncs are rate limited."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands
from discord.http import Route

log = logging.getLogger(__name__)

SYNC_SECONDS = 60
"""How long a sync may take: after too many of them, Discord's rate limit lasts for hours."""

Described: TypeAlias = Mapping[str, Any]
"""A command, an option or a choice, as Discord's API describes it."""

_DEFAULTS: dict[str, Any] = {
    "type": 1,
    "name": "",
    "name_localizations": {},
    "description": "",
    "description_localizations": {},
    "default_member_permissions": None,
    "nsfw": False,
    "contexts": None,
    "integration_types": None,
    "required": False,
    "autocomplete": False,
    "channel_types": (),
    "min_value": None,
    "max_value": None,
    "min_length": None,
    "max_length": None,
    "value": None,
    "options": (),
    "choices": (),
}
"""What a missing or null field means to Discord. It returns further fields, not compared."""
_CHOSEN_BY_DISCORD = frozenset({"contexts", "integration_types"})
"""Fields that Discord fills in where nothing was sent."""
_NESTED = frozenset({"options", "choices"})
_UNORDERED = frozenset({"channel_types", "contexts", "integration_types"})


async def different_commands(tree: app_commands.CommandTree) -> list[str]:
    """Return the names of commands that Discord lacks, has in another form, or shouldn't have.

    Raise discord.HTTPException, aiohttp.ClientError or OSError if Discord doesn't report its own.
    """
    client = tree.client
    assert client.application_id is not None
    route = Route(
        "GET", "/applications/{application_id}/commands", application_id=client.application_id
    )
    theirs = await client.http.request(route, params={"with_localizations": "true"})
    ours, known = _by_name(await _described(tree)), _by_name(theirs)
    return sorted(
        name
        for kind, name in ours.keys() | known.keys()
        if not _agree(ours.get((kind, name)), known.get((kind, name)))
    )


async def sync_commands(tree: app_commands.CommandTree) -> bool:
    """Sync the commands if they differ; return whether Discord has them now.

    A failure is logged, not raised: mentions work without commands.
    """
    try:
        async with asyncio.timeout(SYNC_SECONDS):
            different = await different_commands(tree)
            if different:
                await tree.sync()
                log.info("Synced the commands; these were different: %s", ", ".join(different))
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        reason = str(error) or type(error).__name__
        log.error("Could not sync the commands, will try again: %s", reason)  # noqa: TRY400
        return False
    return True


async def _described(tree: app_commands.CommandTree) -> list[Described]:
    translator = tree.translator
    assert translator is not None
    return [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]


def _by_name(commands: Iterable[Described]) -> dict[tuple[int, str], Described]:
    return {(command.get("type") or 1, command["name"]): command for command in commands}


def _agree(ours: Described | None, theirs: Described | None) -> bool:
    """Return whether what we would send is what Discord has."""
    if ours is None or theirs is None:
        return False
    return all(
        _agree_in(field, ours.get(field), theirs.get(field))
        for field in _DEFAULTS
        if not (field in _CHOSEN_BY_DISCORD and ours.get(field) is None)
    )


def _agree_in(field: str, ours: Any, theirs: Any) -> bool:  # noqa: ANN401
    ours, theirs = (_DEFAULTS[field] if value is None else value for value in (ours, theirs))
    if field in _NESTED:
        return len(ours) == len(theirs) and all(map(_agree, ours, theirs))
    if field in _UNORDERED and ours is not None and theirs is not None:
        return set(ours) == set(theirs)
    if field == "default_member_permissions":  # Sent as a number, returned as a string of digits.
        return str(ours) == str(theirs)
    return bool(ours == theirs)
