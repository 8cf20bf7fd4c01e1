import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.regrouping import decided, join, split
from corpus.schema import grouped_questions

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, ELSEWHERE, SARI, BUDI = 7, 8, 42, 43
WHEN, TIME, WHERE, WHO = "when: ujian", "none: jadwal ujian", "where: ujian", "who: uji"


async def groups(engine: AsyncEngine, guild_id: int = GUILD) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, group in (await decided(engine, guild_id, [WHEN, TIME, WHERE, WHO])).items():
        found.setdefault(group, set()).add(key)
    return set(map(frozenset, found.values()))


async def test_joined_questions_are_one_group_with_all_that_was_joined_before(
    engine: AsyncEngine,
) -> None:
    await join(engine, GUILD, [WHEN], [TIME], SARI)
    await join(engine, GUILD, [WHERE], [WHO], SARI)
    assert await groups(engine) == {frozenset([WHEN, TIME]), frozenset([WHERE, WHO])}

    await join(engine, GUILD, [TIME], [WHO], BUDI)
    assert await groups(engine) == {frozenset([WHEN, TIME, WHERE, WHO])}


async def test_a_split_question_stands_alone_and_the_others_stay_together(
    engine: AsyncEngine,
) -> None:
    await join(engine, GUILD, [WHEN], [TIME, WHERE], SARI)
    await split(engine, GUILD, WHERE, BUDI)

    assert await groups(engine) == {frozenset([WHEN, TIME]), frozenset([WHERE])}
    assert (await decided(engine, GUILD, [WHERE])) == {WHERE: WHERE}


async def test_a_split_question_can_be_joined_again(engine: AsyncEngine) -> None:
    await split(engine, GUILD, WHEN, SARI)
    await join(engine, GUILD, [TIME], [WHEN], SARI)

    assert await groups(engine) == {frozenset([WHEN, TIME])}


async def test_a_decision_is_for_one_server_and_says_who_made_it(engine: AsyncEngine) -> None:
    await join(engine, GUILD, [WHEN], [TIME], SARI)
    await split(engine, ELSEWHERE, WHEN, BUDI)

    assert await groups(engine) == {frozenset([WHEN, TIME])}
    assert await groups(engine, ELSEWHERE) == {frozenset([WHEN])}
    async with engine.connect() as connection:
        by = await connection.execute(
            select(grouped_questions.c.guild_id, grouped_questions.c.grouped_by).distinct()
        )
        assert {tuple(row) for row in by} == {(GUILD, SARI), (ELSEWHERE, BUDI)}


async def test_ten_thousand_questions_can_be_joined(engine: AsyncEngine) -> None:
    keys = [f"when: ujian{number}" for number in range(10_000)]
    await join(engine, GUILD, keys[:1], keys, SARI)

    assert len(await decided(engine, GUILD, keys)) == len(keys)
    assert len(set((await decided(engine, GUILD, keys)).values())) == 1
