from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs, close
from bot.querylog.log import QueryLog
from bot.querylog.wishes import KEPT, MAX_WISHES, Wish, Wishes
from corpus.schema import EVERYWHERE
from corpus.schema import wishes as table
from tests.bot.querylog.asked import asked

pytestmark = pytest.mark.databases("sqlite", "postgresql")

KEY, OTHER = "when: ayam", "who: cipta lagu"
SARI, BUDI = 42, 43


@pytest.fixture
def wishes(engine: AsyncEngine) -> Wishes:
    return Wishes(engine)


async def kept(engine: AsyncEngine) -> Sequence[tuple[str, int, int]]:
    async with engine.connect() as connection:
        rows = await connection.execute(select(table).order_by(table.c.user_id))
        return [(row.query_id, row.user_id, row.channel_id) for row in rows]


async def test_a_wish_about_a_follow_up_knows_what_it_follows(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    first = await asked(querylog, OTHER, question="Ada ayam?")
    second = replace(first, id="f" * 32, question_key=KEY, follows=first.id)
    querylog.record(second)
    await querylog.written(second.id)
    await wishes.keep(second, SARI, 2)

    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")

    assert [wish.earlier for wish in await wishes.fulfillable(7, "ayam")] == ["Ada ayam?"]


async def test_wishes_can_be_fulfilled_once_an_article_answers_the_question(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    query = await asked(querylog, KEY, question="Kapan ayam?")
    other = await asked(querylog, OTHER)
    await wishes.keep(query, SARI, 2)
    await wishes.keep(query, BUDI, 3)
    await wishes.keep(other, SARI, 2)
    assert await wishes.fulfillable(7, "ayam") == []

    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")

    first, second = await wishes.fulfillable(7, "ayam")
    when = first.wished_at
    assert first == Wish(query.id, SARI, 7, 2, "Kapan ayam?", None, KEY, "id", when, first.moment)
    assert second == replace(
        first, user_id=BUDI, channel_id=3, wished_at=second.wished_at, moment=first.moment + 1
    )
    assert await wishes.fulfillable(7, "lagu") == await wishes.fulfillable(8, "ayam") == []


async def test_people_waiting_are_counted_per_article(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    query, other = await asked(querylog, KEY), await asked(querylog, OTHER)
    for wished in (query, other):
        await wishes.keep(wished, SARI, 2)
    await wishes.keep(other, BUDI, 2)
    assert await wishes.waiting(7) == {}

    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")
    await close(engine, 7, [OTHER], ClosedAs.JUDGED, article_id="lagu", by=9)

    assert list((await wishes.waiting(7)).items()) == [("lagu", 2), ("ayam", 1)]
    assert await wishes.waiting(8) == {}


async def test_a_wish_about_the_same_question_replaces_the_first(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    first, second = await asked(querylog, KEY), await asked(querylog, KEY)
    elsewhere = await asked(querylog, KEY, guild_id=None)
    for query, channel_id in ((first, 2), (second, 3), (elsewhere, 4)):
        assert await wishes.keep(query, SARI, channel_id)

    assert set(await kept(engine)) == {(second.id, SARI, 3), (elsewhere.id, SARI, 4)}


async def test_wishes_per_person_are_limited(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    queries = [await asked(querylog, f"who: {number}") for number in range(MAX_WISHES)]
    one_more = await asked(querylog, KEY)
    for query in queries:
        assert await wishes.keep(query, SARI, 2)

    assert not await wishes.keep(one_more, SARI, 2)
    assert await wishes.keep(queries[0], SARI, 2)
    assert await wishes.keep(one_more, BUDI, 2)
    assert len(await kept(engine)) == MAX_WISHES + 1


async def test_only_the_person_can_take_back_a_wish(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    query = await asked(querylog, KEY)
    await wishes.keep(query, SARI, 2)
    await wishes.keep(query, BUDI, 2)

    assert await wishes.take_back(query.id, SARI)
    assert not await wishes.take_back(query.id, SARI)
    assert await kept(engine) == [(query.id, BUDI, 2)]


@pytest.mark.parametrize(("how", "count"), [("judged", 1), ("unanswerable", 0), ("dismissed", 0)])
async def test_a_judged_question_fulfils_wishes_and_one_closed_without_an_answer_does_not(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine, how: str, count: int
) -> None:
    await wishes.keep(await asked(querylog, KEY, guild_id=None), SARI, 2)

    await close(engine, EVERYWHERE, [KEY], ClosedAs(how), article_id="ayam")

    assert len(await wishes.fulfillable(EVERYWHERE, "ayam")) == count


async def test_an_answer_before_the_wish_does_not_fulfil_it(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")
    await wishes.keep(await asked(querylog, KEY), SARI, 2)

    assert await wishes.fulfillable(7, "ayam") == []


async def test_a_wish_stands_until_it_is_deleted(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    await wishes.keep(await asked(querylog, KEY), SARI, 2)
    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")
    [wish] = await wishes.fulfillable(7, "ayam")
    assert await wishes.stands(wish)
    assert not await wishes.stands(replace(wish, user_id=BUDI))

    await wishes.delete(wish)

    assert not await wishes.stands(wish)


async def test_a_wish_that_was_made_again_is_another_one(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    query = await asked(querylog, KEY)
    await wishes.keep(query, SARI, 2)
    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")
    [wish] = await wishes.fulfillable(7, "ayam")
    await wishes.keep(query, SARI, 3)

    assert not await wishes.stands(wish)
    await wishes.delete(wish)

    assert await kept(engine) == [(query.id, SARI, 3)]


async def test_old_wishes_are_purged(
    wishes: Wishes, querylog: QueryLog, engine: AsyncEngine
) -> None:
    await wishes.keep(await asked(querylog, KEY), SARI, 2)
    now = datetime.now(UTC)

    assert await wishes.purge(now + KEPT - timedelta(minutes=1)) == 0
    assert await wishes.purge(now + KEPT + timedelta(minutes=1)) == 1
    assert await kept(engine) == []
