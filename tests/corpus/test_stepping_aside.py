import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8
SHIPPED = "strategi-nuklir-korea"


@pytest.fixture
async def library(engine: AsyncEngine) -> Library:
    library = Library(engine)
    await library.take_in_shipped()
    return library


async def visible(library: Library, guild_id: int) -> set[str]:
    return {article.id for article in (await library.updates(guild_id)).articles}


async def test_shipped_articles_are_for_servers_that_have_nothing_else(
    engine: AsyncEngine, library: Library
) -> None:
    assert await visible(library, GUILD) == {SHIPPED}

    await Shelf(engine, GUILD).add(AYAM)

    assert await visible(library, GUILD) == {AYAM.id}
    assert await visible(library, OTHER) == {SHIPPED}


async def test_an_article_of_every_server_does_not_hide_them(
    engine: AsyncEngine, library: Library
) -> None:
    await Shelf(engine, EVERYWHERE).add(AYAM)

    assert await visible(library, GUILD) == {AYAM.id, SHIPPED}


async def test_once_brought_back_they_stay(engine: AsyncEngine, library: Library) -> None:
    shelf = Shelf(engine, GUILD)
    await shelf.add(AYAM)
    await shelf.unhide(SHIPPED, by=42)
    await shelf.add(BEBEK)
    await library.take_in_shipped()

    assert await visible(library, GUILD) == {AYAM.id, BEBEK.id, SHIPPED}


async def test_that_they_stepped_aside_is_in_the_history(
    engine: AsyncEngine, library: Library
) -> None:
    await Shelf(engine, GUILD).add(AYAM, by=42)

    added, hidden, *_ = await Catalogue(engine, GUILD).changes()

    assert (added.action, added.changed_by) == ("added", 42)
    assert (hidden.action, hidden.changed_by, hidden.article_id) == ("hidden", None, SHIPPED)


async def test_servers_that_had_articles_before_are_caught_up_on_at_the_next_start(
    engine: AsyncEngine,
) -> None:
    await Shelf(engine, GUILD).add(KUCING)
    library = Library(engine)

    await library.take_in_shipped()

    assert await visible(library, GUILD) == {KUCING.id}
