import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.asked import Asked, WayIn
from bot.composition import assemble
from bot.parts import Parts
from bot.pseudonyms import Pseudonyms
from bot.querylog.unwritten import keep, unwritten_files
from bot.querylog.votes import Vote
from bot.settings import load_settings
from corpus.database import writing
from corpus.draft import Draft
from corpus.schema import articles, audit, feedback, queries, query_hits
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip

GUILD, SARI, BUDI = 7, 42, 43
NOW = datetime.now(UTC)
TODAY = f"{NOW:%Y-%m-%d}"
QUESTION = "Siapa Vipin Narang?"
TABLES = (queries, query_hits, feedback, articles, audit)
Rows = Callable[[], dict[str, int]]


@pytest.fixture(autouse=True)
def kept(data_dir: Path, tmp_path: Path) -> Rows:
    """Let two people ask on a server, one of them ten days ago; return what counts the rows.

    Sari has voted for Budi's answer, too, and has put an article on the shelf.
    """
    settings = load_settings({"KUTIP_DATA_DIR": str(data_dir)}, tmp_path / ".env")

    async def fill(parts: Parts) -> None:
        await parts.shelf(GUILD).add(Draft("kopi", "Kopi", "", None, "id", "Kopi Gayo."), SARI)
        await parts.shelf(GUILD).unhide("strategi-nuklir-korea")
        for user_id in (SARI, BUDI):
            asked = Asked(QUESTION, WayIn.SLASH, GUILD, 1, asker_id=user_id)
            query = (await parts.assistant.ask(asked)).query
            await parts.feedback.vote(query.id, GUILD, SARI, Vote.UP)
        async with writing(parts.engine) as connection:
            await connection.execute(
                update(queries)
                .where(queries.c.asker == parts.pseudonyms.of(BUDI))
                .values(asked_at=NOW - timedelta(days=10))
            )

    async def count(parts: Parts) -> dict[str, int]:
        async with parts.engine.connect() as connection:
            return {
                table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
                for table in TABLES
            }

    def run(what: Callable[[Parts], Any]) -> Any:  # noqa: ANN401
        async def opened() -> Any:  # noqa: ANN401
            async with assemble(settings) as parts:
                return await what(parts)

        return asyncio.run(opened())

    run(fill)
    return lambda: run(count)


def test_a_users_data_is_deleted(kutip: Kutip, kept: Rows) -> None:
    before = kept()
    result = kutip("purge", "--user", SARI, "--yes")

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        f"Rows stored about user {SARI}:",
        "  feedback            2",
        "  queries             1",
        f"  query_hits  {before['query_hits'] // 2:>9}",
        "Rows about their moderation stay, see PRIVACY.md:",
        "  audit          1",
        "Deleted.",
    ]
    after = kept()
    assert (after["queries"], after["feedback"], after["audit"]) == (1, 0, before["audit"])
    assert kutip("purge", "--user", SARI).stdout.startswith(f"Nothing is stored about user {SARI}.")


@pytest.mark.parametrize("options", [("--user", 5), ("--guild", 5), ("--before", TODAY)])
def test_questions_that_wait_in_a_file_are_deleted_too(
    kutip: Kutip, kept: Rows, data_dir: Path, options: tuple[str, ...]
) -> None:
    asker = Pseudonyms.load(data_dir / "kutip.secret").of(5)
    record = replace(RECORD, asker=asker, guild_id=5, asked_at=NOW - timedelta(days=20), hits=())
    keep(data_dir / "kutip.db", [record])
    result = kutip("purge", *options, "--yes")

    assert (result.exit_code, "Deleted." in result.stdout) == (0, True)
    with closing(sqlite3.connect(data_dir / "kutip.db")) as database:
        found = database.execute("SELECT 1 FROM queries WHERE id = ?", [record.id]).fetchall()
    assert found == unwritten_files(data_dir / "kutip.db") == []


