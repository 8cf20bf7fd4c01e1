"""Looks at the pages of linked articles again, and proposes what has changed."""

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.drafts import KUTIP, WaitingDraft
from bot.articles.fetcher import NotWelcomeError
from bot.articles.intake import MESSAGE_LINK, IntakeResult
from bot.errors import UserError
from bot.follows import notices
from bot.follows.follows import has_not_left
from bot.follows.notices import MOST_OPEN, NoticeKind
from bot.follows.schedule import LONGEST_ASKED, after_failure
from bot.parts import Parts
from corpus.addresses import LinkError, LinkFault
from corpus.database import writing
from corpus.draft import Draft
from corpus.errors import ShelfError
from corpus.formats.errors import UnreadableError
from corpus.schema import EVERYWHERE, article_looks, article_versions, articles

GONE_AFTER = 2
"""How many looks in a row don't find a page before moderators are shown that it is gone."""
SCHEDULE_SECONDS = 600
"""Seconds between two looks for articles that are not scheduled yet, which read all shelves."""
AT_ONCE = 1000
"""Articles that are scheduled at a time."""


@dataclass(frozen=True, slots=True)
class Look:
    """An article whose page is to be looked at."""

    article_id: str
    guild_id: int
    link: str
    page: str | None
    etag: str | None
    last_modified: str | None
    failures: int
    gone: bool


