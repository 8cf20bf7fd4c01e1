import pytest
from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog import backfill
from bot.querylog.backfill import fill_question_keys
from corpus.database import writing
from corpus.schema import queries
from index.sameness import question_key
from tests.bot.querylog.test_log import RECORD

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
