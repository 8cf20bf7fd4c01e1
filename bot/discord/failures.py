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
    """Tell whether a message can't be sent since its channel is gone, or closed to Kutip."""
    return isinstance(error, (discord.Forbidden, discord.NotFound)) or (
        isinstance(error, discord.HTTPException) and error.code == THREAD_ARCHIVED
    )


def explain(error: Exception, texts: Texts) -> str | None:
    """Return what to tell the person; None when nobody is left to be told.

    What nobody foresaw is logged with its traceback, under a reference that the person is told.
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
        log.info("A reply came too late, or to what is gone: %s", error)
        return None
    reference = secrets.token_hex(4)
    log.error("A reply failed, reference %s", reference, exc_info=error)
    return texts("fault.apology", reference=reference)


async def tell(interaction: discord.Interaction, error: Exception, texts: Texts) -> None:
    """Tell the person behind an interaction what went wrong, so that only they see it if it can.

    In place of a public answer that is already announced, it is public.
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
        log.warning("A person could not be told that their request failed: %s", failure)
