"""The commands' entry points into the program, and shared options."""

from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from bot.installed import is_users_own
from bot.loading import loaded_when_called
from bot.locales import terminal_language
from bot.settings import Settings, language_setting, load_settings
from bot.terminal.command import LARGEST, option
from bot.terminal.language import texts

if TYPE_CHECKING:
    from bot.invite import Account
    from bot.parts import Parts
    from bot.questions.assistant import Assistant
    from bot.shards.pinned import Pinned

GUILD = option(
    "--guild",
    "guild_id",
    metavar="ID",
    type=click.IntRange(1, LARGEST),
    help="help.guild",
)


class OpenParts(Protocol):
    """Builds all parts."""

    def __call__(
        self, settings: Settings, readers: int = 1
    ) -> "AbstractAsyncContextManager[Parts]":
        """Open the parts, with up to `readers` processes for reading files."""


class ServeDiscord(Protocol):
    """Answers on Discord until it is stopped."""

    def __call__(
        self, settings: Settings, token: str, shards: "Pinned | None" = None
    ) -> Coroutine[Any, Any, None]:
        """Answer with this token; only these `shards` are run, if given."""


@dataclass(frozen=True, slots=True)
class Program:
    """The entry points, provided by the composition root."""

    environment: Mapping[str, str]
    env_file: Path
    open_assistant: "Callable[[Settings], AbstractAsyncContextManager[Assistant]]"
    """Opens only what answering questions needs, which is faster than all parts."""
    open_parts: OpenParts
    serve_discord: ServeDiscord
    account_of: "Callable[[str], Coroutine[Any, Any, Account]]" = field(
        default=loaded_when_called("bot.discord.login:account_of")
    )
    """Returns whose a token is, according to Discord."""
    compare_commands: Callable[[str, bool], Coroutine[Any, Any, list[str]]] = field(
        default=loaded_when_called("bot.discord.command_check:compare_commands")
    )

    def language(self) -> str:
        """Return the language of the terminal: as set, else as its locale says, else English."""
        return terminal_language(
            self.environment, language_setting(self.environment, self.env_file)
        )

    def settings(self) -> Settings:
        """Load the settings and configure logging accordingly."""
        # Imported here, because what only prints help or the version logs nothing.
        from bot.operations.logs import log_to_standard_error  # noqa: PLC0415

        settings = load_settings(self.environment, self.env_file)
        secrets = (settings.discord_token, settings.review_password)
        log_to_standard_error(settings.log_level, settings.log_format, filter(None, secrets))
        if is_users_own(settings.data_dir) and not settings.data_dir.exists():
            click.echo(texts("terminal.data_folder", folder=settings.data_dir), err=True)
        return settings
