from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from bot.querylog.votes import Vote
from bot.querylog.weekly import SHOWN, Week, shown_since, weekly
from corpus.article import Article
from corpus.database import writing
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, answer_changes
from corpus.shelf import Shelf
from tests.bot.querylog.logged import DAY, GUILD, logged, voted
from tests.bot.querylog.test_statistics import plans_of

pytestmark = pytest.mark.databases("sqlite", "postgresql")

MONDAY = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
SURE = 0.6
HERE = Selection(guild_id=GUILD)


@pytest.fixture
async def ayam(engine: AsyncEngine) -> Article:
    draft = Draft("ayam", "Ayam", "", None, "id", "Ayam berkokok pada pagi hari.")
    return await Shelf(engine, EVERYWHERE).add(draft)


async def changed(
    engine: AsyncEngine, query_id: str, effect: str, at: datetime, guild_id: int = GUILD
) -> None:
    """Write what a change of the shelf did to the answer to a question."""
    async with writing(engine) as connection:
        await connection.execute(
            insert(answer_changes).values(
                query_id=query_id, changed_at=at, guild_id=guild_id, effect=effect
            )
        )


async def test_a_week_lasts_from_monday_to_sunday_in_utc(engine: AsyncEngine) -> None:
    for asked_at in (MONDAY, MONDAY + 7 * DAY - timedelta(seconds=1), MONDAY + 7 * DAY):
        await logged(engine, "Siapa?", asked_at=asked_at)
    await logged(engine, "Siapa?", asked_at=MONDAY - timedelta(seconds=1))

    weeks = await weekly(engine, HERE, SURE)

    assert [(week.monday, week.asked) for week in weeks] == [
        (date(2026, 2, 23), 1),
        (date(2026, 3, 2), 2),
        (date(2026, 3, 9), 1),
    ]


async def test_an_answer_is_served_without_a_warning_and_without_more_downvotes(
    engine: AsyncEngine,
) -> None:
    for outcome, confidence in (
        (Outcome.ANSWERED, SURE),
        (Outcome.ANSWERED, SURE - 0.01),
        (Outcome.REFUSED, 0.1),
        (Outcome.ERROR, None),
    ):
        await logged(engine, "Siapa?", outcome, confidence=confidence, asked_at=MONDAY)
    for down, up in ((1, 0), (2, 1), (1, 1)):
        answer = await logged(engine, "Siapa?", asked_at=MONDAY)
        for number in range(down + up):
            vote = Vote.DOWN if number < down else Vote.UP
            await voted(engine, answer, f"{number}", vote)
    doubtful = await logged(engine, "Siapa?", confidence=0.3, asked_at=MONDAY)
    await voted(engine, doubtful, "sari", Vote.DOWN)

    [week] = await weekly(engine, HERE, SURE)

    assert (week.asked, week.served) == (8, 2)
    assert week.share_served == 0.25


async def test_what_had_been_settled_counts_by_the_first_passage(
    engine: AsyncEngine, ayam: Article
) -> None:
    for chosen, settled in ((True, False), (False, True), (True, True), (False, False)):
        await logged(
            engine,
            "Siapa?",
            shown=[(ayam, 1)],
            chosen=chosen,
            settled=settled,
            asked_at=MONDAY,
        )

    [week] = await weekly(engine, HERE, SURE)

    assert (week.served, week.settled) == (4, 3)


async def test_changed_answers_count_in_the_week_of_the_change(engine: AsyncEngine) -> None:
    asked = [await logged(engine, "Siapa?", asked_at=MONDAY) for _ in range(4)]
    for query_id, effect in zip(asked, ("gained", "gained", "lost", "changed"), strict=True):
        await changed(engine, query_id, effect, MONDAY + 8 * DAY)

    first, second = await weekly(engine, HERE, SURE)

    assert first == Week(MONDAY.date(), 4, 4, 0, 0, 0, 0)
    assert second == Week(date(2026, 3, 9), 0, 0, 0, gained=2, lost=1, changed=1)
    assert second.share_served is None


@pytest.mark.parametrize(
    ("selection", "asked", "gained"),
    [
        (Selection(), 3, 2),
        (HERE, 1, 1),
        (Selection(guild_id=EVERYWHERE), 1, 0),
        (Selection(since=MONDAY + DAY), 1, 2),
        (Selection(until=MONDAY + DAY), 2, 0),
        (Selection(text="vipin"), 1, 1),
    ],
)
async def test_weeks_are_of_the_selection_only(
    engine: AsyncEngine, selection: Selection, asked: int, gained: int
) -> None:
    here = await logged(engine, "Siapa Vipin?", asked_at=MONDAY)
    there = await logged(engine, "Siapa?", guild_id=8, asked_at=MONDAY + DAY)
    await logged(engine, "Siapa?", guild_id=None, asked_at=MONDAY)
    await changed(engine, here, "gained", MONDAY + 2 * DAY)
    await changed(engine, there, "gained", MONDAY + 2 * DAY, 8)

    [week] = await weekly(engine, selection, SURE)

    assert (week.asked, week.gained) == (asked, gained)


def test_eight_weeks_are_shown_with_the_current_one() -> None:
    for today in (MONDAY.date(), MONDAY.date() + 6 * DAY):
        assert shown_since(today) == MONDAY - (SHOWN - 1) * 7 * DAY


@pytest.mark.databases("sqlite")
async def test_questions_are_counted_in_a_covering_index(engine: AsyncEngine) -> None:
    since = Selection(guild_id=GUILD, since=MONDAY)

    plans = await plans_of(engine, lambda: weekly(engine, since, SURE))

    steps = [step for plan in plans for step in plan]
    assert (
        "SEARCH queries USING COVERING INDEX ix_queries_figures (guild_id=? AND asked_at>?)"
        in steps
    )
    assert not [step for step in steps if step.startswith("SCAN queries")]
    assert [step for step in steps if step.startswith("SCAN query_hits")] == [
        "SCAN query_hits USING INDEX ix_query_hits_settled"
    ]
