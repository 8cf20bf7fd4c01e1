"""Start `kutip`."""

import os
from pathlib import Path

from bot.cli import cli
from bot.loading import load
from bot.terminal.language import speaking
from bot.terminal.program import Program


def main() -> None:
    """Run the command line."""
    program = Program(
        os.environ,
        Path(".env"),
        lambda settings: load("bot.answering:open_assistant")(settings),
        lambda settings, readers=1: load("bot.composition:assemble")(settings, readers),
        lambda settings, token: load("bot.composition:serve_discord")(settings, token),
    )
    with speaking(program.language()):
        cli(obj=program)


if __name__ == "__main__":
    main()
