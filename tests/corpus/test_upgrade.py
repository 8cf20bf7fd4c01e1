"""Opening the database of an earlier Kutip preserves all its data."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.catalogue import Catalogue
from corpus.database import open_database
from corpus.draft import Draft
from corpus.errors import SameTextError, TitleTakenError
from corpus.library import Library
from corpus.migrating import MIGRATIONS
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.shipped import shipped_articles
from corpus.split import split

SHIPPED = shipped_articles()[0]
OWN = Draft("milik-kita", "Milik kita", "", None, "id", "Ayam berkokok pada pagi hari yang cerah.")
QUERY = "f" * 32
THEN = datetime(2024, 6, 1, tzinfo=UTC)


def insert(database: sqlite3.Connection, table: str, **values: object) -> None:
    columns, places = ", ".join(values), ", ".join("?" * len(values))
    database.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values.values()))


def insert_version(database: sqlite3.Connection, draft: Draft, version: int) -> None:
    """Insert a version as the Kutip of revision 0001 did."""
    key = {"article_id": draft.id, "version": version}
    fields = {name: getattr(draft, name) for name in ("title", "source", "url", "language", "body")}
    taken_in_at = f"{THEN:%Y-%m-%d %H:%M:%S.000000}"
    insert(
        database,
        "article_versions",
        **(key | fields | {"sha256": draft.sha256, "taken_in_at": taken_in_at}),
    )
    for passage in split(draft.body):
        span = {"start_at": passage.span.start, "end_at": passage.span.end}
        insert(database, "passages", **key, number=passage.number, **span)
        for number, sentence in enumerate(passage.sentences, start=1):
            insert(
                database,
                "sentences",
                **key,
                passage=passage.number,
                number=number,
                start_at=sentence.start,
                end_at=sentence.end,
            )


def upgraded_to(revision: str, path: Path) -> None:
    """Make a new database as the Kutip of a revision did."""
    path.parent.mkdir()
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@pytest.fixture
def old_database(database_path: Path) -> Path:
    """A database of revision 0001: two articles, one in two versions, and a quoted answer."""
    upgraded_to("0001", database_path)
    with sqlite3.connect(database_path) as database:
        for draft in (SHIPPED, OWN):
            insert(database, "articles", id=draft.id)
            insert_version(database, draft, 1)
        insert_version(database, replace(OWN, body=f"{OWN.body} Lalu ia diam."), 2)
        insert(
            database,
            "queries",
            id=QUERY,
            asked_at="2024-06-02 00:00:00.000000",
            way_in="terminal",
            question="Kapan ayam berkokok?",
            outcome="answered",
            confidence=0.9,
            milliseconds=1.5,
        )
        spans = {"start_at": 0, "end_at": 40, "sentence_start_at": 0, "sentence_end_at": 40}
        key = {"article_id": OWN.id, "version": 1, "passage": 1}
        insert(database, "query_hits", query_id=QUERY, rank=1, score=3.5, **key, **spans)
        insert(
            database,
            "feedback",
            query_id=QUERY,
            voter="x",
            vote=1,
            given_at="2024-06-02 00:00:00.000000",
        )
    database.close()
    return database_path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of the earlier tables, in their earlier columns."""
    columns = {
        "articles": "id",
        "article_versions": (
            "article_id, version, title, source, url, language, body, sha256, taken_in_at"
        ),
        "passages": "*",
        "sentences": "*",
        "queries": (
            "id, asked_at, guild_id, channel_id, way_in, asker, locale, question, outcome, "
            "confidence, milliseconds"
        ),
        "query_hits": (
            "query_id, rank, article_id, version, passage, start_at, end_at, sentence_start_at, "
            "sentence_end_at, score"
        ),
        "feedback": "query_id, voter, vote, given_at",
    }
    with sqlite3.connect(path) as database:
        found = {
            table: sorted(database.execute(f"SELECT {wanted} FROM {table}").fetchall())
            for table, wanted in columns.items()
        }
    database.close()
    return found


async def test_nothing_is_lost(old_database: Path) -> None:
    before = rows(old_database)
    async with open_database(old_database):
        pass

    assert rows(old_database) == before
    assert len(before["article_versions"]) == 3


async def test_earlier_answers_get_their_best_article(old_database: Path) -> None:
    async with open_database(old_database) as engine, engine.connect() as connection:
        wanted = text("SELECT article_id FROM queries")
        assert (await connection.scalars(wanted)).all() == [OWN.id]


async def test_every_server_gets_the_earlier_articles(old_database: Path) -> None:
    async with open_database(old_database) as engine:
        await Library(engine).take_in_shipped()
        for guild_id in (EVERYWHERE, 7):
            articles = (await Library(engine).updates(guild_id)).articles
            assert {article.id: article.version for article in articles} == {
                SHIPPED.id: 1,
                OWN.id: 2,
            }
        (entry,) = [each for each in await Catalogue(engine, 7).entries() if each.id == OWN.id]
        assert (entry.shared, entry.version, entry.taken_in_at) == (True, 2, THEN)
        assert await Catalogue(engine, EVERYWHERE).quoted(OWN.id, 1) == {1: 1}


async def test_earlier_articles_can_be_managed_like_later_ones(old_database: Path) -> None:
    lain = "Sama sekali lain: bebek berenang di kolam."
    async with open_database(old_database) as engine:
        await _assert_known_again(engine)
        shelf = Shelf(engine, EVERYWHERE)
        await shelf.revise(Draft(OWN.id, OWN.title, "", None, "id", lain), 2)
        await shelf.remove(OWN.id)
        await shelf.restore(OWN.id)
        actions = [each.action for each in await Catalogue(engine, 7).changes(OWN.id)]
        assert actions == ["restored", "removed", "changed", "added"]


async def _assert_known_again(engine: AsyncEngine) -> None:
    shelf = Shelf(engine, 7)
    with pytest.raises(TitleTakenError):
        await shelf.check(Draft("x", "MILIK KITA", "", None, "id", "Lain sama sekali."))
    with pytest.raises(SameTextError):
        await shelf.check(Draft("x", "Lain", "", None, "id", f"{OWN.body} Lalu ia diam!"))


async def test_the_upgraded_database_is_intact(old_database: Path) -> None:
    async with open_database(old_database) as engine, engine.connect() as connection:
        assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
        assert await connection.scalar(text("PRAGMA integrity_check")) == "ok"


async def test_what_servers_have_set_is_kept(database_path: Path) -> None:
    upgraded_to("0003", database_path)
    with sqlite3.connect(database_path) as database:
        insert(
            database,
            "guilds",
            id=1,
            language="en",
            ask_private=True,
            strictness="strict",
            log_channel_id=2,
            digest=True,
            digest_at="2024-06-02 00:00:00.000000",
        )
        insert(database, "guild_moderator_roles", guild_id=1, role_id=3)
        insert(database, "guild_channels", guild_id=1, channel_id=4)
    database.close()

    async with open_database(database_path) as engine, engine.begin() as connection:
        (guild,) = (await connection.execute(text("SELECT * FROM guilds"))).all()
        roles = (await connection.execute(text("SELECT * FROM guild_moderator_roles"))).all()
        channels = (await connection.execute(text("SELECT * FROM guild_channels"))).all()
        await connection.execute(text("UPDATE guilds SET language = 'ms'"))

    kept = (1, "en", 1, "strict", 2, 1, "2024-06-02 00:00:00.000000")
    assert tuple(guild)[: len(kept)] == kept
    assert not any(tuple(guild)[len(kept) :])
    assert [tuple(row) for row in (*roles, *channels)] == [(1, 3), (1, 4)]
