import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles import indexing as indexing_module
from bot.articles.index_folder import Held, IndexFolder
from bot.articles.indexing import Indexing
from bot.articles.shelves import Shelves
from corpus.article import Article
from corpus.changes import Changes
from corpus.database import open_database
from corpus.library import Library, Update
from corpus.purge import purge_guild
from corpus.schema import EVERYWHERE, article_versions, audit
from corpus.shelf import Shelf
from index.finder import Finder
from index.searching import passages as passages_module
from tests.bot.terminal.shelf import Kutip
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8


@pytest.fixture
async def other_engine(
    engine: AsyncEngine, database_path: Path, database_url: URL | None
) -> AsyncIterator[AsyncEngine]:
    """The same database, opened as another process opens it."""
    async with open_database(database_path, database_url) as other:
        yield other


@pytest.fixture
async def hasty(engine: AsyncEngine, database_path: Path) -> AsyncIterator[Shelves]:
    """What waits for changes no longer than it must."""
    shelves = Shelves(
        Library(engine), Indexing(Library(engine), database_path), Changes(engine), patience=0
    )
    yield shelves
    await shelves.close()


async def not_to_be_reached(_self: Library, _guild_id: int) -> int:
    raise OperationalError("SELECT", None, sqlite3.OperationalError("no such table"))


def titles(finder: Finder) -> list[str]:
    return [article.title for article in finder.articles]


async def test_each_server_finds_its_own_articles_and_those_of_every_server(
    engine: AsyncEngine, shelves: Shelves
) -> None:
    await Shelf(engine, EVERYWHERE).add(KUCING)
    await Shelf(engine, GUILD).add(AYAM)
    await Shelf(engine, OTHER).add(BEBEK)

    assert titles(await shelves.finder(GUILD)) == ["Kucing", "Ayam"]
    assert titles(await shelves.finder(OTHER)) == ["Kucing", "Bebek"]
    assert titles(await shelves.finder(None)) == ["Kucing"]


async def test_servers_without_their_own_articles_share_a_finder(
    engine: AsyncEngine, shelves: Shelves
) -> None:
    await Shelf(engine, EVERYWHERE).add(KUCING)
    shared = await shelves.finder(None)

    assert await shelves.finder(GUILD) is await shelves.finder(OTHER) is shared
    await Shelf(engine, GUILD).add(AYAM)
    assert titles(await shelves.finder(GUILD)) == ["Kucing", "Ayam"]
    assert await shelves.finder(OTHER) is shared
    await Shelf(engine, EVERYWHERE).add(BEBEK)
    assert await shelves.finder(OTHER) is await shelves.finder(None) is not shared
    assert titles(await shelves.finder(GUILD)) == ["Kucing", "Ayam", "Bebek"]


async def test_what_another_process_changes_is_seen_with_the_next_question(
    engine: AsyncEngine, other_engine: AsyncEngine, shelves: Shelves
) -> None:
    theirs = Shelf(other_engine, GUILD)
    assert titles(await shelves.finder(GUILD)) == []
    await theirs.add(AYAM)
    assert titles(await shelves.finder(GUILD)) == ["Ayam"]
    await theirs.revise(replace(AYAM, title="Jago"), 1)
    assert titles(await shelves.finder(GUILD)) == ["Jago"]
    await theirs.remove("ayam")
    assert titles(await shelves.finder(GUILD)) == []
    await theirs.restore("ayam")
    assert titles(await shelves.finder(GUILD)) == ["Jago"]


async def test_what_is_hidden_is_not_found_and_found_again_once_it_is_shown(
    engine: AsyncEngine, shelves: Shelves
) -> None:
    await Shelf(engine, EVERYWHERE).add(KUCING)
    await Shelf(engine, GUILD).hide("kucing")
    assert titles(await shelves.finder(GUILD)) == []
    assert titles(await shelves.finder(OTHER)) == ["Kucing"]
    await Shelf(engine, GUILD).unhide("kucing")
    assert titles(await shelves.finder(GUILD)) == ["Kucing"]


