"""Compares the commands with those that Discord has, and syncs them on request, without a bot."""

import discord
from discord import app_commands

from bot.discord.command_sync import different_commands
from bot.discord.commands.every import add_every_command
from bot.discord.commands.names import Names


async def compare_commands(token: str, sync: bool) -> list[str]:
    """Return the names of the commands that differ from those that Discord has.

    With `sync`, update them at Discord.

    Raise DiscordException, aiohttp.ClientError or OSError if Discord can't be asked.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(token)
        tree = app_commands.CommandTree(client)
        add_every_command(tree)
        await tree.set_translator(Names())
        different = await different_commands(tree)
        if different and sync:
            await tree.sync()
        return different
