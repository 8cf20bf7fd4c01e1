from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import purge, schema
from corpus.catalogue import Catalogue
from corpus.database import writing
from corpus.errors import NoArticleError
from corpus.library import Library
from corpus.purge import count_guild_rows, purge_guild, purge_removed
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8
NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=1)


async def owners(engine: AsyncEngine) -> dict[str, set[int]]:
    """Return the guild ids of the rows in each table that has guild ids, but for mere totals."""
    found = {}
    async with engine.connect() as connection:
        for table in schema.metadata.sorted_tables:
            if "guild_id" in table.c and table is not schema.daily_totals:
                found[table.name] = set(await connection.scalars(select(table.c.guild_id)))
    return found


async def counts(engine: AsyncEngine) -> Counter[str]:
    """Return the number of rows of each table that is not empty."""
    async with engine.connect() as connection:
        return Counter(
            {
                table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
                for table in schema.metadata.sorted_tables
            }
        )


async def quote(engine: AsyncEngine, guild_id: int, article_id: str) -> None:
    """Log a question answered with an article, a vote on it, and a moderator's judgement."""
    query_id = f"{guild_id:032}"
    spans = {"start_at": 0, "end_at": 1, "sentence_start_at": 0, "sentence_end_at": 1}
    async with writing(engine) as connection:
        await connection.execute(
            insert(schema.queries).values(
                id=query_id,
                asked_at=NOW,
                guild_id=guild_id,
                way_in="slash",
                question="Apa?",
                outcome="answered",
                milliseconds=1.0,
            )
        )
        await connection.execute(
            insert(schema.query_hits).values(
                query_id=query_id,
                rank=1,
                article_id=article_id,
                version=1,
                passage=1,
                score=1.0,
                **spans,
            )
        )
        await connection.execute(
            insert(schema.feedback).values(query_id=query_id, voter="x", vote=1, given_at=NOW)
        )
        await connection.execute(
            insert(schema.answer_changes).values(
                query_id=query_id, changed_at=NOW, guild_id=guild_id, effect="lost"
            )
        )
        await connection.execute(
            insert(schema.judgements).values(
                guild_id=guild_id,
                question="Apa?",
                question_key="none: x",
                article_id=article_id,
                version=1,
                passage=1,
                judged_at=NOW,
            )
        )


async def test_articles_removed_before_the_date_are_deleted(engine: AsyncEngine) -> None:
    shelf = Shelf(engine, GUILD)
    await shelf.add_all([AYAM, BEBEK])
    await shelf.revise(replace(AYAM, title="Jago"), 1)
    await quote(engine, GUILD, "ayam")
    await shelf.remove("ayam")

    assert await purge_removed(engine, LATER) == 1
    with pytest.raises(NoArticleError):
        await shelf.restore("ayam")
    assert await Catalogue(engine, GUILD).removed() == ()
    # The query log and the audit trail stay.
    async with engine.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(schema.queries)) == 1
    changes = await Catalogue(engine, GUILD).changes("ayam")
    assert [change.title for change in changes] == ["Jago", "Jago", "Ayam"]


async def test_articles_removed_later_or_not_at_all_stay(engine: AsyncEngine) -> None:
    shelf = Shelf(engine, GUILD)
    await shelf.add_all([AYAM, BEBEK])
    await shelf.remove("ayam")

    assert await purge_removed(engine, NOW - timedelta(days=1)) == 0
    await shelf.restore("ayam")
    assert len((await Library(engine).updates(GUILD)).articles) == 2


async def test_more_than_one_batch_is_purged(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "BATCH_SIZE", 1)
    shelf = Shelf(engine, GUILD)
    for draft in (AYAM, BEBEK, KUCING):
        await shelf.add(draft)
        await shelf.remove(draft.id)

    assert await purge_removed(engine, LATER) == 3


