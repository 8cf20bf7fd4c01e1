from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.audit import changes_in
from corpus.outbox import (
    MAX_ATTEMPTS,
    Batch,
    Task,
    changes_of,
    done,
    due,
    failed,
    purge,
    show,
    spread,
    take,
)
from corpus.schema import EVERYWHERE, audit, outbox
from corpus.shelf import Shelf
from corpus.shipped import shipped_articles
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")

NOW = datetime.now(UTC)


async def tasks(engine: AsyncEngine) -> list[tuple[str, int]]:
    """Return what is in the outbox, with the server."""
    async with engine.connect() as connection:
        rows = await connection.execute(select(outbox).order_by(outbox.c.id))
        return [(row.task, row.guild_id) for row in rows]


async def changed(engine: AsyncEngine, batch: Batch) -> set[str]:
    """Return the articles that a batch is about."""
    async with engine.connect() as connection:
        return set(await connection.scalars(select(audit.c.article_id).where(changes_of(batch))))


async def test_a_change_has_to_be_followed_on_its_server_and_one_for_all_on_others(
    engine: AsyncEngine,
) -> None:
    await Shelf(engine, 7).add(AYAM)
    await Shelf(engine, EVERYWHERE).add(BEBEK)

    assert await tasks(engine) == [("ask", 7), ("post", 7), ("spread", EVERYWHERE)]


async def test_a_change_that_was_not_made_is_not_followed(engine: AsyncEngine) -> None:
    await Shelf(engine, 7).add(AYAM)
    before = await tasks(engine)

    await Shelf(engine, 7).revise(AYAM, 1)
    await Shelf(engine, 7).add_all([replace(AYAM, id="jago")])

    assert await tasks(engine) == before


async def test_the_changes_of_a_server_are_one_batch_until_it_is_done(engine: AsyncEngine) -> None:
    for draft in (AYAM, BEBEK):
        await Shelf(engine, 7).add(draft)
    await Shelf(engine, 8).add(KUCING)

    first, other = await due(engine, Task.ASK)
    assert await changed(engine, first) == {"ayam", "bebek"}
    assert await changed(engine, other) == {"kucing"}

    # The same once more, without what has happened since.
    await Shelf(engine, 7).remove("ayam")
    assert await due(engine, Task.ASK) == [first, other]
    async with engine.connect() as connection:
        assert (await changes_in(connection, first, 1))[1] == 2

    await done(engine, first)
    _, later = await due(engine, Task.ASK)
    assert (later.guild_id, await changed(engine, later)) == (7, {"ayam"})
    assert later.since == later.until > first.until


async def test_what_is_held_is_left_to_whoever_holds_it(engine: AsyncEngine) -> None:
    for guild_id, draft in ((7, AYAM), (8, BEBEK)):
        await Shelf(engine, guild_id).add(draft)

    assert [
        each.guild_id for each in await due(engine, Task.ASK, lambda guild_id: guild_id != 7)
    ] == [8]
    assert [each.guild_id for each in await due(engine, Task.ASK)] == [7, 8]


async def test_the_changes_of_one_article_are_taken_once_with_those_it_brought_about(
    engine: AsyncEngine,
) -> None:
    shipped = shipped_articles()[0]
    await Shelf(engine, EVERYWHERE).put(shipped)
    await Shelf(engine, 7).add(AYAM, by=42)
    await Shelf(engine, 7).add(BEBEK, by=43)

    taken = await take(engine, 7, "ayam")

    assert taken is not None
    assert await changed(engine, taken) == {"ayam", shipped.id}
    assert await take(engine, 7, "ayam") is None
    assert await take(engine, 8, "bebek") is None
    # What is still due waits for it.
    assert await due(engine, Task.ASK) == [taken]
    await done(engine, taken)
    [left] = await due(engine, Task.ASK)
    assert await changed(engine, left) == {"bebek"}


async def test_changes_for_all_are_spread_to_the_servers_that_they_affect(
    engine: AsyncEngine,
) -> None:
    for draft in (AYAM, BEBEK):
        await Shelf(engine, EVERYWHERE).add(draft)
    [batch] = await due(engine, Task.SPREAD)

    await spread(engine, batch, {7, EVERYWHERE})

    assert await tasks(engine) == [("ask", EVERYWHERE), ("ask", 7)]
    for asked in await due(engine, Task.ASK):
        assert await changed(engine, asked) == {"ayam", "bebek"}


async def test_changes_that_affect_nobody_are_not_spread(engine: AsyncEngine) -> None:
    await Shelf(engine, EVERYWHERE).add(AYAM)
    [batch] = await due(engine, Task.SPREAD)

    await spread(engine, batch, ())

    assert await tasks(engine) == []


async def test_what_was_found_has_to_be_shown_under_the_same_number(engine: AsyncEngine) -> None:
    for draft in (AYAM, BEBEK):
        await Shelf(engine, 7).add(draft)
    [asked] = await due(engine, Task.ASK)

    shown = await show(engine, asked, asked.until + 3, cut=True)

    assert shown == Batch(asked.number, Task.SHOW, 7, asked.since, asked.until + 3, cut=True)
    assert await due(engine, Task.SHOW) == [shown]
    assert await due(engine, Task.ASK) == []


async def test_what_fails_again_and_again_is_given_up(engine: AsyncEngine) -> None:
    await Shelf(engine, 7).add(AYAM)
    [batch] = await due(engine, Task.POST)

    given_up = [await failed(engine, batch) for _ in range(MAX_ATTEMPTS)]

    assert given_up == [False] * (MAX_ATTEMPTS - 1) + [True]
    assert await tasks(engine) == [("ask", 7)]


@pytest.mark.parametrize(
    ("before", "left"), [(NOW - timedelta(days=1), 2), (NOW + timedelta(1), 0)]
)
async def test_what_follows_changes_long_ago_is_deleted(
    engine: AsyncEngine, before: datetime, left: int
) -> None:
    await Shelf(engine, 7).add(AYAM)

    assert await purge(engine, before) == 2 - left
    assert len(await tasks(engine)) == left


@pytest.mark.databases("sqlite")
async def test_a_long_outbox_is_read_by_an_index(engine: AsyncEngine) -> None:
    batch = Batch(1, Task.ASK, 7, 1, 9, cut=False)
    wanted = select(audit.c.article_id).where(changes_of(batch))
    statement = wanted.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    async with engine.connect() as connection:
        plan = await connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
        steps = [row.detail for row in plan]

    index = "ix_audit_guild_id_moment (guild_id=? AND moment>? AND moment<?)"
    assert any(index in step for step in steps)
