from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from bot.querylog.statistics import BUSIEST, ArticleUse, Day, statistics
from bot.querylog.votes import Reason, Vote
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged, voted

pytestmark = pytest.mark.databases("sqlite", "postgresql")

HERE = Selection(guild_id=GUILD)


async def test_nothing_asked_has_no_share_and_no_median(engine: AsyncEngine) -> None:
    figures = await statistics(engine, HERE)

    assert (figures.asked, figures.share_answered, figures.median_ms) == (0, None, None)
    assert (figures.days, figures.articles, figures.reasons) == ((), (), {})


async def test_questions_are_counted_by_day_of_utc_and_outcome(engine: AsyncEngine) -> None:
    noon = NOW.replace(hour=12, minute=0, second=0, microsecond=0)
    for asked_at, outcome in (
        (noon, Outcome.ANSWERED),
        (noon + timedelta(hours=11, minutes=59), Outcome.ANSWERED),
        (noon, Outcome.REFUSED),
        (noon - 3 * DAY, Outcome.ERROR),
    ):
        await logged(engine, "Siapa?", outcome, asked_at=asked_at)
    figures = await statistics(engine, HERE)

    day = date(noon.year, noon.month, noon.day)
    assert figures.days == (Day(day - 3 * DAY, 0, 0, 1), Day(day, 2, 1, 0))
    assert (figures.asked, figures.answered, figures.refused, figures.errors) == (4, 2, 1, 1)
    assert figures.share_answered == 0.5


@pytest.mark.parametrize(
    ("times", "median"),
    [
        ([7.25], 7.25),
        ([1.0, 2.0], 1.0),
        ([3.9, 3.1, 3.5], 3.5),
        ([900.0, 2.5, 2.75, 0.1], 2.5),
        ([4.0, 4.0, 4.0, 1.0, 8.0], 4.0),
    ],
)
async def test_the_median_is_the_middle_one_and_of_two_the_lower(
    engine: AsyncEngine, times: list[float], median: float
) -> None:
    for each in times:
        await logged(engine, "Siapa?", milliseconds=each)
    await logged(engine, "Siapa?", Outcome.ERROR, milliseconds=0.01)

    assert (await statistics(engine, HERE)).median_ms == median


async def test_the_busiest_articles_come_first_with_their_current_titles(
    engine: AsyncEngine,
) -> None:
    draft = Draft("ayam", "Ayam", "", None, "id", "Ayam berkokok pada pagi hari.")
    shelf = Shelf(engine, EVERYWHERE)
    await shelf.add(draft)
    await shelf.revise(
        Draft("ayam", "Ayam baru", "", None, "id", "Ayam berkokok pada siang hari."), 1
    )
    for number in range(BUSIEST + 1):
        await logged(engine, "Siapa?", article_id=f"tiada-{number:02}")
    for _ in range(2):
        await logged(engine, "Siapa?", article_id="ayam")
    articles = (await statistics(engine, HERE)).articles

    assert articles[:2] == (
        ArticleUse("ayam", "Ayam baru", 2),
        ArticleUse("tiada-00", "tiada-00", 1),
    )
    assert len(articles) == BUSIEST


async def test_a_persons_votes_on_the_same_question_count_once_and_the_latest_does(
    engine: AsyncEngine,
) -> None:
    asked = [
        await logged(engine, question)
        for question in ("Siapa pencipta lagu ini?", "lagu ini diciptakan siapa", "Apa itu nuklir?")
    ]
    await voted(engine, asked[0], "sari", Vote.UP, given_at=NOW - DAY)
    await voted(engine, asked[1], "sari", Vote.DOWN, reason=Reason.PASSAGE)
    await voted(engine, asked[2], "sari", Vote.DOWN, reason=Reason.OUTDATED)
    await voted(engine, asked[0], "budi", Vote.UP)
    figures = await statistics(engine, HERE)

    assert (figures.thumbs_up, figures.thumbs_down) == (1, 2)
    assert figures.reasons == {Reason.PASSAGE: 1, Reason.OUTDATED: 1}


async def test_votes_on_questions_without_a_key_count_each(engine: AsyncEngine) -> None:
    for _ in range(2):
        await voted(engine, await logged(engine, "???"), "sari", Vote.UP)

    assert (await statistics(engine, HERE)).thumbs_up == 2


@pytest.mark.parametrize(
    ("selection", "asked", "thumbs_up"),
    [
        (Selection(), 4, 2),
        (HERE, 2, 1),
        (Selection(guild_id=EVERYWHERE), 1, 0),
        (Selection(guild_id=GUILD, since=NOW - DAY), 1, 1),
        (Selection(guild_id=GUILD, until=NOW - DAY), 1, 0),
        (Selection(outcome=Outcome.REFUSED), 1, 0),
        (Selection(text="VIPIN"), 1, 1),
    ],
)
async def test_statistics_cover_the_selection_only(
    engine: AsyncEngine, selection: Selection, asked: int, thumbs_up: int
) -> None:
    await voted(engine, await logged(engine, "Siapa Vipin Narang?"), "sari", Vote.UP)
    await logged(engine, "Kapan perang?", Outcome.REFUSED, asked_at=NOW - 2 * DAY)
    await logged(engine, "Apa itu KTP?", guild_id=None)
    await voted(engine, await logged(engine, "Apa itu KTP?", guild_id=8), "sari", Vote.UP)
    figures = await statistics(engine, selection)

    assert (figures.asked, figures.thumbs_up) == (asked, thumbs_up)


@pytest.mark.databases("sqlite")
async def test_statistics_of_a_server_use_a_covering_index(engine: AsyncEngine) -> None:
    plans = await plans_of(
        engine, lambda: statistics(engine, Selection(guild_id=GUILD, since=NOW - DAY))
    )

    of_queries = [step for plan in plans for step in plan if " queries " in f" {step} "]
    by_vote = "SEARCH queries USING INDEX sqlite_autoindex_queries_1 (id=?)"
    assert set(of_queries) == {
        "SEARCH queries USING COVERING INDEX ix_queries_figures (guild_id=? AND asked_at>?)",
        by_vote,
    }


async def plans_of(engine: AsyncEngine, run: Callable[[], Awaitable[object]]) -> list[list[str]]:
    """Return how SQLite goes about each statement that is executed meanwhile."""
    executed: list[tuple[str, object]] = []

    def note(
        _connection: Connection, _cursor: object, statement: str, parameters: object, *_: object
    ) -> None:
        executed.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        await run()
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
    plans = []
    async with engine.connect() as connection:
        for statement, parameters in executed:
            assert isinstance(parameters, tuple)
            if "queries" in statement:
                steps = await connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {statement}", parameters
                )
                plans.append([step.detail for step in steps])
    return plans
