"""Start `kutip`."""

import gc
import os

from bot.cli import PROGRAM, cli
from bot.installed import env_file
from bot.loading import loaded_when_called
from bot.terminal.language import speaking
from bot.terminal.program import Program


def main() -> None:
    """Run the command line."""
    gc.freeze()  # As `load` does, which says why.
    program = Program(
        os.environ,
        env_file(),
        loaded_when_called("bot.answering:open_assistant"),
        loaded_when_called("bot.composition:assemble"),
        loaded_when_called("bot.composition:serve_discord"),
    )
    with speaking(program.language()):
        cli(obj=program, prog_name=PROGRAM)


if __name__ == "__main__":
    main()