def test_nothing_is_deleted_while_questions_that_wait_cant_be_taken_in(
    kutip: Kutip, kept: Rows, data_dir: Path
) -> None:
    before = kept()
    (data_dir / "kutip.db.unwritten-0.jsonl").mkdir()
    result = kutip("purge", "--guild", GUILD, "--yes")

    assert (result.exit_code, result.stdout) == (74, "")
    assert "kutip: Can't take in the questions in " in result.stderr
    assert kept() == before


def test_a_servers_data_is_deleted(kutip: Kutip, kept: Rows) -> None:
    before = kept()
    result = kutip("purge", "--guild", GUILD, "--yes")

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"Rows stored about server {GUILD}:\n")
    assert kept() == {
        "queries": 0,
        "query_hits": 0,
        "feedback": 0,
        "articles": before["articles"] - 1,
        "audit": before["audit"] - 3,
    }


def test_questions_before_a_date_are_deleted(kutip: Kutip, kept: Rows) -> None:
    day = f"{NOW - timedelta(days=5):%Y-%m-%d}"
    result = kutip("purge", "--before", day, "--yes")

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"Rows stored about the time before {day}:\n  queries ")
    assert kept()["queries"] == 1


@pytest.mark.parametrize("options", [("--user", SARI), ("--guild", GUILD), ("--before", TODAY)])
def test_a_dry_run_counts_and_deletes_nothing(
    kutip: Kutip, kept: Rows, options: tuple[str, ...]
) -> None:
    before = kept()
    dry = kutip("purge", *options, "--dry-run")
    assert dry.exit_code == 0
    assert kept() == before

    deleted = kutip("purge", *options, "--yes").stdout

    assert dry.stdout == deleted.replace("Deleted.", "Nothing was deleted.")


@pytest.mark.parametrize("options", [("--user", 5), ("--guild", 5), ("--before", "2001-01-01")])
def test_nothing_is_stored_about_unknown_ids(
    kutip: Kutip, kept: Rows, options: tuple[str, ...]
) -> None:
    before = kept()
    result = kutip("purge", *options)

    assert (result.exit_code, kept()) == (0, before)
    assert result.stdout.startswith("Nothing is stored about ")
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "Use exactly one of --user, --guild and --before."),
        (("--user", "1", "--guild", "2"), "Use exactly one of --user, --guild and --before."),
        (("--before", "kemarin"), "“kemarin” is not a date; write it like 2026-01-31."),
        (("--before", "2026-02-30"), "“2026-02-30” is not a date; write it like 2026-01-31."),
        (
            ("--before", "9999-12-31"),
            "9999-12-31 is in the future; choose today or an earlier date.",
        ),
        (("--user", "sari"), "'sari' is not a valid integer range."),
        (("--guild", "0"), "0 is not in the range"),
    ],
)
def test_a_usage_error_is_reported_and_deletes_nothing(
    kutip: Kutip, kept: Rows, options: tuple[str, ...], sentence: str
) -> None:
    before = kept()
    result = kutip("purge", *options)

    assert (result.exit_code, kept()) == (2, before)
    assert sentence in " ".join(result.stderr.split())


@pytest.mark.parametrize(("typed", "left"), [("n\n", 2), ("y\n", 0)])
def test_on_a_terminal_it_asks_first(
    kutip: Kutip, kept: Rows, monkeypatch: pytest.MonkeyPatch, typed: str, left: int
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)

    result = kutip("purge", "--guild", GUILD, typed=typed)

    assert "Delete this permanently?" in result.stdout
    assert kept()["queries"] == left


def test_yes_skips_the_confirmation(
    kutip: Kutip, kept: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)

    assert "?" not in kutip("purge", "--guild", GUILD, "--yes").stdout
    assert kept()["queries"] == 0


def test_without_a_terminal_nothing_is_deleted_unless_yes_is_given(
    kutip: Kutip, kept: Rows
) -> None:
    before = kept()

    result = kutip("purge", "--guild", GUILD, typed="y\n")

    assert result.exit_code == 2
    assert "Nothing was deleted; without a terminal, use --yes." in result.stderr
    assert kept() == before
