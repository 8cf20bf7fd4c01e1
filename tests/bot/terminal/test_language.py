"""The terminal speaks one language at a time."""

import gettext
import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.terminal.command import Command, Group, LazyCommand, Option
from bot.terminal.language import speaking, texts
from tests.bot.terminal.shelf import Kutip, in_a_process

ENGLISH, INDONESIAN = "Usage:", "Pemakaian:"


@pytest.mark.parametrize(
    ("environment", "usage"),
    [
        ({}, ENGLISH),
        ({"LANG": "C"}, ENGLISH),
        ({"LANG": "POSIX"}, ENGLISH),
        ({"LANG": "fr_FR.UTF-8"}, ENGLISH),
        ({"LANG": "id_ID.UTF-8"}, INDONESIAN),
        ({"LANG": "id_ID.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, ENGLISH),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "id"}, INDONESIAN),
        ({"LC_MESSAGES": "id_ID", "LC_ALL": "C.UTF-8"}, ENGLISH),
        ({"LC_MESSAGES": "C", "LC_ALL": "id_ID"}, INDONESIAN),
        ({"LC_ALL": "", "LANG": "id_ID"}, INDONESIAN),
        ({"LC_ALL": "C", "KUTIP_LANGUAGE": "id"}, INDONESIAN),
        ({"LC_ALL": "id_ID.UTF-8", "KUTIP_LANGUAGE": "en"}, ENGLISH),
    ],
)
def test_the_setting_decides_then_the_locale_then_english(
    kutip: Kutip, environment: dict[str, str], usage: str
) -> None:
    assert kutip("--help", **environment).stdout.startswith(usage)


def test_the_setting_may_stand_in_the_file(kutip: Kutip, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KUTIP_LANGUAGE=id\n")

    assert kutip("--help", LANG="en_US.UTF-8").stdout.startswith(INDONESIAN)


def test_help_is_all_in_one_language(kutip: Kutip) -> None:
    english, indonesian = (
        kutip("review", "--help", KUTIP_LANGUAGE=each).stdout for each in ("en", "id")
    )

    assert "Options:\n" in english
    assert "Port to listen on; 0: any free port.  [default: 8001;" in english
    assert "Show this help and exit." in english
    assert "Opsi:\n" in indonesian
    assert "Port; 0: port mana pun yang bebas.  [bawaan: 8001;" in indonesian
    assert "Tampilkan bantuan ini, lalu keluar." in indonesian
    assert "Show" not in indonesian


@pytest.mark.parametrize(
    ("arguments", "english", "indonesian"),
    [
        (
            ["ask"],
            "Error: Missing argument 'QUESTION...'.",
            "Galat: Argumen tidak ada: 'QUESTION...'.",
        ),
        (["ask", "--tup", "2"], "Did you mean '--top'?", "Maksudmu '--top'?"),
        (["aks", "x"], "Error: No such command 'aks'.", "Galat: Tidak ada perintah 'aks'."),
        (["ask", "--top", "0", "x"], "not in the range", "di luar rentang"),
        (["ask", "--top"], "requires an argument.", "memerlukan nilai."),
        (["run", "x"], "Got unexpected extra argument (x)", "Argumen berlebih (x)"),
        (
            ["watch", "/missing"],
            "Directory '/missing' does not exist.",
            "Folder '/missing' tidak ada.",
        ),
        (["log", "--outcome", "x"], "is not one of 'answered'", "bukan salah satu dari 'answered'"),
        (["log", "--since", "x"], "“x” is not a time", "“x” bukan waktu"),
    ],
)
def test_errors_of_usage_are_in_the_same_language(
    kutip: Kutip, arguments: list[str], english: str, indonesian: str
) -> None:
    assert english in kutip(*arguments, KUTIP_LANGUAGE="en").stderr
    result = kutip(*arguments, KUTIP_LANGUAGE="id")
    assert indonesian in result.stderr
    assert "Error:" not in result.stderr
    assert result.exit_code == 2


def test_an_invalid_setting_is_reported_in_the_same_language(kutip: Kutip) -> None:
    wrong = {"KUTIP_KEEP_DAYS": "x"}

    assert kutip("ask", "x", **wrong).stderr == (
        "kutip: KUTIP_KEEP_DAYS: “x” is not a valid value; allowed: a whole number of days, up to "
        "3650.\n"
    )
    assert kutip("ask", "x", KUTIP_LANGUAGE="id", **wrong).stderr == (
        "kutip: KUTIP_KEEP_DAYS: nilai “x” tidak sah; yang boleh: jumlah hari, paling banyak "
        "3650.\n"
    )


def test_an_answer_and_a_refusal_are_in_the_same_language(kutip: Kutip) -> None:
    assert "paragraph " in kutip("ask", "Siapa Vipin Narang?").stdout
    assert "paragraf " in kutip("ask", "Siapa Vipin Narang?", LANG="id_ID.UTF-8").stdout
    assert "I couldn't find" in kutip("ask", "Berapa harga manggis Medan?").stdout
    assert "menemukan" in kutip("ask", "Berapa harga manggis Medan?", LANG="id_ID.UTF-8").stdout


def test_a_process_takes_the_language_of_its_locale(data_dir: Path) -> None:
    result = in_a_process(data_dir, "ask", KUTIP_LANGUAGE="", LC_ALL="id_ID.UTF-8")

    assert result.stderr.startswith(INDONESIAN)


def test_what_programs_read_is_the_same_in_both_languages(kutip: Kutip) -> None:
    kutip("ask", "Siapa Vipin Narang?")
    english, indonesian = (
        kutip("log", "--csv", KUTIP_LANGUAGE=each).stdout for each in ("en", "id")
    )

    assert english == indonesian


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_command_and_option_has_help(language: str) -> None:
    with speaking(language):
        for command in commands(cli):
            assert isinstance(command, Command | Group)
            assert command.help
            for option in command.params:
                if isinstance(option, click.Option):
                    assert isinstance(option, Option), (command.name, option.name)
                    assert option.help, (command.name, option.name)


def test_help_differs_between_the_languages() -> None:
    with speaking("en"):
        english = [each.help for each in commands(cli)]
    with speaking("id"):
        indonesian = [each.help for each in commands(cli)]

    assert not set(english) & set(indonesian)


def test_the_language_ends_with_the_command() -> None:
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    with speaking("id"):
        assert texts("purge.deleted") == "Dihapus."
        assert gettext.gettext("Options") == "Opsi"

    assert texts("purge.deleted") == "Deleted."
    assert gettext.gettext("Options") == "Options"
    assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == before


def commands(group: click.Group) -> Iterator[click.Command]:
    """Yield a group, its commands, and those of the groups in it."""
    yield group
    for command in group.commands.values():
        if isinstance(command, LazyCommand):
            command = command.load()  # noqa: PLW2901
        if isinstance(command, click.Group):
            yield from commands(command)
        else:
            yield command
