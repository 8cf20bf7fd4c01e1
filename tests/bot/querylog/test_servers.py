import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.servers import MAX_NAMED, UnknownServerError, check_server
from corpus.database import writing
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, guilds
from corpus.shelf import Shelf
from tests.bot.querylog.logged import GUILD, logged

pytestmark = pytest.mark.databases("sqlite", "postgresql")


async def test_a_server_that_asked_is_known_and_outside_servers_always_is(
    engine: AsyncEngine,
) -> None:
    await logged(engine, "Siapa?")

    await check_server(engine, GUILD)
    await check_server(engine, EVERYWHERE)


async def test_a_server_that_only_has_settings_is_known(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await connection.execute(
            insert(guilds).values(id=8, ask_private=False, strictness="strict", digest=False)
        )

    await check_server(engine, 8)


async def test_a_server_that_only_has_an_article_is_known(engine: AsyncEngine) -> None:
    await Shelf(engine, 8).add(Draft("ayam", "Ayam", "", None, "id", "Ayam berkokok."))

    await check_server(engine, 8)


async def test_an_unknown_server_is_reported_with_those_that_asked_most(
    engine: AsyncEngine,
) -> None:
    for guild_id in (*range(100, 100 + MAX_NAMED), 100 + MAX_NAMED, 100 + MAX_NAMED, None):
        await logged(engine, "Siapa?", guild_id=guild_id)
    with pytest.raises(UnknownServerError) as error:
        await check_server(engine, 8)

    named = ["110 (2)", *(f"{number} (1)" for number in range(100, 109))]
    assert str(error.value) == (
        f"There is no server 8 in the query log; the most questions came from {', '.join(named)}."
    )
