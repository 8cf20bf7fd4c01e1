"""`kutip backup` and `kutip restore` with a database on PostgreSQL."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from bot.querylog.unwritten import keep
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip
from tests.postgresql import Server

pytest_plugins = ["tests.corpus.dump_fixtures"]
pytestmark = [pytest.mark.databases("postgresql"), pytest.mark.usefixtures("replaced")]

QUESTION = "Siapa Vipin Narang?"


def questions(server: Server, url: URL) -> list[object]:
    asked = "SELECT question FROM queries ORDER BY moment"
    return [question for (question,) in server.run(asked, str(url.database))]


@pytest.fixture
def here(database_url: URL) -> dict[str, str]:
    """The setting of a Kutip with its database on PostgreSQL, and a password that isn't needed."""
    return {"KUTIP_DATABASE_URL": in_full(database_url.set(password="rahasia"))}


@pytest.fixture
def elsewhere(empty: URL, tmp_path: Path) -> dict[str, str]:
    """The settings of another Kutip, which has nothing yet."""
    return {
        "KUTIP_DATABASE_URL": in_full(empty),
        "KUTIP_DATA_DIR": str(tmp_path / "elsewhere"),
    }


def in_full(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def test_a_restore_on_another_machine_is_complete(
    kutip: Kutip,
    data_dir: Path,
    tmp_path: Path,
    here: dict[str, str],
    elsewhere: dict[str, str],
    empty: URL,
    postgresql: Server,
) -> None:
    file = tmp_path / "backup"
    kutip("ask", QUESTION, **here)
    keep(data_dir / "kutip.db", [replace(RECORD, question="Belum tertulis?")])
    backed_up = kutip("backup", file, **here)
    restored = kutip("restore", file, **elsewhere)

    assert (backed_up.exit_code, restored.exit_code) == (0, 0)
    assert restored.stdout == f"Restored {file} to postgresql://kutip@/{empty.database}.\n"
    place = Path(elsewhere["KUTIP_DATA_DIR"])
    assert (place / "kutip.secret").read_bytes() == (data_dir / "kutip.secret").read_bytes()
    assert kutip("ask", QUESTION, **elsewhere).exit_code == 0
    assert questions(postgresql, empty) == [QUESTION, "Belum tertulis?", QUESTION]


def test_what_is_there_is_kept_and_only_replaced_with_force(
    kutip: Kutip,
    tmp_path: Path,
    here: dict[str, str],
    database_url: URL,
    postgresql: Server,
) -> None:
    kutip("ask", QUESTION, **here)
    kutip("backup", tmp_path / "backup", "--without-secret", **here)
    kutip("ask", "masak rendang", **here)
    refused = kutip("restore", tmp_path / "backup", **here)
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (73, 1)
    assert "--force" in refused.stderr
    assert "rahasia" not in refused.output
    assert questions(postgresql, database_url) == [QUESTION, "masak rendang"]

    restored = kutip("restore", tmp_path / "backup", "--force", **here)
    kept = restored.stdout.splitlines()[1].removeprefix("The previous data is in ").rstrip(".")
    assert questions(postgresql, database_url) == [QUESTION]
    kutip("restore", Path(kept) / "kutip.dump", "--force", **here)
    assert questions(postgresql, database_url) == [QUESTION, "masak rendang"]


def test_a_missing_program_and_a_server_that_is_away_are_reported_in_a_line(
    kutip: Kutip, tmp_path: Path, here: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kutip("ask", QUESTION, **here)
    away = {"KUTIP_DATABASE_URL": "postgresql://kutip:rahasia@127.0.0.1:1/kutip"}
    unreachable = kutip("backup", tmp_path / "backup", **away)
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = kutip("backup", tmp_path / "backup", **here)

    for result, status in ((unreachable, 74), (missing, 69)):
        assert (result.exit_code, len(result.stderr.splitlines())) == (status, 1)
        assert "rahasia" not in result.output
    assert not (tmp_path / "backup").exists()
