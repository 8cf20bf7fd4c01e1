import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.drafts import KEPT, KUTIP, Drafts, WaitingDraft
from bot.articles.notes import NO_NOTES, Notes
from bot.errors import UserError
from bot.follows import notices
from bot.follows.notices import NoticeKind
from bot.locales import ENGLISH
from corpus.article import Block, Kind, Span
from corpus.database import writing
from corpus.draft import Draft
from corpus.errors import ChangedMeanwhileError
from corpus.formats.reading import LeftOut
from corpus.schema import drafts as table
from corpus.schema import follow_notices

pytestmark = pytest.mark.databases("sqlite", "postgresql")

DRAFT = Draft(
    "a", "Title", "Source", "https://a.example/", "en", "A body.", "origin", "etag", "now"
)
DRAFT = replace(DRAFT, blocks=(Block(Kind.HEADING, Span(0, 7)),), author="Sari")
NOTES = Notes(("few_letters",), (2, 3), (LeftOut("Baca juga: Bebek", 7),))
HERE, THERE = 1, 2
GONE = ENGLISH("intake.draft_gone")


@pytest.fixture
def drafts(engine: AsyncEngine) -> Drafts:
    return Drafts(engine)


@pytest.fixture
async def waiting(drafts: Drafts) -> WaitingDraft:
    return await drafts.keep(HERE, 7, DRAFT, base=3, notes=NOTES, query_id="0" * 32)


async def test_a_draft_is_found_as_it_was_kept(drafts: Drafts, waiting: WaitingDraft) -> None:
    assert await drafts.find(waiting.id, HERE) == waiting
    assert (waiting.guild_id, waiting.made_by, waiting.draft) == (HERE, 7, DRAFT)
    assert (waiting.base, waiting.notes, waiting.query_id) == (3, NOTES, "0" * 32)


async def test_no_other_server_finds_changes_or_discards_it(
    drafts: Drafts, waiting: WaitingDraft
) -> None:
    stolen = replace(waiting, guild_id=THERE)

    assert await drafts.find(waiting.id, THERE) is None
    with pytest.raises(UserError, match=GONE):
        await drafts.change(stolen, stolen)
    with pytest.raises(UserError, match=GONE):
        await drafts.discard(waiting.id, THERE)
    assert await drafts.find(waiting.id, HERE) == waiting


async def test_a_draft_is_discarded_once(drafts: Drafts, waiting: WaitingDraft) -> None:
    tries = await asyncio.gather(
        *(drafts.discard(waiting.id, HERE) for _ in range(5)), return_exceptions=True
    )

    assert sorted(map(str, tries)) == sorted([str(None), *[GONE] * 4])
    assert await drafts.find(waiting.id, HERE) is None


async def test_a_changed_draft_is_found_as_it_is_now(drafts: Drafts, waiting: WaitingDraft) -> None:
    changed = WaitingDraft(
        waiting.id, HERE, 7, Draft("b", "New", "", None, "id", "B."), None, NO_NOTES
    )

    await drafts.change(waiting, changed)

    assert await drafts.find(waiting.id, HERE) == changed


async def test_a_change_does_not_undo_another_that_was_not_seen(
    drafts: Drafts, waiting: WaitingDraft
) -> None:
    renamed = replace(waiting, draft=replace(DRAFT, title="Boats"))
    await drafts.change(waiting, renamed)

    with pytest.raises(ChangedMeanwhileError):
        await drafts.change(waiting, replace(waiting, notes=NO_NOTES))

    assert await drafts.find(waiting.id, HERE) == renamed


async def test_a_deleted_draft_can_not_be_changed(drafts: Drafts, waiting: WaitingDraft) -> None:
    await drafts.discard(waiting.id, HERE)

    with pytest.raises(UserError, match=GONE):
        await drafts.change(waiting, replace(waiting, notes=NO_NOTES))

    assert await drafts.find(waiting.id, HERE) is None


async def test_only_old_drafts_are_purged(
    drafts: Drafts, waiting: WaitingDraft, engine: AsyncEngine
) -> None:
    old = await drafts.keep(HERE, 7, DRAFT)
    async with writing(engine) as connection:
        too_long_ago = datetime.now(UTC) - KEPT - timedelta(seconds=1)
        await connection.execute(
            update(table).where(table.c.id == old.id).values(made_at=too_long_ago)
        )

    await drafts.purge()

    assert await drafts.find(old.id, HERE) is None
    assert await drafts.find(waiting.id, HERE) == waiting


async def test_an_old_draft_stays_while_a_notice_proposes_it(
    drafts: Drafts, engine: AsyncEngine
) -> None:
    old = await drafts.keep(HERE, KUTIP, DRAFT)
    too_long_ago = datetime.now(UTC) - notices.KEPT - timedelta(seconds=1)
    async with writing(engine) as connection:
        await connection.execute(update(table).values(made_at=too_long_ago))
        await notices.add(connection, HERE, NoticeKind.NEW, draft_id=old.id)
    await notices.purge(engine)
    await drafts.purge()
    assert await drafts.find(old.id, HERE) == old

    async with writing(engine) as connection:
        await connection.execute(update(follow_notices).values(made_at=too_long_ago))
    await notices.purge(engine)
    await drafts.purge()
    assert await drafts.find(old.id, HERE) is None
