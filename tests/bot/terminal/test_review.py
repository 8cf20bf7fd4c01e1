import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.dashboard.address import listen
from bot.installed import install_command
from bot.querylog.unwritten import keep, unwritten_files
from tests.bot.dashboard.served import serving
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip, in_a_process


@pytest.fixture
def database(kutip: Kutip, data_dir: Path) -> Path:
    assert kutip("articles").exit_code == 0
    return data_dir / "kutip.db"


def test_without_a_database_it_says_how_to_make_one(kutip: Kutip, data_dir: Path) -> None:
    result = kutip("review")

    assert (result.exit_code, result.stdout) == (74, "")
    [line] = result.stderr.splitlines()
    assert line.startswith(f"kutip: There is no database {data_dir / 'kutip.db'} yet: ")
    assert "`kutip run`" in line
    assert not data_dir.exists()


def test_other_machines_are_refused_without_a_password(kutip: Kutip, database: Path) -> None:
    result = kutip("review", "--host", "0.0.0.0", "--port", 0)

    assert (result.exit_code, result.stdout) == (78, "")
    [line] = result.stderr.splitlines()
    assert "set KUTIP_REVIEW_PASSWORD" in line


def test_what_could_not_be_written_is_taken_in_first(
    kutip: Kutip, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def serve(*_: object) -> None:
        assert unwritten_files(database) == []

    monkeypatch.setattr("bot.dashboard.server.serve", serve)
    keep(database, [RECORD])

    assert kutip("review", "--port", 0).exit_code == 0
    assert unwritten_files(database) == []


def test_a_port_in_use_exits_with_one_line(kutip: Kutip, database: Path) -> None:
    with listen("127.0.0.1", 0, has_password=False) as taken:
        result = kutip("review", "--port", taken.getsockname()[1])

    assert (result.exit_code, result.stdout) == (69, "")
    [line] = result.stderr.splitlines()
    assert line.startswith("kutip: Can't listen on 127.0.0.1, port ")


def test_a_missing_package_is_named_with_how_to_install_it(database: Path, tmp_path: Path) -> None:
    (tmp_path / "datasette.py").write_text("raise ModuleNotFoundError(name='datasette')")

    result = in_a_process(database.parent, "review", "--port", "0", PYTHONPATH=str(tmp_path))

    assert (result.returncode, result.stdout) == (69, "")
    assert result.stderr == (
        "kutip: `kutip review` needs the package datasette; "
        f"install it with: {install_command('review')}\n"
    )


def test_a_database_of_a_newer_kutip_exits_with_one_line(kutip: Kutip, database: Path) -> None:
    with closing(sqlite3.connect(database)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()

    result = kutip("review", "--port", 0)

    assert (result.exit_code, result.stdout) == (65, "")
    assert "written by a newer Kutip" in result.stderr


def test_it_is_shown_while_another_program_holds_the_database(database: Path) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with serving(database) as served:
            assert served.stop() == 0


def test_the_address_is_printed_first_and_with_a_password_how_to_log_in(database: Path) -> None:
    with serving(database, "correct horse battery") as served:
        assert served.address.startswith("http://127.0.0.1:")
        assert served.process.stdout is not None
        assert served.process.stdout.readline() == ("Log in as kutip with KUTIP_REVIEW_PASSWORD.\n")
        assert served.stop() == 0
