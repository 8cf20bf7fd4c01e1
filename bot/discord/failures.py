"""Turns errors into a message for the user and, if unexpected, a log record."""

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
"""Discord's error codes for a message, webhook or interaction that is gone or already answered."""
THREAD_ARCHIVED = 50083


def is_shut_out(error: Exception) -> bool:
    """Return True if the channel is gone, or Kutip may not write in it."""
    return isinstance(error, (discord.Forbidden, discord.NotFound)) or (
        isinstance(error, discord.HTTPException) and error.code == THREAD_ARCHIVED
    )


def explain(error: Exception, texts: Texts) -> str | None:
    """Return the error message for the user; None if nobody is left to read it.

    An unexpected error is logged with its traceback and a reference, which the message includes.
    """
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, UserError):
        return error.sentence(texts)
    if isinstance(error, KutipError) and (sentence := fault_text(error, texts)) is not None:
        return sentence
    if isinstance(error, app_commands.CheckFailure):
        return texts("fault.not_allowed")
    if isinstance(error, app_commands.TransformerError):
        return texts("fault.option")
    if isinstance(error, discord.HTTPException) and error.code in TOO_LATE:
        log.info("Replied too late, or the target is gone: %s", error)
        return None
    reference = secrets.token_hex(4)
    log.error("Reply failed, reference %s", reference, exc_info=error)
    return texts("fault.apology", reference=reference)


async def report_failure(interaction: discord.Interaction, error: Exception, texts: Texts) -> None:
    """Reply to an interaction with an error message, visible only to its user if possible.

    After a public deferral Discord shows the first follow-up publicly.
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
        log.warning("Could not send an error message: %s", failure)
