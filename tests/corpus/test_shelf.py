import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import schema
from corpus.catalogue import Catalogue
from corpus.database import writing
from corpus.draft import Draft
from corpus.errors import (
    ChangedMeanwhileError,
    NoArticleError,
    NoPassagesError,
    NoVersionError,
    SameTextError,
    ShelfError,
    TitleError,
    TitleTakenError,
)
from corpus.library import Library
from corpus.prepared import LONGEST_TITLE
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.versions import load_draft
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8
MODERATOR = 42


@pytest.fixture
def shelf(engine: AsyncEngine) -> Shelf:
    return Shelf(engine, GUILD)


async def asked_about(engine: AsyncEngine, guild_id: int = GUILD) -> dict[str, int]:
    """Return the version of each article that a server can be asked about."""
    update = await Library(engine).updates(guild_id)
    return {article.id: article.version for article in update.articles}


async def counts(engine: AsyncEngine) -> dict[str, int | None]:
    async with engine.connect() as connection:
        return {
            name: await connection.scalar(select(func.count()).select_from(table))
            for name, table in schema.metadata.tables.items()
            if table not in {schema.change_count, schema.moments}
        }


async def test_an_added_article_can_be_asked_about_only_on_its_server(
    engine: AsyncEngine, shelf: Shelf
) -> None:
    article = await shelf.add(AYAM, MODERATOR)

    assert (article.id, article.version, article.body) == ("ayam", 1, AYAM.body)
    assert await Catalogue(engine, GUILD).article("ayam") == article
    assert await asked_about(engine) == {"ayam": 1}
    assert await asked_about(engine, OTHER) == await asked_about(engine, EVERYWHERE) == {}


async def test_a_shared_article_can_be_asked_about_on_every_server(engine: AsyncEngine) -> None:
    await Shelf(engine, EVERYWHERE).add(AYAM)

    assert await asked_about(engine, OTHER) == {"ayam": 1}


async def test_a_check_changes_nothing(engine: AsyncEngine, shelf: Shelf) -> None:
    await shelf.check(AYAM)

    assert set((await counts(engine)).values()) == {0}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"title": ""}, TitleError),
        ({"title": " \n"}, TitleError),
        ({"title": "x" * (LONGEST_TITLE + 1)}, TitleError),
        ({"body": ""}, NoPassagesError),
        ({"body": " \n\n "}, NoPassagesError),
        ({"title": " ＡＹＡＭ "}, TitleTakenError),
        ({"title": "Jago", "body": AYAM.body.upper().replace(".", "!")}, SameTextError),
    ],
)
async def test_an_article_that_cant_be_added_raises_and_changes_nothing(
    engine: AsyncEngine, shelf: Shelf, change: dict[str, str], error: type[ShelfError]
) -> None:
    await shelf.add(AYAM)
    before = await counts(engine)
    fields = {name: getattr(BEBEK, name) for name in BEBEK.__slots__}
    draft = Draft(**{**fields, **change})

    with pytest.raises(error):
        await shelf.check(draft)
    with pytest.raises(error):
        await shelf.add(draft)
    assert await counts(engine) == before


async def test_add_all_adds_every_article_that_can_be_added(
    engine: AsyncEngine, shelf: Shelf
) -> None:
    same = replace(AYAM, id="jago", title="Jago")
    untitled = replace(BEBEK, id="x", title="")

    results = await shelf.add_all([AYAM, untitled, same, KUCING])

    assert [getattr(each, "id", type(each)) for each in results] == [
        "ayam",
        TitleError,
        SameTextError,
        "kucing",
    ]
    assert await asked_about(engine) == {"ayam": 1, "kucing": 1}
    assert await shelf.add_all([]) == []


async def test_two_servers_may_have_the_same_article(engine: AsyncEngine, shelf: Shelf) -> None:
    await shelf.add(AYAM)
    await Shelf(engine, OTHER).add(replace(AYAM, id="other"))

    assert await asked_about(engine, OTHER) == {"other": 1}