class Looks:
    """Looks at pages every `period`; None: only when a feed says that they changed."""

    def __init__(self, parts: Parts, period: timedelta | None) -> None:
        self._parts = parts
        self._period = period
        self._schedule_at = 0.0

    async def schedule(self) -> None:
        """Have the articles that are new since the last time looked at a period later."""
        now = asyncio.get_running_loop().time()
        if self._period is None or now < self._schedule_at:
            return
        self._schedule_at = now + SCHEDULE_SECONDS
        scheduled = select(article_looks.c.article_id)
        wanted = (
            select(articles.c.id, articles.c.guild_id)
            .where(
                articles.c.guild_id != EVERYWHERE,
                articles.c.removed_at.is_(None),
                or_(articles.c.origin.like("http://%"), articles.c.origin.like("https://%")),
                articles.c.origin.not_like(f"{MESSAGE_LINK}%"),
                articles.c.id.not_in(scheduled),
            )
            .limit(AT_ONCE)
        )
        async with self._parts.engine.connect() as connection:
            if (await connection.execute(wanted)).first() is None:
                return
        due_at = literal(datetime.now(UTC) + self._period, article_looks.c.due_at.type)
        columns = ["article_id", "guild_id", "due_at"]
        async with writing(self._parts.engine) as connection:
            rows = wanted.add_columns(due_at)
            await connection.execute(insert(article_looks).from_select(columns, rows))

    async def due(self, now: datetime) -> list[Look]:
        """Return the articles to look at now, at most one of each server."""
        columns = article_looks.c
        # A time that no interval reaches was set while the clock was ahead.
        ahead = columns.due_at > now + (self._period or timedelta()) + LONGEST_ASKED
        # No joins, for which SQLite reads all articles rather than the few looks that are due.
        on_shelf = exists().where(
            articles.c.id == columns.article_id, articles.c.removed_at.is_(None)
        )
        link = (
            select(func.coalesce(articles.c.origin, ""))
            .where(articles.c.id == columns.article_id)
            .scalar_subquery()
        )
        place = func.row_number().over(
            partition_by=columns.guild_id, order_by=(columns.due_at, columns.article_id)
        )
        listed = (
            select(article_looks, link.label("link"), place.label("place"))
            .where(or_(columns.due_at <= now, ahead), on_shelf, has_not_left(columns.guild_id))
            .subquery()
        )
        wanted = (
            select(listed).where(listed.c.place == 1).order_by(listed.c.due_at, listed.c.guild_id)
        )
        async with self._parts.engine.connect() as connection:
            rows = (await connection.execute(wanted)).all()
            proposed = await notices.open_counts(connection) if rows else {}
        return [
            Look(**{name: getattr(row, name) for name in Look.__slots__})
            for row in rows
            if proposed.get(row.guild_id, 0) < MOST_OPEN
        ]

    async def look(self, look: Look) -> None:
        """Look at the page of an article; propose its text if it is another one than before."""
        parts = self._parts
        draft = await parts.catalogue(look.guild_id).draft(look.article_id)
        if draft is None or draft.origin is None:
            await self._note(look, due_at=None)
            return
        asked = replace(
            draft,
            etag=look.etag if look.page else draft.etag,
            last_modified=look.last_modified if look.page else draft.last_modified,
        )
        try:
            taken = await parts.intake.again(asked, parts.fetcher.await_turn)
        except (UnreadableError, NotWelcomeError):
            await self._note(look, failures=0)
        except LinkError as error:
            await self._failed(look, error)
        else:
            if taken is None:
                await self._note(look, failures=0, gone=False)
            else:
                await self._compare(look, draft, taken)

    async def _compare(self, look: Look, before: Draft, taken: IntakeResult) -> None:
        page = hashlib.sha256(taken.draft.body.encode("utf-8", "replace")).hexdigest()
        seen = {
            "page": page,
            "etag": taken.draft.etag,
            "last_modified": taken.draft.last_modified,
            "failures": 0,
            "gone": False,
        }
        # A text that was edited since differs from its page, whether or not that has changed.
        if page == look.page or await self._is_version(look.article_id, taken.draft.body):
            await self._note(look, **seen)
            return
        entry = await self._parts.catalogue(look.guild_id).entry(look.article_id)
        if entry is None:
            await self._note(look, due_at=None)
            return
        draft = replace(taken.draft, title=before.title, source=before.source, url=before.url)
        waiting = WaitingDraft("", look.guild_id, KUTIP, draft, entry.version, taken.notes)
        try:
            fits = (await self._parts.publisher.review(waiting)).problem is None
        except (ShelfError, UserError):  # It has no text any more, or would change nothing.
            fits = False
        async with writing(self._parts.engine) as connection:
            if not fits:
                await self._note_within(connection, look, **seen)
            elif await notices.is_proposed(connection, look.article_id):
                # What is proposed is decided on first; this is looked at again.
                await self._note_within(connection, look, failures=0)
            else:
                await self._note_within(connection, look, **seen)
                kept = await self._parts.drafts.keep_within(connection, waiting)
                await notices.add(
                    connection,
                    look.guild_id,
                    NoticeKind.CHANGED,
                    article_id=look.article_id,
                    draft_id=kept.id,
                )

    async def _is_version(self, article_id: str, body: str) -> bool:
        """Return whether this is the text of any version of an article."""
        wanted = select(article_versions.c.version).where(
            article_versions.c.article_id == article_id, article_versions.c.body == body
        )
        async with self._parts.engine.connect() as connection:
            return await connection.scalar(wanted.limit(1)) is not None

    async def _failed(self, look: Look, error: LinkError) -> None:
        # Looks that don't reach the site in between say nothing about the page.
        failures = look.failures + 1 if error.reason is LinkFault.NOT_FOUND else 0
        is_gone = failures >= GONE_AFTER
        again = datetime.now(UTC) + max(after_failure(failures, error), timedelta(days=1))
        async with writing(self._parts.engine) as connection:
            if is_gone and not look.gone:
                await notices.add(
                    connection, look.guild_id, NoticeKind.GONE, article_id=look.article_id
                )
            values: dict[str, object] = {"failures": failures, "gone": look.gone or is_gone}
            if failures < GONE_AFTER:
                values["due_at"] = again
            await self._note_within(connection, look, **values)

    async def _note(self, look: Look, **values: object) -> None:
        async with writing(self._parts.engine) as connection:
            await self._note_within(connection, look, **values)

    async def _note_within(self, connection: AsyncConnection, look: Look, **values: object) -> None:
        next_at = None if self._period is None else datetime.now(UTC) + self._period
        await connection.execute(
            update(article_looks)
            .where(article_looks.c.article_id == look.article_id)
            .values({"due_at": next_at, **values})
        )