async def fill(engine: AsyncEngine) -> None:
    """Insert a row of each of two servers into every table that has data of servers."""
    await Shelf(engine, EVERYWHERE).add(KUCING)
    for guild_id in (GUILD, OTHER):
        shelf = Shelf(engine, guild_id)
        await shelf.add_all([replace(each, id=f"{each.id}-{guild_id}") for each in (AYAM, BEBEK)])
        await shelf.remove(f"bebek-{guild_id}")
        await shelf.hide("kucing")
        await quote(engine, guild_id, f"ayam-{guild_id}")
        async with writing(engine) as connection:
            await connection.execute(
                insert(schema.guilds).values(
                    id=guild_id, ask_private=False, strictness="strict", digest=False
                )
            )
            for table, values in (
                (schema.guild_moderator_roles, {"role_id": 1}),
                (schema.guild_channels, {"channel_id": 1}),
                (schema.guild_open_channels, {"channel_id": 1}),
                (
                    schema.hidden_suggestions,
                    {"question_key": "apa", "hidden_by": 1, "hidden_at": NOW},
                ),
                (
                    schema.help_requests,
                    {
                        "query_id": f"{guild_id:032}",
                        "user_id": 1,
                        "channel_id": 1,
                        "asked_at": NOW,
                    },
                ),
                (schema.names, {"id": guild_id, "name": "Kampung"}),
                (schema.outbox, {"task": "show", "since": 1, "until": 2}),
                (schema.drafts, {"id": f"{guild_id}", "made_by": 1, "made_at": NOW, "content": {}}),
                (
                    schema.grouped_questions,
                    {
                        "question_key": "none: x",
                        "group_key": "none: y",
                        "grouped_by": 1,
                        "grouped_at": NOW,
                    },
                ),
                (
                    schema.judgements,
                    {
                        "question": "Apa?",
                        "question_key": "apa",
                        "article_id": f"ayam-{guild_id}",
                        "version": 1,
                        "passage": 1,
                        "judged_at": NOW,
                    },
                ),
                (
                    schema.closed_questions,
                    {"question_key": "apa", "closed_as": "judged", "closed_at": NOW},
                ),
                (
                    schema.wishes,
                    {
                        "query_id": f"{guild_id:032}",
                        "user_id": 1,
                        "channel_id": 1,
                        "question_key": "apa",
                        "wished_at": NOW,
                    },
                ),
                (
                    schema.follows,
                    {
                        "id": guild_id,
                        "link": "https://example.com/feed",
                        "title": "Kabar",
                        "publish": False,
                        "followed_at": NOW,
                        "looked_at": NOW,
                        "due_at": NOW,
                    },
                ),
                (
                    schema.followed_entries,
                    {
                        "follow_id": guild_id,
                        "key": "x",
                        "link": "https://example.com/a",
                        "title": "A",
                        "state": "y",
                        "status": "taken",
                    },
                ),
                (schema.article_looks, {"article_id": f"ayam-{guild_id}"}),
                (schema.article_looks, {"article_id": f"bebek-{guild_id}"}),
                (schema.follow_notices, {"kind": "gone", "made_at": NOW}),
            ):
                await connection.execute(insert(table).values(guild_id=guild_id, **values))


async def test_all_data_of_one_server_is_deleted_and_none_of_another(engine: AsyncEngine) -> None:
    await fill(engine)
    before = await owners(engine)
    assert all(GUILD in found for found in before.values())

    await purge_guild(engine, GUILD)

    assert await owners(engine) == {name: found - {GUILD} for name, found in before.items()}
    async with engine.connect() as connection:
        assert list(await connection.scalars(select(schema.guilds.c.id))) == [OTHER]
        assert await connection.scalar(select(func.count()).select_from(schema.feedback)) == 1
    articles = (await Library(engine).updates(OTHER)).articles
    assert [article.id for article in articles] == [f"ayam-{OTHER}"]


async def test_the_rows_counted_for_a_server_are_those_deleted(engine: AsyncEngine) -> None:
    await fill(engine)
    before = await counts(engine)
    counted = await count_guild_rows(engine, GUILD)

    await purge_guild(engine, GUILD)

    assert counted == before - await counts(engine)
    assert await count_guild_rows(engine, GUILD) == {}
    assert await count_guild_rows(engine, OTHER) == counted


async def test_an_article_that_is_restored_while_it_is_purged_stays(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(engine, GUILD)
    await shelf.add_all([AYAM, BEBEK])
    for article_id in ("ayam", "bebek"):
        await shelf.remove(article_id)

    async def restore(*_: object) -> int:
        await shelf.restore("ayam")
        return 0

    monkeypatch.setattr(purge, "delete_in_batches", restore)

    assert await purge_removed(engine, LATER) == 1
    assert await Catalogue(engine, GUILD).entry("ayam") is not None
    assert await Catalogue(engine, GUILD).removed() == ()
