"""All commands, in the order in which they are registered."""

from typing import Any

from discord import app_commands

from bot.discord.commands.article.add import add_message
from bot.discord.commands.article.commands import article
from bot.discord.commands.ask import ask, ask_about
from bot.discord.commands.privacy import privacy
from bot.discord.commands.review import review
from bot.discord.commands.server import server

EVERY_COMMAND: tuple[
    app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group, ...
] = (ask, ask_about, article, add_message, server, privacy, review)
