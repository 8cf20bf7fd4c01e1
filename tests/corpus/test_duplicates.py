from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.duplicates import check_text, check_title
from corpus.errors import SameTextError, TitleTakenError
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.similarity import marks
from tests.corpus.drafts import AYAM

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8
WORDS = [f"kata{number}" for number in range(300)]
LONG = replace(AYAM, id="panjang", title="Panjang", body=" ".join(WORDS) + ".")


async def check(engine: AsyncEngine, title: str, body: str, article_id: str = "baru") -> None:
    """Check a draft for server GUILD."""
    async with engine.connect() as connection:
        await check_title(connection, GUILD, article_id, title)
        await check_text(connection, GUILD, article_id, marks(body))


@pytest.mark.parametrize("owner", [GUILD, EVERYWHERE])
async def test_a_title_or_text_on_the_servers_shelf_is_a_duplicate(
    engine: AsyncEngine, owner: int
) -> None:
    await Shelf(engine, owner).add(LONG)

    with pytest.raises(TitleTakenError):
        await check(engine, "panjang", "Lain sama sekali.")
    with pytest.raises(SameTextError) as caught:
        await check(engine, "Lain", " ".join(["sisipan", *WORDS]))
    assert (caught.value.article_id, caught.value.title) == ("panjang", "Panjang")


async def test_articles_of_other_servers_are_not_duplicates(engine: AsyncEngine) -> None:
    await Shelf(engine, OTHER).add(LONG)

    await check(engine, LONG.title, LONG.body)


async def test_an_article_is_not_its_own_duplicate(engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).add(LONG)

    await check(engine, LONG.title, LONG.body, LONG.id)


async def test_removed_articles_are_not_duplicates(engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).add(LONG)
    await Shelf(engine, GUILD).remove(LONG.id)

    await check(engine, LONG.title, LONG.body)


async def test_the_text_of_a_hidden_article_is_not_a_duplicate(engine: AsyncEngine) -> None:
    await Shelf(engine, EVERYWHERE).add(LONG)
    await Shelf(engine, GUILD).hide(LONG.id)

    await check(engine, "Lain", LONG.body)


async def test_a_part_of_a_text_is_not_a_duplicate(engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).add(LONG)

    await check(engine, "Lain", " ".join(WORDS[:150]))
    await check(engine, "Lain", " ".join([*WORDS, *(f"lain{number}" for number in range(300))]))


async def test_the_error_names_the_most_similar_article(engine: AsyncEngine) -> None:
    alike = replace(LONG, id="alike", title="Alike", body=" ".join(["lain"] * 9 + WORDS[9:]))
    await Shelf(engine, OTHER).add(alike)
    await Shelf(engine, GUILD).add(LONG)

    with pytest.raises(SameTextError, match="Panjang"):
        await check(engine, "Lain", LONG.body)
