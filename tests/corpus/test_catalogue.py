from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import schema
from corpus.catalogue import AskedOf, Catalogue, Entry, Sort
from corpus.database import writing
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8


@pytest.fixture
async def catalogue(engine: AsyncEngine) -> Catalogue:
    """A server with two articles; a third is shared, and a fourth belongs to another server."""
    await Shelf(engine, EVERYWHERE).add(KUCING)
    await Shelf(engine, OTHER).add(
        replace(KUCING, id="rahasia", title="Rahasia", body="Sst, diam!")
    )
    for draft in (AYAM, BEBEK):
        await Shelf(engine, GUILD).add(draft)
    return Catalogue(engine, GUILD)


def ids(entries: Sequence[Entry]) -> list[str]:
    return [entry.id for entry in entries]


async def answer(engine: AsyncEngine, guild_id: int | None, *article_ids: str) -> None:
    """Log a question answered with the first passages of these articles."""
    query_id = f"{datetime.now(UTC).timestamp():032.9f}"[-32:]
    async with writing(engine) as connection:
        await connection.execute(
            insert(schema.queries).values(
                id=query_id,
                asked_at=datetime.now(UTC),
                guild_id=guild_id,
                way_in="slash",
                question="Apa?",
                outcome="answered",
                milliseconds=1.0,
            )
        )
        for rank, article_id in enumerate(article_ids, start=1):
            spans = dict.fromkeys(("start_at", "sentence_start_at"), 0)
            spans |= dict.fromkeys(("end_at", "sentence_end_at"), 1)
            await connection.execute(
                insert(schema.query_hits).values(
                    query_id=query_id,
                    rank=rank,
                    article_id=article_id,
                    version=1,
                    passage=1,
                    score=1.0,
                    **spans,
                )
            )


async def test_entries_come_newest_first_without_those_of_other_servers(
    catalogue: Catalogue,
) -> None:
    assert ids(await catalogue.entries()) == ["bebek", "ayam", "kucing"]


async def test_an_entry_has_the_metadata_of_the_latest_version(catalogue: Catalogue) -> None:
    entry = await catalogue.entry("ayam")

    assert entry is not None
    assert (entry.title, entry.source, entry.url, entry.language) == (
        AYAM.title,
        AYAM.source,
        AYAM.url,
        AYAM.language,
    )
    assert (entry.version, entry.passages, entry.quoted, entry.origin) == (1, 1, 0, AYAM.origin)
    assert (entry.hidden, entry.shared, entry.removed_at) == (False, False, None)


async def test_the_most_asked_are_those_quoted_first_on_this_server(
    catalogue: Catalogue, engine: AsyncEngine
) -> None:
    for guild_id, article_ids in (
        (GUILD, ("ayam", "bebek")),
        (GUILD, ("ayam",)),
        (GUILD, ("kucing",)),
        (OTHER, ("kucing",)),
        (None, ("kucing",)),
    ):
        await answer(engine, guild_id, *article_ids)

    found = await catalogue.entries(Sort.MOST_ASKED)
    assert [(entry.id, entry.quoted) for entry in found] == [
        ("ayam", 2),
        ("kucing", 1),
        ("bebek", 0),
    ]
    assert await catalogue.quoted("ayam", 1) == {1: 2}
    assert await Catalogue(engine, EVERYWHERE).quoted("kucing", 1) == {1: 1}
    assert await catalogue.most_asked("ayam", 5) == (AskedOf("Apa?", 2),)
    assert await Catalogue(engine, OTHER).most_asked("bebek", 5) == ()


@pytest.mark.parametrize("search", ["Ayam", "ayan", "  AYAM ", "ayam jago"])
async def test_a_search_tolerates_typos(catalogue: Catalogue, search: str) -> None:
    assert ids(await catalogue.entries(search=search))[:1] == ["ayam"]


async def test_a_search_finds_nothing_of_another_server(catalogue: Catalogue) -> None:
    assert ids(await catalogue.entries(search="Rahasia")) == []


