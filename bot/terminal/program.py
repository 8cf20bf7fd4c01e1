"""What the commands of `kutip` start, and what several of them take."""

from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import click

from bot.operations.logs import log_to_standard_error
from bot.parts import Parts
from bot.questions.assistant import Assistant
from bot.settings import Settings, load_settings

GUILD = click.option(
    "--guild",
    "guild_id",
    metavar="ID",
    type=click.IntRange(min=1, max=2**63 - 1),
    help="The Discord server whose shelf it is; without, that of every server and the terminal.",
)


class OpenParts(Protocol):
    """Puts the parts together."""

    def __call__(self, settings: Settings, readers: int = 1) -> AbstractAsyncContextManager[Parts]:
        """Open them for a while, with so many processes that read files."""


@dataclass(frozen=True, slots=True)
class Program:
    """What the commands start, handed in by the composition root."""

    environment: Mapping[str, str]
    env_file: Path
    open_assistant: Callable[[Settings], AbstractAsyncContextManager[Assistant]]
    """All that asking takes, which opens sooner than all parts."""
    open_parts: OpenParts
    serve_discord: Callable[[Settings, str], Coroutine[Any, Any, None]]

    def settings(self) -> Settings:
        """Return the settings of this run, and let the program's log follow them."""
        settings = load_settings(self.environment, self.env_file)
        secrets = (settings.discord_token, settings.review_password)
        log_to_standard_error(settings.log_level, settings.log_format, filter(None, secrets))
        return settings
