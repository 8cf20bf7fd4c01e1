import subprocess
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from bot.cli import cli
from bot.terminal.completion import VARIABLE
from tests.bot.terminal.shelf import Kutip, in_a_process
from tests.programs import find_program


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(kutip: Kutip, shell: str) -> None:
    result = kutip("completion", shell)

    assert result.exit_code == 0
    assert f"_KUTIP_COMPLETE={shell}_complete" in result.stdout


def test_another_shell_is_refused(kutip: Kutip) -> None:
    assert kutip("completion", "tcsh").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "offered"), [(["inv"], "invite"), (["add", "--rec"], "--recursive")]
)
def test_commands_and_options_are_offered(arguments: list[str], offered: str) -> None:
    *before, incomplete = arguments
    completing = BashComplete(cli, {}, "kutip", VARIABLE)

    found = completing.get_completions(before, incomplete)

    assert [each.value for each in found] == [offered]


def test_the_shell_itself_offers_what_can_be_added() -> None:
    completing = BashComplete(cli, {}, "kutip", VARIABLE)

    [found] = completing.get_completions(["add", "--recursive"], "aya")

    assert (found.value, found.type) == ("aya", "file")


def test_the_program_answers_what_a_shell_asks(data_dir: Path) -> None:
    result = in_a_process(
        data_dir, _KUTIP_COMPLETE="bash_complete", COMP_WORDS="kutip inv", COMP_CWORD="1"
    )

    assert (result.returncode, result.stdout) == (0, "plain,invite\n")


def test_bash_takes_the_script(kutip: Kutip) -> None:
    script = kutip("completion", "bash").stdout
    command = [find_program(["bash"]), "--norc", "-c", f"{script}\ncomplete -p kutip"]

    registered = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert registered == "complete -o nosort -F _kutip_completion kutip\n"