async def test_articles_of_another_server_are_not_accessible(
    catalogue: Catalogue, engine: AsyncEngine
) -> None:
    await Shelf(engine, OTHER).set_origin("rahasia", "/rahasia")

    assert await catalogue.entry("rahasia") is None
    assert await catalogue.article("rahasia") is None
    assert await catalogue.draft("rahasia") is None
    assert await catalogue.versions("rahasia") == ()
    assert await catalogue.by_origin("/rahasia") is None
    assert await catalogue.changes("rahasia") == ()
    assert "Rahasia" not in [change.title for change in await catalogue.changes()]


async def test_an_unknown_article_is_none(catalogue: Catalogue) -> None:
    assert await catalogue.entry("x") is None
    assert await catalogue.article("ayam", 9) is None


async def test_versions_come_newest_first(catalogue: Catalogue, engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).revise(replace(AYAM, title="Jago"), 1)
    versions = await catalogue.versions("ayam")

    assert [(version.number, version.title, version.length) for version in versions] == [
        (2, "Jago", len(AYAM.body)),
        (1, "Ayam", len(AYAM.body)),
    ]
    draft = await catalogue.draft("ayam")
    assert draft == replace(AYAM, title="Jago")


async def test_a_removed_article_is_listed_only_as_removed(
    catalogue: Catalogue, engine: AsyncEngine
) -> None:
    await Shelf(engine, GUILD).remove("ayam")

    assert ids(await catalogue.entries()) == ["bebek", "kucing"]
    assert ids(await catalogue.removed()) == ["ayam"]
    assert await catalogue.by_origin("/arsip/ayam.md") is None
    assert await Catalogue(engine, OTHER).removed() == ()


async def test_titles_lists_the_shelf_or_the_removed_articles(
    catalogue: Catalogue, engine: AsyncEngine
) -> None:
    await Shelf(engine, GUILD).remove("ayam")
    await Shelf(engine, GUILD).hide("kucing")

    titles = await catalogue.titles()
    assert [(each.id, each.title, each.shared, each.hidden) for each in titles] == [
        ("bebek", "Bebek", False, False),
        ("kucing", "Kucing", True, True),
    ]
    assert [each.id for each in await catalogue.titles("kucimg")][:1] == ["kucing"]
    assert [each.id for each in await catalogue.titles(removed=True)] == ["ayam"]
    assert await catalogue.titles("Rahasia") == ()
    assert await Catalogue(engine, OTHER).titles(removed=True) == ()


async def test_named_finds_an_article_by_id_or_full_title(
    catalogue: Catalogue, engine: AsyncEngine
) -> None:
    await Shelf(engine, GUILD).remove("ayam")

    assert ids(await catalogue.named("bebek")) == ["bebek"]
    assert ids(await catalogue.named("  KUCING ")) == ["kucing"]
    assert ids(await catalogue.named("ayam")) == ids(await catalogue.named("beb")) == []
    assert ids(await catalogue.named("Ayam", removed=True)) == ["ayam"]
    assert ids(await catalogue.named("rahasia")) == ids(await catalogue.named("Rahasia")) == []


async def test_a_hidden_article_stays_in_the_list_and_is_marked(
    catalogue: Catalogue, engine: AsyncEngine
) -> None:
    await Shelf(engine, GUILD).hide("kucing")

    hidden = {entry.id: (entry.hidden, entry.shared) for entry in await catalogue.entries()}
    assert hidden == {"bebek": (False, False), "ayam": (False, False), "kucing": (True, True)}


async def test_changes_show_who_did_what(catalogue: Catalogue, engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).revise(replace(AYAM, title="Jago"), 1, by=42)
    await Shelf(engine, GUILD).remove("ayam", by=43)

    assert [
        (change.action, change.title, change.before, change.after, change.changed_by)
        for change in await catalogue.changes("ayam")
    ] == [
        ("removed", "Jago", 2, None, 43),
        ("changed", "Jago", 1, 2, 42),
        ("added", "Ayam", None, 1, None),
    ]
    assert len(await catalogue.changes(limit=2)) == 2