async def test_a_revision_is_a_new_version_and_the_old_one_stays(
    engine: AsyncEngine, shelf: Shelf
) -> None:
    first = await shelf.add(AYAM)
    second = await shelf.revise(replace(AYAM, body=KUCING.body), 1)

    assert second.version == 2
    assert await asked_about(engine) == {"ayam": 2}
    assert await Catalogue(engine, GUILD).article("ayam", 1) == first


async def test_a_revision_without_changes_makes_no_new_version(
    engine: AsyncEngine, shelf: Shelf
) -> None:
    await shelf.add(AYAM)
    before = await counts(engine)

    assert (await shelf.revise(AYAM, 1)).version == 1
    assert await counts(engine) == before


async def test_the_text_of_an_old_version_may_be_used_again(shelf: Shelf) -> None:
    await shelf.add(AYAM)
    await shelf.revise(replace(AYAM, body=KUCING.body), 1)

    await shelf.add(replace(AYAM, id="lagi", title="Lagi"))


async def test_a_revision_of_an_outdated_version_is_refused(shelf: Shelf) -> None:
    await shelf.add(AYAM)
    await shelf.revise(replace(AYAM, title="Jago"), 1)

    with pytest.raises(ChangedMeanwhileError, match="Jago"):
        await shelf.revise(replace(AYAM, title="Ayam jantan"), 1)


async def test_an_old_version_is_restored_as_a_new_one(engine: AsyncEngine, shelf: Shelf) -> None:
    await shelf.add(AYAM)
    await shelf.revise(replace(AYAM, body=KUCING.body), 1)
    restored = await shelf.restore_version("ayam", 1, 2, MODERATOR)

    assert (restored.version, restored.body) == (3, AYAM.body)
    with pytest.raises(NoVersionError):
        await shelf.restore_version("ayam", 9, 3)


async def test_a_removed_article_cant_be_asked_about_until_it_is_restored(
    engine: AsyncEngine, shelf: Shelf
) -> None:
    await shelf.add(AYAM)

    assert await shelf.remove("ayam") == "Ayam"
    assert await asked_about(engine) == {}
    with pytest.raises(NoArticleError):
        await shelf.remove("ayam")
    assert await shelf.restore("ayam") == "Ayam"
    assert await asked_about(engine) == {"ayam": 1}
    with pytest.raises(NoArticleError):
        await shelf.restore("ayam")


@pytest.mark.parametrize(
    ("other", "error"),
    [
        (replace(BEBEK, title="AYAM"), TitleTakenError),
        (replace(AYAM, id="lagi", title="Lagi"), SameTextError),
    ],
)
async def test_an_article_whose_place_was_taken_cant_be_restored(
    engine: AsyncEngine, shelf: Shelf, other: Draft, error: type[ShelfError]
) -> None:
    await shelf.add(AYAM)
    await shelf.remove("ayam")
    await shelf.add(other)

    with pytest.raises(error):
        await shelf.restore("ayam")
    assert await asked_about(engine) == {other.id: 1}


