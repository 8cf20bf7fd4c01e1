from dataclasses import replace

from bot.parts import Parts
from bot.questions.shelf_before import finder_before
from corpus.library import Library
from corpus.moments import last_moment
from corpus.schema import EVERYWHERE
from corpus.shipped import shipped_articles
from tests.bot.waiting import DUCK, HEN

SHIPPED = next(iter(shipped_articles())).id
Held = dict[str, int]
"""Versions by article id."""


async def before(parts: Parts, since: int, guild_id: int = 7) -> Held:
    await parts.shelves.refresh(guild_id)
    finder = await parts.shelves.finder(guild_id)
    earlier = await finder_before(parts.engine, finder, guild_id, since)
    return {article.id: article.version for article in earlier.articles}


async def test_what_was_added_changed_or_removed_since_then_is_as_it_was(parts: Parts) -> None:
    shelf = parts.shelf(7)
    for draft in (HEN, DUCK):
        await shelf.add(draft)
    since = await last_moment(parts.engine) + 1
    await shelf.revise(replace(HEN, source="Antara"), 1)
    await shelf.revise(replace(HEN, source="Tempo"), 2)
    await shelf.remove(DUCK.id)
    await shelf.add(replace(DUCK, id="baru", title="Baru", body=f"{DUCK.body} Begitulah adanya."))

    assert await before(parts, since) == {HEN.id: 1, DUCK.id: 1}
    await shelf.restore(DUCK.id)
    assert await before(parts, since) == {HEN.id: 1, DUCK.id: 1}


async def test_a_shared_article_that_was_hidden_since_then_was_there_and_one_unhidden_not(
    parts: Parts,
) -> None:
    since = await last_moment(parts.engine) + 1
    await parts.shelf(7).hide(SHIPPED)
    assert await before(parts, since) == {SHIPPED: 1}

    since = await last_moment(parts.engine) + 1
    await parts.shelf(7).unhide(SHIPPED)
    assert await before(parts, since) == {}


async def test_what_stepped_aside_for_a_servers_first_article_was_there(parts: Parts) -> None:
    since = await last_moment(parts.engine) + 1
    await parts.shelf(7).add(HEN)

    assert await before(parts, since) == {SHIPPED: 1}


async def test_a_change_of_a_shared_article_is_none_where_it_is_hidden(parts: Parts) -> None:
    await parts.shelf(EVERYWHERE).add(HEN)
    await parts.shelf(7).hide(HEN.id)
    since = await last_moment(parts.engine) + 1
    await parts.shelf(EVERYWHERE).revise(replace(HEN, source="Antara"), 1)

    assert await before(parts, since) == {SHIPPED: 1}
    assert await before(parts, since, 8) == {SHIPPED: 1, HEN.id: 1}


async def test_other_servers_changes_do_not_matter(parts: Parts) -> None:
    await parts.shelf(7).add(HEN)
    since = await last_moment(parts.engine) + 1
    await parts.shelf(8).add(DUCK)

    assert await before(parts, since) == {HEN.id: 1}


async def test_nothing_is_different_without_changes(parts: Parts) -> None:
    held = await Library(parts.engine).updates(7)
    now = {article.id: article.version for article in held.articles}

    assert await before(parts, await last_moment(parts.engine) + 1) == now
