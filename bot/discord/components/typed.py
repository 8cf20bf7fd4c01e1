"""What a person typed into a form, given back if the form fails."""

import asyncio
import logging
from collections.abc import Mapping
from io import BytesIO

import discord
from discord.ui import Modal, TextInput

from bot.discord.failures import NOT_SENT

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 4.0)
"""Seconds before each further try. At worst, it then arrives twice."""


def typed_into(form: Modal) -> dict[str, str]:
    """Return what was typed into a form, by the custom id of the input.

    What was there before, and what is blank, is left out.
    """
    inputs = (item for item in form.walk_children() if isinstance(item, TextInput))
    return {
        each.custom_id: each.value
        for each in inputs
        if each.value.strip() and each.value != each.default
    }


async def give_back(
    interaction: discord.Interaction, typed: Mapping[str, str], sentence: str
) -> None:
    """Send a sentence to the user alone, with what they typed, each text as a file to copy it from.

    This follows the acknowledgement of the form, with which Discord closed it. Without one, it is
    still open with all that was typed, and nothing is sent.
    """
    for pause in (*PAUSES, None):
        files = [_file(name, text) for name, text in typed.items()]
        try:
            await interaction.followup.send(sentence, files=files, ephemeral=True)
        except NOT_SENT as error:
            if pause is None or isinstance(error, discord.NotFound):
                log.warning("Could not give back what was typed into a form: %s", error)
                return
            await asyncio.sleep(pause)
        else:
            return


def _file(name: str, text: str) -> discord.File:
    return discord.File(BytesIO(text.encode("utf-8", "replace")), f"{name}.txt")
