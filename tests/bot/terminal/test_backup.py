import asyncio
import contextlib
import itertools
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.querylog.log import QueryLog
from bot.querylog.unwritten import keep
from bot.questions.assistant import Assistant
from corpus.backup import back_up
from corpus.restore import restore
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip, in_a_process, start
from tests.patience import LONG

QUESTION = "Siapa Vipin Narang?"
SECRET = b"k" * 32


def questions(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = database.execute("SELECT question FROM queries ORDER BY rowid").fetchall()
    return [question for (question,) in rows]


@pytest.fixture
def backup(kutip: Kutip, data_dir: Path, tmp_path: Path) -> Path:
    """A backup of a Kutip that has been asked one question, with its secret."""
    kutip("ask", QUESTION)
    assert kutip("backup", tmp_path / "backup").exit_code == 0
    return tmp_path / "backup"


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The setting of another Kutip, which has nothing yet."""
    return {"KUTIP_DATA_DIR": str(tmp_path / "elsewhere")}


async def test_a_backup_under_write_load_holds_what_was_asked_up_to_one_moment(
    assistant: Assistant,
    querylog: QueryLog,
    engine: AsyncEngine,
    database_path: Path,
    tmp_path: Path,
) -> None:
    asked: list[str] = []
    done = asyncio.Event()

    async def keep_asking() -> None:
        for number in itertools.count():
            asked.append(f"{QUESTION} {number}")
            await assistant.ask(Asked(asked[-1], WayIn.TERMINAL))
            if done.is_set():
                return

    asking = asyncio.create_task(keep_asking())
    for number in itertools.count():
        file = tmp_path / f"{number}"
        before = len(questions(database_path))
        await asyncio.to_thread(back_up, database_path, file, SECRET)
        # Once more, should nothing have been written meanwhile.
        if before and len(questions(database_path)) > before:
            break
    after = len(questions(database_path))
    done.set()
    await asking
    assert await querylog.close(LONG) == 0
    place = tmp_path / "elsewhere"
    restore(file, place / "kutip.db", place / "kutip.secret", force=False)

    kept = questions(place / "kutip.db")
    assert before <= len(kept) <= after
    assert kept == asked[: len(kept)]
    answer = await asyncio.to_thread(in_a_process, place, "ask", QUESTION)
    assert (answer.returncode, "Vipin Narang" in answer.stdout) == (0, True)
    assert questions(place / "kutip.db") == [*kept, QUESTION]


def test_what_could_not_be_written_yet_is_in_the_backup(
    kutip: Kutip, data_dir: Path, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    kutip("ask", QUESTION)
    keep(data_dir / "kutip.db", [replace(RECORD, question="Belum tertulis?")])
    assert kutip("backup", tmp_path / "backup").exit_code == 0
    assert kutip("restore", tmp_path / "backup", **elsewhere).exit_code == 0

    place = Path(elsewhere["KUTIP_DATA_DIR"])
    assert questions(place / "kutip.db") == [QUESTION, "Belum tertulis?"]


def test_a_restore_on_another_machine_is_complete(
    kutip: Kutip, data_dir: Path, backup: Path, elsewhere: dict[str, str]
) -> None:
    result = kutip("restore", backup, **elsewhere)

    place = Path(elsewhere["KUTIP_DATA_DIR"])
    assert (result.exit_code, result.stdout) == (0, f"Restored {backup} to {place}.\n")
    assert (place / "kutip.secret").read_bytes() == (data_dir / "kutip.secret").read_bytes()
    assert kutip("ask", QUESTION, **elsewhere).exit_code == 0
    assert questions(place / "kutip.db") == [QUESTION, QUESTION]


def test_restoring_without_the_secret_says_what_to_do(
    kutip: Kutip, data_dir: Path, tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    kutip("ask", QUESTION)
    result = kutip("backup", tmp_path / "backup", "--without-secret")

    assert result.stdout == (
        f"Backed up to {tmp_path / 'backup'}, without the secret {data_dir / 'kutip.secret'}: "
        "keep that elsewhere.\n"
    )
    told = kutip("restore", tmp_path / "backup", **elsewhere).stdout
    assert "put your copy at" in told
    place = Path(elsewhere["KUTIP_DATA_DIR"])
    assert [path.name for path in place.iterdir()] == ["kutip.db"]


def test_what_is_there_is_kept_and_only_replaced_with_force(
    kutip: Kutip, data_dir: Path, backup: Path
) -> None:
    kutip("ask", "masak rendang")
    refused = kutip("restore", backup)
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (73, 1)
    assert "--force" in refused.stderr
    assert questions(data_dir / "kutip.db") == [QUESTION, "masak rendang"]

    restored = kutip("restore", backup, "--force")
    assert restored.exit_code == 0
    kept = Path(
        restored.stdout.splitlines()[1].removeprefix("The previous data is in ").rstrip(".")
    )
    assert questions(kept / "kutip.db") == [QUESTION, "masak rendang"]
    assert questions(data_dir / "kutip.db") == [QUESTION]


def test_nothing_is_restored_while_kutip_runs(
    data_dir: Path, kutip: Kutip, backup: Path, tmp_path: Path
) -> None:
    (tmp_path / "arsip").mkdir()
    (tmp_path / "arsip" / "ayam.md").write_text("# Ayam\n\nAyam berkokok di kandang.\n")
    running = start(data_dir, "watch", str(tmp_path / "arsip"), PYTHONUNBUFFERED="1")
    assert running.stdout is not None
    assert running.stdout.readline().startswith("added")
    result = kutip("restore", backup, "--force")
    running.terminate()
    running.communicate()

    assert (result.exit_code, len(result.stderr.splitlines())) == (73, 1)
    assert "is in use; stop Kutip" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["restore", "nowhere"], 66),
        (["restore", "."], 66),
        (["restore", "letter"], 66),
        (["backup", "letter"], 73),
        (["backup", "nowhere/backup"], 73),
        (["backup"], 2),
    ],
)
def test_failures_are_reported_with_a_fitting_status(
    kutip: Kutip,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter").write_text("Dear reader")
    kutip("ask", QUESTION)
    result = kutip(*arguments)

    assert result.exit_code == status
    assert "Traceback" not in result.stderr
    assert Path("letter").read_text() == "Dear reader"


def test_without_a_database_or_a_secret_there_is_nothing_to_back_up(
    kutip: Kutip, data_dir: Path, tmp_path: Path
) -> None:
    for options in ((), ("--without-secret",)):
        result = kutip("backup", tmp_path / "backup", *options)
        assert (result.exit_code, len(result.stderr.splitlines())) == (74, 1)

    assert not (tmp_path / "backup").exists()
    assert not data_dir.exists()
