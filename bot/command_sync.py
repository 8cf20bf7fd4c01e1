"""Tells Discord of the commands, when they changed: Discord limits how often it may be told."""

import hashlib
import json
import logging
from datetime import UTC, datetime

import discord
from discord import app_commands
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import synced_commands

log = logging.getLogger(__name__)


async def fingerprint(tree: app_commands.CommandTree) -> str:
    """Return a SHA-256, in hexadecimal, of all that Discord is told of the tree's commands."""
    translator = tree.translator
    assert translator is not None
    payloads = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    told = sorted(json.dumps(payload, sort_keys=True) for payload in payloads)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


async def sync_commands(
    tree: app_commands.CommandTree, engine: AsyncEngine, application_id: int
) -> bool:
    """Sync the commands unless Discord was told the very same before; return whether it was told.

    A failure is logged, not raised: mentions work without commands, and the next start retries.
    """
    new = await fingerprint(tree)
    mine = synced_commands.c.application_id == application_id
    async with engine.connect() as connection:
        old = await connection.scalar(select(synced_commands.c.fingerprint).where(mine))
    if new == old:
        return False
    try:
        await tree.sync()
    except discord.HTTPException as error:
        log.error("The commands could not be synced; the next start tries again: %s", error)  # noqa: TRY400
        return False
    async with writing(engine) as connection:
        await connection.execute(delete(synced_commands).where(mine))
        await connection.execute(
            insert(synced_commands).values(
                application_id=application_id, fingerprint=new, synced_at=datetime.now(UTC)
            )
        )
    log.info("The commands were synced.")
    return True
