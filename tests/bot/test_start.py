"""A command imports what it needs, and nothing else: imports are most of its time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import cli
from bot.terminal.command import LazyCommand
from bot.terminal.language import speaking
from tests.bot.terminal.shelf import Kutip

RUN = """
import atexit, sys
from bot.__main__ import main
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
main()
"""

NEVER_TO_ASK = {
    "aiohttp",
    "alembic",
    "bot.dashboard",
    "bot.discord",
    "bot.parts",
    "corpus.formats",
    "corpus.prepared",
    "corpus.shelf",
    "numpy.ma",
    "discord",
    "dotenv",
    "index.learning",
    "lxml",
    "prometheus_client",
    "resvg_py",
    "rich.progress",
    "rich.table",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql",
    "watchfiles",
}
"""What answering a question has no use for, once there is a database."""


def imported_by(tmp_path: Path, *arguments: str) -> set[str]:
    """Run a command as a process of its own, and return the modules that it imported."""
    process = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "KUTIP_DATA_DIR": str(tmp_path / "data"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        text=True,
    )
    assert process.stdout
    return set(process.stderr.split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_the_version_import_no_command(tmp_path: Path, option: str) -> None:
    modules = imported_by(tmp_path, option)

    assert "bot.cli" in modules
    heavy = {"alembic", "asyncio", "discord", "dotenv", "numpy", "regex", "rich", "sqlalchemy"}
    assert not modules & heavy
    assert not {module for module in modules if module.startswith(("corpus.", "index"))} - {
        "corpus.data_folder",
        "corpus.errors",
    }


def test_a_question_imports_only_what_answering_needs(kutip: Kutip, tmp_path: Path) -> None:
    kutip("ask", "x")

    modules = imported_by(tmp_path, "ask", "Siapa Vipin Narang?")

    assert "index.finder" in modules
    assert not modules & NEVER_TO_ASK


def test_each_command_has_the_name_and_help_that_it_is_listed_with() -> None:
    for name, command in cli.commands.items():
        assert isinstance(command, LazyCommand)
        loaded = command.load()
        assert loaded.name == name
        with speaking("id"):
            assert loaded.help == command.help
