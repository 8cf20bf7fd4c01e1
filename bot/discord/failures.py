"""The one place where what went wrong becomes a sentence for the person and a line in the log."""

import logging
import secrets

import discord
from discord import app_commands

from bot.errors import UserError
from bot.faults import fault_text
from bot.locales import Texts
from corpus.errors import KutipError

log = logging.getLogger(__name__)

TOO_LATE = frozenset({10008, 10015, 10062, 40060})
"""Discord's codes for a message, webhook or interaction that is gone or already answered."""
THREAD_ARCHIVED = 50083


def is_shut_out(error: Exception) -> bool:
    """Return True if a message can't be sent because its channel is gone, or closed to Kutip."""
    return isinstance(error, (discord.Forbidden, discord.NotFound)) or (
        isinstance(error, discord.HTTPException) and error.code == THREAD_ARCHIVED
    )


def explain(error: Exception, texts: Texts) -> str | None:
    """Return the sentence for the person; None when nobody is left to read it.

    An unexpected error is logged with its traceback, under a reference that the sentence gives.
    """
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, UserError):
        return error.sentence(texts)
    if isinstance(error, KutipError) and (sentence := fault_text(error, texts)) is not None:
        return sentence
    if isinstance(error, app_commands.CheckFailure):
        return texts("fault.not_allowed")
    if isinstance(error, discord.HTTPException) and error.code in TOO_LATE:
        log.info("Reply too late, or its target is gone: %s", error)
        return None
    reference = secrets.token_hex(4)
    log.error("A reply failed, reference %s", reference, exc_info=error)
    return texts("fault.apology", reference=reference)


async def tell(interaction: discord.Interaction, error: Exception, texts: Texts) -> None:
    """Show the person behind an interaction what went wrong, in private where possible.

    In place of a public answer that was already announced, it is public.
    """
    sentence = explain(error, texts)
    if sentence is None:
        return
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except discord.HTTPException as failure:
        log.warning("Could not report a failed request: %s", failure)
