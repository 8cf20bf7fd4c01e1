"""The group `/article` with all its commands, which importing their files adds to it."""

from bot.discord.commands.article import (  # noqa: F401
    add,
    edit,
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
