"""Click's commands and options, with help in the terminal's language; imported when used."""

import os
from functools import partial
from gettext import gettext
from pathlib import Path
from typing import Any

import click

from bot.loading import load
from bot.terminal.language import texts

LARGEST = 2**63 - 1
"""The largest number that a database holds; ids on Discord are smaller, too."""


class _WithHelp:
    """Takes the key of a text as help, and looks the text up when it is shown."""

    _help_key: str | None = None

    @property
    def help(self) -> str | None:
        return texts(self._help_key) if self._help_key else None

    @help.setter  # noqa: A003 - Click's name
    def help(self, key: str | None) -> None:
        self._help_key = key


class Option(_WithHelp, click.Option):
    """An option whose help is the key of a text."""


class Command(_WithHelp, click.Command):
    """A command whose help is the key of a text."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence whole; Click cuts it to a line, where it has room for more."""
        return super().get_short_help_str(max(limit, len(self.help or "")))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help, with its own help in the terminal's language."""
        return _translated(super().get_help_option(ctx))


class Group(_WithHelp, click.Group):
    """A group of commands whose help is the key of a text."""

    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help, with its own help in the terminal's language."""
        return _translated(super().get_help_option(ctx))


class LazyCommand(Command):
    """A command that is imported when it is used, so that no other one waits for its imports."""

    def __init__(self, name: str, target: str) -> None:
        """Take the command's name, by which its help is found, and its `"module:attribute"`."""
        super().__init__(name, help=f"help.{name.replace('-', '_')}")
        self._target = target

    def load(self) -> click.Command:
        """Import the command."""
        command: click.Command = load(self._target)
        return command

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - as Click has it
    ) -> click.Context:
        """Return a context of the command itself, which Click then works with."""
        return self.load().make_context(info_name, args, parent, **extra)


class Folder(click.Path):
    """A folder, which Click's errors name in the terminal's language."""

    def __init__(self, *, exists: bool = False) -> None:
        super().__init__(exists=exists, file_okay=False, path_type=Path)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Return the path."""
        self.name = gettext("directory")
        return super().convert(value, param, ctx)


def _translated(option: click.Option | None) -> click.Option | None:
    # Click caches the option, but the language may differ the next time.
    if option is not None:
        option.help = texts("help.help")
    return option


command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
