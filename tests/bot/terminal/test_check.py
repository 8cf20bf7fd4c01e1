import asyncio
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.engine import URL

from bot.answering import open_assistant
from bot.cli import cli
from bot.composition import assemble, serve_discord
from bot.querylog.unwritten import keep, unwritten_files
from bot.terminal.program import Program
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip
from tests.discord.wire import TOKEN, WireDiscord

Lines = Mapping[str, tuple[str, str]]
"""By what they are about: ok or FAILED, and the text."""


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def lines(output: str) -> Lines:
    found = {}
    for line in output.splitlines():
        status, about, text = line[:7].strip(), line[7:19].strip(), line[19:]
        found[about] = (status, text)
    return found


def to_do(result: Result, about: str) -> str:
    """Return what has to be done about this, and about nothing else."""
    assert result.exit_code == 1
    assert result.stderr == ""
    found = {each: text for each, (status, text) in lines(result.stdout).items() if status != "ok"}
    assert set(found) == {about}
    return found[about]


@pytest.fixture
def used(kutip: Kutip, data_dir: Path) -> Path:
    """The database of a Kutip that was asked something."""
    kutip("ask", "Siapa Vipin Narang?")
    return data_dir / "kutip.db"


def test_before_the_first_start_all_is_fine_and_nothing_is_created(
    kutip: Kutip, data_dir: Path
) -> None:
    result = kutip("check")

    assert (result.exit_code, result.stderr) == (0, "")
    found = lines(result.stdout)
    assert list(found) == [
        "settings",
        "token",
        "database",
        "secret",
        "disk",
        "discord",
        "metrics",
    ]
    assert {status for status, _ in found.values()} == {"ok"}
    assert found["token"][1] == "none: Kutip runs in the terminal"
    assert found["database"][1].startswith("none yet")
    assert not data_dir.exists()


@pytest.mark.databases("postgresql")
def test_on_postgresql_nothing_is_created_in_a_folder_that_is_new(
    kutip: Kutip, data_dir: Path, tmp_path: Path, database_url: URL
) -> None:
    url = {"KUTIP_DATABASE_URL": database_url.render_as_string(hide_password=False)}
    assert kutip("ask", "Siapa Vipin Narang?", **url).exit_code == 0
    found = lines(kutip("check", **url, KUTIP_DATA_DIR=str(tmp_path / "new")).stdout)

    assert found["articles"][0] == "ok"
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("used")
def test_articles_are_counted_with_their_last_change(kutip: Kutip) -> None:
    result = kutip("check")

    assert result.exit_code == 0
    found = lines(result.stdout)
    assert found["database"][1].startswith("sound, schema 0")
    assert found["articles"][1].startswith("1, with 9 passages, last changed ")
    assert found["secret"][1] == "readable only by its owner"
    assert found["disk"][1].endswith("GB free")


@pytest.mark.usefixtures("used")
def test_an_empty_shelf_is_reported(kutip: Kutip) -> None:
    kutip("remove", "strategi-nuklir-korea")

    assert "kutip add" in to_do(kutip("check"), "articles")


def test_an_invalid_setting_is_reported_alone(kutip: Kutip) -> None:
    result = kutip("check", KUTIP_METRICS_PORT="70000")

    assert "allowed: a port from 1 to 65535" in to_do(result, "settings")


@pytest.mark.parametrize("token", ["1234567890", "Bot a.b.c", "a.b", "a..c", "ab.cd.ef é"])
def test_an_invalid_token_is_reported_without_showing_it(kutip: Kutip, token: str) -> None:
    found = lines(kutip("check", DISCORD_TOKEN=token).stdout)

    assert found["token"][0] == "FAILED"
    assert found["discord"] == ("ok", "not checked without a token")
    assert token not in str(found)


def test_a_damaged_database_is_named_with_what_to_do(kutip: Kutip, used: Path) -> None:
    used.write_text("no database, but long enough to be taken for one" * 50)
    text = to_do(kutip("check"), "database")

    assert str(used) in text
    assert text.endswith("restore a backup")


