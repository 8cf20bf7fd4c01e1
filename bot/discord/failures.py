"""Turns errors into a message for the user and, if unexpected, a log record."""

import logging
import secrets
from http import HTTPStatus

import discord
from aiohttp import ClientError
from discord import app_commands

from bot.errors import UserError
from bot.faults import database_fault_text, fault_text
from bot.locales import ENGLISH, Texts
from corpus.errors import KutipError

log = logging.getLogger(__name__)

TOO_LATE = frozenset({10008, 10015, 10062, 40060})
"""Discord's error codes for a message, webhook or interaction that is gone or already answered."""
THREAD_ARCHIVED = 50083
TOO_MANY_DIRECT_MESSAGES = 40003
"""Discord's error code for opening direct messages too fast."""
NOT_SENT = (discord.DiscordException, ClientError, OSError)
"""What is raised if a message could not be sent."""
_NETWORK = (ClientError, ConnectionError, TimeoutError)


def is_shut_out(error: Exception) -> bool:
    """Return True if the channel is gone, or Kutip may not write in it."""
    return isinstance(error, (discord.Forbidden, discord.NotFound)) or (
        isinstance(error, discord.HTTPException) and error.code == THREAD_ARCHIVED
    )


def is_unreachable(error: Exception) -> bool:
    """Return True if Discord can't be reached, or takes no request at the moment."""
    return isinstance(error, _NETWORK) or (
        isinstance(error, discord.HTTPException)
        and (
            error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            or error.status == HTTPStatus.TOO_MANY_REQUESTS
        )
    )


def is_temporary(error: Exception) -> bool:
    """Return True for one of NOT_SENT that is no refusal of the message: it can be sent later."""
    if isinstance(error, discord.HTTPException):
        return (
            is_unreachable(error)
            # Kutip's token was replaced, which says nothing about the message.
            or error.status == HTTPStatus.UNAUTHORIZED
            or error.code == TOO_MANY_DIRECT_MESSAGES
        )
    return not isinstance(error, discord.DiscordException) or isinstance(error, discord.RateLimited)


def explain(error: Exception, texts: Texts) -> str | None:
    """Return the error message for the user; None if nobody can be reached to read it.

    An unexpected error is logged with its traceback and a reference, which the message includes.
    """
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.HTTPException) and error.code in TOO_LATE:
        log.info("Replied too late, or the target is gone: %s", error)
        return None
    if is_unreachable(error):
        # An apology would not arrive either.
        log.warning("Not delivered, because Discord can't be reached: %r", error)
        return None
    return _expected(error, texts) or _apology(error, texts)


def _expected(error: Exception, texts: Texts) -> str | None:
    """Return the sentence for an error that people can do something about."""
    if isinstance(error, app_commands.CheckFailure):
        return texts("fault.not_allowed")
    if isinstance(error, app_commands.TransformerError):
        return texts("fault.option")
    if isinstance(error, UserError):
        return error.sentence(texts)
    if isinstance(error, KutipError):
        return fault_text(error, texts)
    sentence = database_fault_text(error, texts)
    if sentence is not None:
        log.error("The database can't be used: %s", getattr(error, "orig", None) or error)
    return sentence


def _apology(error: Exception, texts: Texts) -> str:
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
    except NOT_SENT as failure:
        log.warning("Could not send an error message: %r", failure)


class _Autocompletions(logging.Filter):
    """Explains the failures of autocompletions, which discord.py only logs, with the user's id."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return False, so that discord.py's record of a failure is dropped."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, Exception):
            return True
        explain(error, ENGLISH)  # Discord shows no sentence to somebody who is typing.
        return False


_AUTOCOMPLETIONS = _Autocompletions()


def explain_autocompletions() -> None:
    """From now on, log the failures of autocompletions like all others."""
    logging.getLogger("discord.app_commands.tree").addFilter(_AUTOCOMPLETIONS)
