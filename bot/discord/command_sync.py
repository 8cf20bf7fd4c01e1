"""Syncs the commands with Discord only where they differ, because syncs are rate limited."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.http import Route

from bot.discord.command_mentions import Described, Mentions, mentions_of

log = logging.getLogger(__name__)

SYNC_SECONDS = 60
"""How long a sync may take: after too many of them, Discord's rate limit lasts for hours."""

SLASH = 1
"""Discord's type of a slash command."""

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
    return _different(await _described(tree), await _registered(tree))


async def sync_commands(
    tree: app_commands.CommandTree, *, may_change: bool = True
) -> Mentions | None:
    """Sync the commands if they differ; return their mentions, now that Discord has them.

    A failure is logged, not raised, and None returned: mentions of Kutip work without commands.
    Where it is up to another process to change them, None is returned until it has done so.
    """
    try:
        async with asyncio.timeout(SYNC_SECONDS):
            ours, theirs = await _described(tree), await _registered(tree)
            ids = {command["name"]: int(command["id"]) for command in _slash(theirs)}
            different = _different(ours, theirs)
            if different and not may_change:
                log.info("Another process has to sync the commands: %s", ", ".join(different))
                return None
            if different:
                ids = {command.name: command.id for command in await tree.sync()}
                log.info("Synced the commands; these were different: %s", ", ".join(different))
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        reason = str(error) or type(error).__name__
        log.error("Could not sync the commands, will try again: %s", reason)  # noqa: TRY400
        return None
    return mentions_of(_slash(ours), ids)


async def _registered(tree: app_commands.CommandTree) -> list[Described]:
    """Return the commands that Discord has."""
    client = tree.client
    assert client.application_id is not None
    route = Route(
        "GET", "/applications/{application_id}/commands", application_id=client.application_id
    )
    commands: list[Described] = await client.http.request(
        route, params={"with_localizations": "true"}
    )
    return commands


def _different(ours: Iterable[Described], theirs: Iterable[Described]) -> list[str]:
    mine, known = _by_name(ours), _by_name(theirs)
    return sorted(
        name
        for kind, name in mine.keys() | known.keys()
        if not _agree(mine.get((kind, name)), known.get((kind, name)))
    )


def _slash(commands: Iterable[Described]) -> Iterator[Described]:
    """Yield the slash commands, without those in the menu of a message."""
    return (command for command in commands if (command.get("type") or 1) == SLASH)


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
