"""All commands, in the order in which they are registered."""

from typing import Any

from discord import app_commands

import bot.discord.commands.server_helpers  # noqa: F401 - adds its command
from bot.discord.commands.article.add import add_message
from bot.discord.commands.article.commands import article
from bot.discord.commands.ask import ask, ask_about
from bot.discord.commands.help import help_
from bot.discord.commands.privacy import privacy
from bot.discord.commands.review import review
from bot.discord.commands.server import server


def add_every_command(tree: app_commands.CommandTree[Any]) -> None:
    """Add all commands to a tree."""
    tree.add_command(ask)
    tree.add_command(ask_about)
    tree.add_command(help_)
    tree.add_command(article)
    tree.add_command(add_message)
    tree.add_command(server)
    tree.add_command(privacy)
    tree.add_command(review)
