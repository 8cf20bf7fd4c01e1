"""A button, menu or form that answers in time and tells of what went wrong.

A form is forgotten at a restart; buttons and menus outlive it. All that these need is in their
custom ids, which come back from Discord and are not to be trusted: what they name is looked up, and
who pressed is checked, each time.
"""

from typing import Any, TypeVar

import discord
from discord.ui import DynamicItem, Item, Modal

from bot.discord.base import BaseClient, Interaction
from bot.discord.failures import tell

QUERY = r"(?P<query>[0-9a-f]{32})"
"""A query's id within a custom id."""
ARTICLE = r"(?P<article>[0-9a-z-]{1,64})"
"""An article's id within a custom id."""

Shown = TypeVar("Shown", bound=Item[Any])
"""The button or menu itself."""


class Pressed(DynamicItem[Shown], template="kutip:"):
    """Answers a press within Discord's deadline, whatever it does then, and tells of failures."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Acknowledge the press, then act on it."""
        client: BaseClient = interaction.client
        if client.underway.closed:
            return
        with client.underway.working():
            try:
                await self.acknowledge(interaction)
                await self.press(interaction)
            except Exception as error:  # the one error handler sorts them
                await tell(interaction, error, client.texts_for(interaction, private=True))

    async def acknowledge(self, interaction: Interaction) -> None:
        """Tell Discord that the press has come; one that opens a form does so with the form."""
        await interaction.response.defer()

    async def press(self, interaction: Interaction) -> None:
        """Do what it is for; raise UserError when this person may not."""
        raise NotImplementedError


class Form(Modal):
    """A form that answers in time, whatever it does then, and tells of failures."""

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Acknowledge what was sent, then act on it."""
        client: BaseClient = interaction.client
        if client.underway.closed:
            return
        with client.underway.working():
            await self.acknowledge(interaction)
            await self.submit(interaction)

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: Exception,
        _item: Item[Any] | None = None,
        /,
    ) -> None:
        """Tell the person what went wrong."""
        await tell(interaction, error, interaction.client.texts_for(interaction, private=True))

    async def acknowledge(self, interaction: Interaction) -> None:
        """Tell Discord that it has come, to change what the form was opened from."""
        await interaction.response.defer()

    async def submit(self, interaction: Interaction) -> None:
        """Do what it is for; raise UserError when this person may not."""
        raise NotImplementedError
