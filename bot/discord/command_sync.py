"""Syncs the commands with Discord only when they change, because syncs are rate limited."""

import hashlib
import json
import logging
from datetime import UTC, datetime

import discord
from discord import app_commands
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import synced_commands

log = logging.getLogger(__name__)


async def fingerprint(tree: app_commands.CommandTree) -> str:
    """Return the SHA-256 hex digest of the command payloads."""
    translator = tree.translator
    assert translator is not None
    payloads = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    serialised = sorted(json.dumps(payload, sort_keys=True) for payload in payloads)
    return hashlib.sha256("\n".join(serialised).encode()).hexdigest()


async def sync_commands(
    tree: app_commands.CommandTree, engine: AsyncEngine, application_id: int
) -> bool:
    """Sync the commands if they changed; return True if they were synced.

    A failure is logged, not raised: mentions work without commands, and the next start retries.
    """
    new = await fingerprint(tree)
    try:
        if new == await _last_synced(engine, application_id):
            return False
        await tree.sync()
        await _remember(engine, application_id, new)
    except (discord.HTTPException, SQLAlchemyError) as error:
        log.error("Could not sync the commands; the next start retries: %s", error)  # noqa: TRY400
        return False
    log.info("Synced the commands.")
    return True


async def _last_synced(engine: AsyncEngine, application_id: int) -> str | None:
    async with engine.connect() as connection:
        synced: str | None = await connection.scalar(
            select(synced_commands.c.fingerprint).where(
                synced_commands.c.application_id == application_id
            )
        )
    return synced


async def _remember(engine: AsyncEngine, application_id: int, synced: str) -> None:
    async with writing(engine) as connection:
        await connection.execute(
            delete(synced_commands).where(synced_commands.c.application_id == application_id)
        )
        await connection.execute(
            insert(synced_commands).values(
                application_id=application_id, fingerprint=synced, synced_at=datetime.now(UTC)
            )
        )
