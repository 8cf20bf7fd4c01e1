"""A small bot for tests of the stand-in itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import discord

from tests.discord.wire import TOKEN, WireDiscord

Bot = TypeVar("Bot", bound=discord.Client)


class Parrot(discord.AutoShardedClient):
    """A bot that repeats what it is asked to."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        if intents is None:
            intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, guild_ready_timeout=0)
        self.tree = discord.app_commands.CommandTree(self)
        self.tree.command(name="repeat", description="Repeat what I say")(self.repeat)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Don't wait: the stand-in lets all shards identify at once."""

    async def repeat(self, interaction: discord.Interaction, words: str, times: int = 1) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=words * times)

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions and message.author != self.user:
            await message.reply(message.content)


@asynccontextmanager
async def running(bot: Bot, wire: WireDiscord) -> AsyncIterator[Bot]:
    """Run a bot until the end of the block, and wait until it is ready."""
    async with bot:
        task = asyncio.create_task(bot.start(TOKEN))
        await wire.ready()
        await bot.wait_until_ready()
        yield bot
    await task


@asynccontextmanager
async def parrot(wire: WireDiscord) -> AsyncIterator[Parrot]:
    """Run a Parrot until the end of the block, and wait until it is ready."""
    async with running(Parrot(), wire) as bot:
        yield bot