async def test_a_finder_is_the_same_until_something_changes(
    engine: AsyncEngine, shelves: Shelves
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    finder = await shelves.finder(GUILD)
    await Shelf(engine, OTHER).add(BEBEK)

    assert await shelves.finder(GUILD) is finder


async def test_a_changed_finder_answers_as_one_made_anew(
    engine: AsyncEngine, shelves: Shelves
) -> None:
    shelf = Shelf(engine, GUILD)
    await shelf.add_all([AYAM, BEBEK])
    await shelves.finder(GUILD)
    await shelf.add(KUCING)
    await shelf.remove("bebek")
    await shelf.revise(replace(AYAM, source="AP"), 1)
    changed = await shelves.finder(GUILD)

    anew = Finder((await Library(engine).updates(GUILD)).articles)
    for question in ("Kapan ayam berkokok?", "Di mana kucing tidur?", "Di mana bebek berenang?"):
        assert changed.find(question, 0.3) == anew.find(question, 0.3)


async def test_a_question_waits_only_briefly_for_a_change_to_be_indexed(
    engine: AsyncEngine, hasty: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here, the change is never taken in while the question waits."""
    await Shelf(engine, GUILD).add(AYAM)
    before = await hasty.finder(GUILD)
    go_on = asyncio.Event()
    updates = Library.updates

    async def slow_updates(self: Library, guild_id: int, since: int = 0) -> Update:
        await go_on.wait()
        return await updates(self, guild_id, since)

    monkeypatch.setattr(Library, "updates", slow_updates)
    await Shelf(engine, GUILD).add(BEBEK)
    assert await hasty.finder(GUILD) is before
    go_on.set()
    await hasty.refresh(GUILD)
    assert titles(await hasty.finder(GUILD)) == ["Ayam", "Bebek"]


async def test_a_change_made_during_an_update_is_indexed_before_refresh_returns(
    engine: AsyncEngine, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here, the update under way has read what is new before the second change is made."""
    await shelves.finder(GUILD)
    has_read, go_on = asyncio.Event(), asyncio.Event()
    updates = Library.updates

    async def slow_updates(self: Library, guild_id: int, since: int = 0) -> Update:
        found = await updates(self, guild_id, since)
        has_read.set()
        await go_on.wait()
        return found

    monkeypatch.setattr(Library, "updates", slow_updates)
    await Shelf(engine, GUILD).add(AYAM)
    first = asyncio.create_task(shelves.refresh(GUILD))
    await has_read.wait()
    await Shelf(engine, GUILD).add(BEBEK)
    second = asyncio.create_task(shelves.refresh(GUILD))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, second)
    monkeypatch.setattr(Library, "last_change", not_to_be_reached)

    assert titles(await shelves.finder(GUILD)) == ["Ayam", "Bebek"]


async def test_a_question_waits_only_briefly_for_the_database(
    engine: AsyncEngine, hasty: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await hasty.finder(GUILD)

    async def hang(_self: Library, _guild_id: int) -> int:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(Library, "last_change", hang)
    assert await hasty.finder(GUILD) is before
    assert await hasty.finder(GUILD) is before


async def test_a_failed_update_is_logged_even_if_nobody_waits_for_it(
    engine: AsyncEngine,
    hasty: Shelves,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await hasty.finder(GUILD)
    go_on = asyncio.Event()

    async def fail(_self: Library, _guild_id: int) -> int:
        await go_on.wait()
        raise OperationalError("SELECT", None, sqlite3.OperationalError("disk I/O error"))

    with monkeypatch.context() as failing:
        failing.setattr(Library, "last_change", fail)
        await hasty.finder(GUILD)
        go_on.set()
        await hasty.refresh(GUILD)

    assert (
        "Could not update the finder of server 7: (sqlite3.OperationalError) disk I/O error"
        in caplog.text
    )
    await hasty.refresh(GUILD)


async def test_a_finder_dropped_while_it_is_requested_is_still_returned(
    engine: AsyncEngine, database_path: Path
) -> None:
    shelves = Shelves(
        Library(engine),
        Indexing(Library(engine), database_path),
        Changes(engine),
        None,
        most_bytes=0,
    )
    for guild_id, draft in ((GUILD, AYAM), (OTHER, BEBEK)):
        await Shelf(engine, guild_id).add(replace(draft, id=f"{draft.id}-{guild_id}"))
    for _ in range(3):
        found = await asyncio.gather(*(shelves.finder(each) for each in (GUILD, OTHER, None, 21)))
        assert [titles(each) for each in found] == [["Ayam"], ["Bebek"], [], []]
    await shelves.close()


async def test_concurrent_requests_build_the_finder_once(
    engine: AsyncEngine, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    class CountedFinder(Finder):
        def __init__(self, articles: Iterable[Article]) -> None:
            super().__init__(tuple(articles))
            made.append(self)

    monkeypatch.setattr(indexing_module, "Finder", CountedFinder)
    await Shelf(engine, EVERYWHERE).add(AYAM)
    found = await asyncio.gather(*(shelves.finder(None) for _ in range(5)))

    assert len(made) == 1
    assert len(set(map(id, found))) == 1


async def test_beyond_the_memory_the_finder_used_longest_ago_is_dropped(
    engine: AsyncEngine, database_path: Path
) -> None:
    shelves = Shelves(
        Library(engine),
        Indexing(Library(engine), database_path),
        Changes(engine),
        None,
        most_bytes=1,
    )
    await Shelf(engine, GUILD).add(AYAM)
    await Shelf(engine, OTHER).add(BEBEK)
    first = await shelves.finder(GUILD)
    assert await shelves.finder(GUILD) is first
    await shelves.finder(OTHER)
    again = await shelves.finder(GUILD)

    assert again is not first
    assert titles(again) == titles(first)
    await shelves.close()


def restarted(engine: AsyncEngine, database_path: Path) -> Shelves:
    """Return shelves as they are after a start, which must not analyse all articles again."""
    return Shelves(
        Library(engine), Indexing(Library(engine), database_path), Changes(engine), patience=None
    )


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For each finder that is made of articles: how many."""
    made = []

    class CountedFinder(Finder):
        def __init__(self, articles: Iterable[Article]) -> None:
            articles = tuple(articles)
            made.append(len(articles))
            super().__init__(articles)

    monkeypatch.setattr(indexing_module, "Finder", CountedFinder)
    return made


async def test_after_a_start_only_what_changed_meanwhile_is_analysed(
    engine: AsyncEngine, shelves: Shelves, database_path: Path, made: list[int]
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    await shelves.finder(GUILD)
    await Shelf(engine, GUILD).add(BEBEK)

    found = await restarted(engine, database_path).finder(GUILD)

    assert titles(found) == ["Ayam", "Bebek"]
    assert made == [1]


@pytest.mark.databases("sqlite")
async def test_the_index_of_another_database_is_not_used(
    engine: AsyncEngine, shelves: Shelves, database_path: Path
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    await shelves.finder(GUILD)
    async with engine.begin() as connection:  # as an older copy of the database would have it
        await connection.execute(update(audit).values(changed_at=datetime(2020, 1, 1, tzinfo=UTC)))
        other = replace(AYAM, title="Itik")
        changed = update(article_versions).values(title=other.title, sha256=other.sha256)
        await connection.execute(changed)

    found = await restarted(engine, database_path).finder(GUILD)

    assert titles(found) == ["Itik"]


async def test_a_large_change_is_folded_and_stored_while_questions_are_answered(
    engine: AsyncEngine,
    shelves: Shelves,
    database_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: list[int],
) -> None:
    monkeypatch.setattr(passages_module, "MOST_RECENT", 0)
    await Shelf(engine, GUILD).add(AYAM)
    await shelves.finder(GUILD)
    await Shelf(engine, GUILD).add(BEBEK)
    changed = await shelves.finder(GUILD)
    assert changed.should_fold
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "fold 7"))

    folded = await shelves.finder(GUILD)

    assert titles(folded) == ["Ayam", "Bebek"]
    assert not folded.should_fold
    stored = IndexFolder.beside(database_path).load(GUILD)
    assert stored is not None
    assert titles(stored.finder) == ["Ayam", "Bebek"]
    assert made == [1]


async def test_changes_that_come_while_an_index_is_folded_do_not_undo_that(
    engine: AsyncEngine, shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages_module, "MOST_RECENT", 0)
    await Shelf(engine, GUILD).add(AYAM)
    await shelves.finder(GUILD)
    go_on, folded = asyncio.Event(), Indexing.folded

    async def slowly_folded(self: Indexing, guild_id: int, held: Held) -> Held:
        made = await folded(self, guild_id, held)
        await go_on.wait()
        return made

    monkeypatch.setattr(Indexing, "folded", slowly_folded)
    await Shelf(engine, GUILD).add(BEBEK)
    await shelves.finder(GUILD)
    await Shelf(engine, GUILD).add(KUCING)
    assert titles(await shelves.finder(GUILD)) == ["Ayam", "Bebek", "Kucing"]
    go_on.set()
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "fold 7"))

    found = await shelves.finder(GUILD)

    assert titles(found) == ["Ayam", "Bebek", "Kucing"]
    (index,) = found.indexes.values()
    assert (len(index.passages.standing), len(index.passages.recent)) == (2, 1)


async def test_an_index_that_cannot_be_folded_stays_as_it_is(
    engine: AsyncEngine,
    shelves: Shelves,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def not_folded(_self: Indexing, _guild_id: int, _held: Held) -> Held:
        raise OSError("no memory")

    monkeypatch.setattr(passages_module, "MOST_RECENT", 0)
    monkeypatch.setattr(Indexing, "folded", not_folded)
    await Shelf(engine, GUILD).add(AYAM)
    await shelves.finder(GUILD)
    await Shelf(engine, GUILD).add(BEBEK)
    await shelves.finder(GUILD)
    folding = [task for task in asyncio.all_tasks() if task.get_name() == "fold 7"]
    await asyncio.gather(*folding, return_exceptions=True)

    assert titles(await shelves.finder(GUILD)) == ["Ayam", "Bebek"]
    assert "Could not fold the index of server 7: no memory" in caplog.messages


@pytest.mark.parametrize("last", [GUILD, EVERYWHERE])
async def test_what_another_process_purges_is_not_found_any_more(
    engine: AsyncEngine, other_engine: AsyncEngine, shelves: Shelves, last: int
) -> None:
    """Whoever made the last change before, and even if the server goes on at once."""
    await Shelf(engine, GUILD).add(AYAM)
    await Shelf(engine, last).add(BEBEK)
    assert titles(await shelves.finder(GUILD)) == ["Ayam", "Bebek"]
    stays = ["Bebek"] if last == EVERYWHERE else []

    await purge_guild(other_engine, GUILD)
    if last == EVERYWHERE:
        assert titles(await shelves.finder(GUILD)) == stays
    await Shelf(other_engine, GUILD).add(KUCING)

    assert titles(await shelves.finder(GUILD)) == [*stays, "Kucing"]


async def test_the_index_of_a_server_that_is_forgotten_is_deleted(
    engine: AsyncEngine, shelves: Shelves, database_path: Path
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    await shelves.finder(GUILD)

    shelves.forget(GUILD)

    assert IndexFolder.beside(database_path).load(GUILD) is None


@pytest.mark.databases("sqlite")
async def test_without_the_database_answers_come_from_memory(
    engine: AsyncEngine, shelves: Shelves, database_path: Path
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    before = await shelves.finder(GUILD)
    with sqlite3.connect(database_path) as database:
        database.execute("ALTER TABLE audit RENAME TO lost")
    database.close()

    assert await shelves.finder(GUILD) is before
    with pytest.raises(OperationalError):
        await shelves.finder(OTHER)


def test_a_command_in_a_terminal_reaches_the_next_question(kutip: Kutip, tmp_path: Path) -> None:
    (tmp_path / "ayam.txt").write_text(AYAM.body)
    kutip("add", tmp_path / "ayam.txt")

    assert "Ayam berkokok" in kutip("ask", "Kapan ayam berkokok?").stdout
