"""A number that no database holds is refused where it is given; any other id is looked up.

What people choose from menus is not tried: Discord takes only what was offered.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result
from sqlalchemy.engine import URL

import bot.discord.client  # noqa: F401 - registers all buttons and menus
from bot.cli import cli
from bot.discord.components.pressed import Pressed
from bot.terminal.command import LARGEST, LazyCommand
from tests.bot.terminal.shelf import Kutip

KINDS = {kind.__name__: kind for kind in Pressed.kinds if kind.__module__.startswith("bot.")}
ONLY_LINKED = ("AskHumanButton", "message")
"""A number in a custom id that nothing looks up."""
ONLY_COUNTED = ("bench", "--servers")
"""An option whose number reaches no database."""
COMMANDS = {
    ("ask", "--guild"): ["ayam"],
    ("articles", "--guild"): [],
    ("export", "--guild"): ["out"],
    ("follow", "--guild"): [],
    ("follow", "--stop"): ["--guild", "7"],
    ("log", "--guild"): [],
    ("log", "--limit"): [],
    ("purge", "--guild"): ["--yes"],
    ("purge", "--user"): ["--yes"],
}
"""Commands that look a number up, by their option for it, with what else they need."""


def options(command: click.Command, *names: str) -> Iterator[tuple[tuple[str, ...], click.Option]]:
    """Yield the options of a command and its subcommands that take whole numbers."""
    if isinstance(command, LazyCommand):
        command = command.load()
    for option in command.params:
        if isinstance(option, click.Option) and isinstance(option.type, click.types.IntParamType):
            yield (*names, option.opts[0]), option
    if isinstance(command, click.Group):
        for name, subcommand in command.commands.items():
            yield from options(subcommand, *names, name)


def test_no_custom_id_has_a_number_that_is_too_large() -> None:
    too_large = {
        (name, field)
        for name, kind in KINDS.items()
        for field, (pattern, read, _) in kind._codec._fields.items()
        if read is int and re.fullmatch(pattern, str(LARGEST + 1))
    }

    assert too_large == {ONLY_LINKED}


def test_no_option_takes_a_number_that_is_too_large() -> None:
    found = dict(options(cli))

    assert set(COMMANDS) <= set(found)
    for names, option in found.items():
        if names != ONLY_COUNTED:
            assert isinstance(option.type, click.IntRange), names
            assert option.type.max is not None, names
            assert option.type.max <= LARGEST, names


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_the_largest_number_is_looked_up_and_a_larger_one_refused(
    kutip: Kutip,
    names: tuple[str, str],
    database_url: URL | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    command, option = names
    url = database_url.render_as_string(hide_password=False) if database_url else ""

    def run(number: int) -> Result:
        words = [*COMMANDS[names], option, str(number)]
        return kutip(command, *words, KUTIP_DATABASE_URL=url)

    found, refused = run(LARGEST), run(LARGEST + 1)

    assert found.exception is None or isinstance(found.exception, SystemExit)
    assert found.exit_code in {0, 1}
    assert refused.exit_code == 2
