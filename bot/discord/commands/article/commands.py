"""The group `/article` with all its commands, which add themselves when imported."""

from bot.discord.commands.article import (  # noqa: F401
    add,
    edit,
    follow,
    hide,
    history,
    list,  # noqa: A004
    refresh,
    remove,
    replace,
    show,
)
from bot.discord.commands.article.group import article

__all__ = ["article"]