async def test_an_article_changed_during_its_restoration_is_not_restored(
    engine: AsyncEngine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here, it is restored, changed and removed again just before."""
    await shelf.add(AYAM)
    await shelf.remove("ayam")

    async def slow_load(connection: AsyncConnection, article_id: str, version: int) -> Draft | None:
        monkeypatch.undo()
        await shelf.restore(article_id)
        await shelf.revise(replace(AYAM, title="Jago"), version)
        await shelf.remove(article_id)
        return await load_draft(connection, article_id, version)

    monkeypatch.setattr("corpus.shelf.load_draft", slow_load)
    with pytest.raises(ChangedMeanwhileError):
        await shelf.restore("ayam")
    assert await shelf.restore("ayam") == "Jago"


async def test_a_hidden_article_is_hidden_from_one_server(
    engine: AsyncEngine, shelf: Shelf
) -> None:
    await Shelf(engine, EVERYWHERE).add(AYAM)

    await shelf.hide("ayam", MODERATOR)
    await shelf.hide("ayam", MODERATOR)
    assert await asked_about(engine) == {}
    assert await asked_about(engine, OTHER) == {"ayam": 1}
    await shelf.unhide("ayam", MODERATOR)
    assert await asked_about(engine) == {"ayam": 1}
    actions = [change.action for change in await Catalogue(engine, GUILD).changes("ayam")]
    assert actions == ["unhidden", "hidden", "added"]


async def test_a_servers_own_article_cant_be_hidden(shelf: Shelf) -> None:
    await shelf.add(AYAM)

    with pytest.raises(NoArticleError):
        await shelf.hide("ayam")


@pytest.mark.parametrize("owner", [OTHER, EVERYWHERE])
@pytest.mark.parametrize(
    "act",
    [
        lambda shelf: shelf.remove("ayam"),
        lambda shelf: shelf.restore("ayam"),
        lambda shelf: shelf.set_origin("ayam", "x"),
        lambda shelf: shelf.revise(replace(AYAM, title="Rahasia"), 1),
        lambda shelf: shelf.restore_version("ayam", 1, 1),
    ],
)
async def test_articles_of_other_servers_cant_be_changed(
    engine: AsyncEngine, shelf: Shelf, act: Callable[[Shelf], Awaitable[object]], owner: int
) -> None:
    await Shelf(engine, owner).add(AYAM)
    before = await counts(engine)

    with pytest.raises(NoArticleError):
        await act(shelf)
    assert await counts(engine) == before


async def test_a_moved_article_is_found_by_its_new_origin(
    engine: AsyncEngine, shelf: Shelf
) -> None:
    await shelf.add(AYAM)
    await shelf.set_origin("ayam", "/baru/ayam.md")

    catalogue = Catalogue(engine, GUILD)
    assert await catalogue.by_origin("/arsip/ayam.md") is None
    entry = await catalogue.by_origin("/baru/ayam.md")
    assert entry is not None
    assert entry.version == 1


async def test_of_concurrent_additions_one_succeeds_and_the_others_raise(
    engine: AsyncEngine,
) -> None:
    drafts = [replace(AYAM, id=f"ayam-{number}") for number in range(5)]
    results = await asyncio.gather(
        *(Shelf(engine, GUILD).add(draft, number) for number, draft in enumerate(drafts)),
        return_exceptions=True,
    )

    lost = [each for each in results if isinstance(each, BaseException)]
    assert [type(each) for each in lost] == [SameTextError] * 4
    assert len(await asked_about(engine)) == 1
    assert len(await Catalogue(engine, GUILD).changes()) == 1


async def test_of_concurrent_revisions_one_succeeds(engine: AsyncEngine) -> None:
    shelf = Shelf(engine, GUILD)
    await shelf.add(AYAM)
    results = await asyncio.gather(
        *(shelf.revise(replace(AYAM, title=f"Ayam {number}"), 1) for number in range(3)),
        shelf.remove("ayam"),
        shelf.restore_version("ayam", 1, 1),
        return_exceptions=True,
    )

    kinds = {type(each) for each in results if isinstance(each, BaseException)}
    assert kinds <= {ChangedMeanwhileError, NoArticleError}
    versions = await Catalogue(engine, GUILD).versions("ayam")
    assert [version.number for version in versions] in ([2, 1], [1])


async def test_a_change_that_fails_halfway_is_rolled_back(
    engine: AsyncEngine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry in the audit trail is written last."""

    async def fail(*_arguments: object) -> None:
        raise OSError("disk full")

    await shelf.add(AYAM)
    before = await counts(engine)
    monkeypatch.setattr("corpus.shelf.record", fail)
    for change in (shelf.add(BEBEK), shelf.revise(replace(AYAM, title="Jago"), 1)):
        with pytest.raises(OSError, match="disk full"):
            await change
    with pytest.raises(OSError, match="disk full"):
        await shelf.remove("ayam")

    assert await counts(engine) == before
    assert await asked_about(engine) == {"ayam": 1}


async def test_reading_goes_on_while_another_writes(engine: AsyncEngine, shelf: Shelf) -> None:
    await shelf.add(AYAM)
    async with writing(engine):
        await shelf.check(BEBEK)
        assert await asked_about(engine) == {"ayam": 1}
