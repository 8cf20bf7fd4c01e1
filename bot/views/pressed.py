"""A button or menu that outlives a restart, answers in time and tells of what went wrong.

All it needs is in its custom id, which comes back from Discord and is not to be trusted: what it
names is looked up, and who pressed it is checked, each time.
"""

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import discord
from discord.ui import DynamicItem, Item

from bot.failures import tell

if TYPE_CHECKING:
    from bot.client import KutipClient

Press: TypeAlias = "discord.Interaction[KutipClient]"

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
        client: KutipClient = interaction.client
        if client.underway.closed:
            return
        with client.underway.working():
            try:
                await self.acknowledge(interaction)
                await self.press(interaction)
            except Exception as error:  # the one error handler sorts them
                await tell(interaction, error, client.texts_for(interaction, private=True))

    async def acknowledge(self, interaction: Press) -> None:
        """Tell Discord that the press has come; one that opens a form does so with the form."""
        await interaction.response.defer()

    async def press(self, interaction: Press) -> None:
        """Do what it is for; raise UserError when this person may not."""
        raise NotImplementedError
