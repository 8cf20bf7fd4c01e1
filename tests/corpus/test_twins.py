from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.errors import SameTextError, TitleTakenError
from corpus.likeness import marks
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.twins import check_text, check_title
from tests.corpus.drafts import AYAM

GUILD, OTHER = 7, 8
WORDS = [f"kata{number}" for number in range(300)]
LONG = replace(AYAM, id="panjang", title="Panjang", body=" ".join(WORDS) + ".")


async def check(engine: AsyncEngine, title: str, body: str, article_id: str = "baru") -> None:
    """Check a draft for server GUILD."""
    async with engine.connect() as connection:
        await check_title(connection, GUILD, article_id, title)
        await check_text(connection, GUILD, article_id, marks(body))


@pytest.mark.parametrize("owner", [GUILD, EVERYWHERE])
async def test_a_title_or_text_that_the_server_sees_is_taken(
    engine: AsyncEngine, owner: int
) -> None:
    await Shelf(engine, owner).add(LONG)

    with pytest.raises(TitleTakenError):
        await check(engine, "panjang", "Lain sama sekali.")
    with pytest.raises(SameTextError) as caught:
        await check(engine, "Lain", " ".join(["sisipan", *WORDS]))
    assert (caught.value.article_id, caught.value.title) == ("panjang", "Panjang")


async def test_what_another_server_has_is_free(engine: AsyncEngine) -> None:
    await Shelf(engine, OTHER).add(LONG)

    await check(engine, LONG.title, LONG.body)


async def test_an_article_is_not_in_its_own_way(engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).add(LONG)

    await check(engine, LONG.title, LONG.body, LONG.id)


async def test_what_was_removed_is_free(engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).add(LONG)
    await Shelf(engine, GUILD).remove(LONG.id)

    await check(engine, LONG.title, LONG.body)


async def test_the_text_of_a_hidden_article_is_free(engine: AsyncEngine) -> None:
    await Shelf(engine, EVERYWHERE).add(LONG)
    await Shelf(engine, GUILD).hide(LONG.id)

    await check(engine, "Lain", LONG.body)


async def test_a_part_of_a_text_is_another_text(engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).add(LONG)

    await check(engine, "Lain", " ".join(WORDS[:150]))
    await check(engine, "Lain", " ".join([*WORDS, *(f"lain{number}" for number in range(300))]))


async def test_the_most_alike_is_named(engine: AsyncEngine) -> None:
    alike = replace(LONG, id="alike", title="Alike", body=" ".join(["lain"] * 9 + WORDS[9:]))
    await Shelf(engine, OTHER).add(alike)
    await Shelf(engine, GUILD).add(LONG)

    with pytest.raises(SameTextError, match="Panjang"):
        await check(engine, "Lain", LONG.body)
