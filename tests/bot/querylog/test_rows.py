from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.querylog.rows
from bot.asked import WayIn
from bot.querylog.record import Outcome
from bot.querylog.rows import LoggedQuery, rows
from bot.querylog.selection import Selection
from bot.querylog.votes import Vote
from corpus.library import Library
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.shipped import shipped_articles
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged, voted
from tests.bot.querylog.test_statistics import plans_of

pytestmark = pytest.mark.databases("sqlite", "postgresql")


async def ids(
    engine: AsyncEngine,
    selection: Selection,
    most: int | None = None,
    *,
    newest_first: bool = True,
) -> list[str]:
    return [row.id async for row in rows(engine, selection, most, newest_first=newest_first)]


async def test_a_row_has_everything_but_the_asker(engine: AsyncEngine) -> None:
    await Library(engine).take_in_shipped()
    (draft,) = shipped_articles()
    query_id = await logged(engine, "Siapa?", article_id=draft.id)
    for voter, vote in (("sari", Vote.UP), ("budi", Vote.UP), ("tuti", Vote.DOWN)):
        await voted(engine, query_id, voter, vote)
    (row,) = [row async for row in rows(engine, Selection())]

    assert row == LoggedQuery(
        id=query_id,
        asked_at=NOW,
        guild_id=GUILD,
        channel_id=2,
        way_in=WayIn.SLASH,
        locale="id",
        question="Siapa?",
        outcome=Outcome.ANSWERED,
        confidence=0.9,
        milliseconds=5.0,
        article_id=draft.id,
        title=draft.title,
        thumbs_up=2,
        thumbs_down=1,
    )


async def test_an_article_that_is_gone_has_no_title_and_a_changed_one_its_new_title(
    engine: AsyncEngine,
) -> None:
    await Library(engine).take_in_shipped()
    (draft,) = shipped_articles()
    await Shelf(engine, EVERYWHERE).revise(replace(draft, title="Baru"), 1)
    await logged(engine, "Siapa?", article_id=draft.id, asked_at=NOW - DAY)
    await logged(engine, "Siapa?", article_id="tiada")

    assert [row.title async for row in rows(engine, Selection())] == [None, "Baru"]


@pytest.mark.parametrize("most", [None, 1, 2, 3, 5, 7])
@pytest.mark.parametrize("newest_first", [True, False])
async def test_every_row_comes_once_in_order_whatever_the_batches(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, most: int | None, newest_first: bool
) -> None:
    monkeypatch.setattr(bot.querylog.rows, "BATCH", 2)
    # Several at once, so that batches end between them.
    times = [NOW, NOW, NOW, NOW - DAY, NOW - DAY]
    written = [(time, await logged(engine, "Siapa?", asked_at=time)) for time in times]
    in_order = [query_id for _, query_id in sorted(written, reverse=newest_first)]

    assert await ids(engine, Selection(), most, newest_first=newest_first) == in_order[:most]


async def test_rows_can_be_written_while_others_are_read(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.querylog.rows, "BATCH", 1)
    first = await logged(engine, "Siapa?", asked_at=NOW - DAY)
    second = await logged(engine, "Siapa?", asked_at=NOW - 2 * DAY)
    seen = []
    async for row in rows(engine, Selection()):
        seen.append(row.id)
        await logged(engine, "Kapan?")

    assert seen == [first, second]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("selection", "index"),
    [(Selection(), "ix_queries_asked_at"), (Selection(guild_id=GUILD), "ix_queries_figures")],
)
async def test_a_page_is_read_in_the_order_of_an_index(
    engine: AsyncEngine, selection: Selection, index: str
) -> None:
    (plan,) = await plans_of(engine, lambda: ids(engine, selection, 2))

    assert any(f" queries USING INDEX {index}" in step for step in plan)
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