def test_a_database_of_a_later_kutip_is_too_new(kutip: Kutip, used: Path) -> None:
    with contextlib.closing(sqlite3.connect(used)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    assert "update Kutip" in to_do(kutip("check"), "database")


def test_a_database_of_an_earlier_kutip_is_fine_and_left_as_it_is(kutip: Kutip, used: Path) -> None:
    with contextlib.closing(sqlite3.connect(used)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.execute("DROP TABLE outbox")
    before = used.read_bytes()
    result = kutip("check")

    assert result.exit_code == 0
    assert "schema 0001; the next start" in lines(result.stdout)["database"][1]
    assert used.read_bytes() == before


def test_questions_that_wait_in_a_file_are_named_and_left_there(kutip: Kutip, used: Path) -> None:
    keep(used, [RECORD])
    (path,) = unwritten_files(used)
    result = kutip("check")

    assert result.exit_code == 0
    text = f"some could not be written yet; {path} keeps them until they can"
    assert lines(result.stdout)["questions"] == ("ok", text)
    assert unwritten_files(used) == [path]


def test_lines_that_are_no_questions_are_named(kutip: Kutip, used: Path) -> None:
    used.with_name("kutip.db.unwritten-0.jsonl").write_text("?\n")
    kutip("log")
    aside = used.with_name("kutip.db.unreadable-0.jsonl")

    assert aside.read_text() == "?\n"
    assert to_do(kutip("check"), "questions").startswith(f"{aside} has lines that ")


@pytest.mark.usefixtures("no_patience")
def test_a_locked_database_is_named(kutip: Kutip, used: Path) -> None:
    with contextlib.closing(sqlite3.connect(used, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        text = to_do(kutip("check"), "database")

    assert "database is locked; check that" in text
    assert "that the disk has free space" in text


@pytest.mark.usefixtures("used")
def test_a_secret_that_others_can_read_is_reported(kutip: Kutip, data_dir: Path) -> None:
    secret = data_dir / "kutip.secret"
    secret.chmod(0o640)

    assert to_do(kutip("check"), "secret") == f"readable by others: chmod 600 {secret}"


@pytest.mark.usefixtures("used")
@pytest.mark.parametrize("content", [None, b"short"])
def test_a_missing_secret_is_reported(kutip: Kutip, data_dir: Path, content: bytes | None) -> None:
    (data_dir / "kutip.secret").unlink()
    if content is not None:
        (data_dir / "kutip.secret").write_bytes(content)

    assert "earlier askers are" in to_do(kutip("check"), "secret")


@pytest.mark.usefixtures("used")
def test_low_disk_space_is_reported(kutip: Kutip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, 9 * 10**8))

    assert to_do(kutip("check"), "disk") == (
        "only 0.9 GB free, at least 1.0 GB needed: free some space"
    )


def test_a_folder_of_another_user_is_named(own_folder: Path) -> None:
    data = own_folder / "data"
    data.mkdir(mode=0o000)
    settings = {"KUTIP_DATA_DIR": str(data)}
    program = Program(settings, own_folder / ".env", open_assistant, assemble, serve_discord)
    result = CliRunner().invoke(cli, ["check"], obj=program)

    assert to_do(result, "folder") == (
        f"{data}/kutip.db: permission denied; run the check as Kutip's user"
    )


def test_a_free_port_is_fine(kutip: Kutip, unused_tcp_port: int) -> None:
    result = kutip("check", KUTIP_METRICS_PORT=str(unused_tcp_port))

    assert result.exit_code == 0
    assert lines(result.stdout)["metrics"][1].startswith(f"port {unused_tcp_port} is free")


async def check_on(
    wire: WireDiscord, tmp_path: Path, *arguments: str, **more: str
) -> tuple[int | None, Lines]:
    """Run `kutip check` for the bot of a Discord; return its exit status and what it found."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.discord.launcher", str(wire.port), "check", *arguments),
        env={
            **os.environ,
            "KUTIP_DATA_DIR": str(tmp_path / "data"),
            "DISCORD_TOKEN": TOKEN,
            **more,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert err == b""
    assert TOKEN not in out.decode()
    return process.returncode, lines(out.decode())


async def test_discord_is_asked_for_the_tokens_bot_and_its_commands(tmp_path: Path) -> None:
    async with WireDiscord() as wire:
        status, found = await check_on(wire, tmp_path)
        assert wire.syncs == []
        assert status == 1
        assert found["discord"] == ("ok", "knows the bot: kutip")
        assert found["token"] == ("ok", "has the right format")
        state, text = found["commands"]
        assert state == "FAILED"
        assert text.startswith("missing or different on Discord: Add to Kutip, ")

        status, found = await check_on(wire, tmp_path, "--sync")
        assert status == 0
        assert found["commands"][1].startswith("updated on Discord: Add to ")
        assert len(wire.syncs) == 1

        assert "intent" not in found
        status, found = await check_on(wire, tmp_path, KUTIP_MESSAGE_CONTENT="on")
        assert status == 1
        assert found["intent"][0] == "FAILED"
        assert found["intent"][1].startswith("switch on Message Content Intent")

        status, found = await check_on(wire, tmp_path, "--sync")
        assert (status, found["commands"]) == (0, ("ok", "Discord has the current ones"))
        assert len(wire.syncs) == 1
