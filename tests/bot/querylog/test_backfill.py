import pytest
from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog import backfill
from bot.querylog.backfill import close_under_new_keys, fill_question_keys
from bot.querylog.closing import ClosedAs, close
from bot.querylog.record import Outcome
from corpus.database import writing
from corpus.schema import EVERYWHERE, closed_questions, queries
from index.sameness import question_key
from tests.bot.querylog.logged import logged
from tests.bot.querylog.test_log import RECORD

pytestmark = pytest.mark.databases("sqlite", "postgresql")

QUESTIONS = ["Siapa pencipta lagu itu?", "Kapan ayam berkokok?", "???", "Di mana Mekkah?"]


@pytest.fixture(autouse=True)
async def old_rows(engine: AsyncEngine) -> None:
    """Questions from before keys were kept, and one from after."""
    async with writing(engine) as connection:
        for number, question in enumerate([*QUESTIONS, "Apa kabar?"]):
            await connection.execute(
                insert(queries).values(
                    id=f"{number:032x}",
                    asked_at=RECORD.asked_at,
                    way_in=RECORD.way_in,
                    question=question,
                    question_key=None if question in QUESTIONS else "kept",
                    outcome=RECORD.outcome,
                    milliseconds=1.0,
                )
            )


async def rows(engine: AsyncEngine) -> list[Row[str, str]]:
    wanted = select(queries.c.question, queries.c.question_key).order_by(queries.c.id)
    async with engine.connect() as connection:
        return list((await connection.execute(wanted)).all())


@pytest.mark.parametrize("step", [1, 2, 100])
async def test_a_missing_key_is_filled_in_as_of_today(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(backfill, "STEP", step)

    assert await fill_question_keys(engine) == len(QUESTIONS)
    filled = [(question, question_key(question)) for question in QUESTIONS]
    assert await rows(engine) == [*filled, ("Apa kabar?", "kept")]
    assert await fill_question_keys(engine) == 0


@pytest.mark.parametrize("guild_id", [7, EVERYWHERE])
async def test_what_was_closed_under_an_older_key_is_closed_under_todays_as_well(
    engine: AsyncEngine, guild_id: int
) -> None:
    question, old = "syarat sebelum daftar", "none: daftar syarat"
    await logged(engine, question, Outcome.REFUSED, guild_id=guild_id or None, key=old)
    await logged(engine, "Apa itu KTP?", Outcome.REFUSED, guild_id=guild_id or None)
    for key in (old, question_key("Apa itu KTP?"), "none: never asked"):
        await close(engine, guild_id, [key], ClosedAs.DISMISSED, by=42)

    assert await close_under_new_keys(engine) == 1
    assert await close_under_new_keys(engine) == 0
    async with engine.connect() as connection:
        closed = (await connection.execute(select(closed_questions))).all()
    moments = {row.question_key: (row.guild_id, row.closed_at, row.closed_by) for row in closed}
    assert len(moments) == 4
    assert moments[question_key(question)] == moments[old]
    assert moments[old][0] == guild_id
