from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.shards.group import Group, Member, Process, join
from bot.terminal.group_check import check_group, described

NOW = datetime(2026, 7, 5, tzinfo=UTC)


def member(name: str, shards: tuple[int, ...], seconds: float = 2) -> Member:
    return Member(name, "0.1.0", NOW, timedelta(seconds=seconds), shards)


def test_each_process_is_shown_with_its_shards_and_heartbeat() -> None:
    group = Group(8, (member("one:1", (0, 1, 2, 5)), member("two:2", (3, 4, 6, 7))), ())

    text, fine = described(group)

    assert fine
    assert "one:1 (0.1.0): 0-2, 5; 2 s" in text
    assert "two:2 (0.1.0): 3-4, 6-7; 2 s" in text


def test_shards_that_nobody_runs_are_reported() -> None:
    text, fine = described(Group(4, (member("one:1", (0, 1)),), (2, 3)))

    assert not fine
    assert "2-3" in text


def test_a_group_that_was_stopped_is_fine() -> None:
    text, fine = described(Group(4, (member("one:1", (0, 1), seconds=99),), (0, 1, 2, 3)))

    assert fine
    assert "one:1" not in text


@pytest.mark.databases("postgresql")
async def test_the_group_is_read_from_the_database(
    engine: AsyncEngine, database_path: Path, database_url: URL
) -> None:
    url = database_url.render_as_string(hide_password=False)
    assert await check_group(database_path, url) is None
    await join(engine, Process("one:1", "0.1.0", 13, "s"), 4, 1)

    found = await check_group(database_path, url)

    assert found is not None
    assert "one:1 (0.1.0): —" in found[0]
    assert not found[1]
