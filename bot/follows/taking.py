"""Takes in an article that a followed feed lists: proposes it to moderators, or publishes it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.drafts import KUTIP, WaitingDraft
from bot.articles.intake import IntakeResult
from bot.follows import notices
from bot.follows.follows import Follow, has_not_left
from bot.follows.notices import MOST_OPEN, NoticeKind
from bot.follows.schedule import after_failure
from bot.parts import Parts
from corpus.addresses import LinkError, LinkFault
from corpus.database import writing
from corpus.errors import SameTextError, ShelfError
from corpus.formats.errors import UnreadableError
from corpus.formats.feeds.feed import hashed
from corpus.prepared import prepare
from corpus.schema import articles, followed_entries, follows

MOST_TRIES = 5
"""How often an article is fetched that can't be for the time being."""
_TEMPORARY = frozenset(
    {
        *(LinkFault.UNKNOWN_HOST, LinkFault.UNREACHABLE, LinkFault.TIMEOUT, LinkFault.BROKEN),
        *(LinkFault.SERVER_ERROR, LinkFault.STATUS),
    }
)


@dataclass(frozen=True, slots=True)
class DueEntry:
    """An article of a feed that is to be fetched."""

    follow: Follow
    key: str
    link: str
    published: str | None
    failures: int


class Taking:
    """Takes articles in. Of each, all that becomes of it is one transaction."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def due(self, now: datetime) -> list[DueEntry]:
        """Return the articles to fetch now, at most one of each feed.

        None of a server whose moderators have MOST_OPEN proposals to decide on.
        """
        columns = followed_entries.c
        place = func.row_number().over(
            partition_by=columns.follow_id, order_by=(columns.due_at, columns.key)
        )
        listed = (
            select(columns.follow_id, columns.key, place.label("place"))
            .where(columns.status == "due", columns.due_at <= now, has_not_left(columns.guild_id))
            .subquery()
        )
        wanted = (
            select(follows, columns.key, columns.link.label("page"))
            .add_columns(columns.published, columns.failures.label("tries"))
            .join(listed, listed.c.follow_id == follows.c.id)
            .join(
                followed_entries,
                (columns.follow_id == listed.c.follow_id) & (columns.key == listed.c.key),
            )
            .where(listed.c.place == 1)
            .order_by(follows.c.id)
        )
        async with self._parts.engine.connect() as connection:
            rows = (await connection.execute(wanted)).all()
            proposed = await notices.open_counts(connection) if rows else {}
        return [
            DueEntry(Follow.of(row), row.key, row.page, row.published, row.tries)
            for row in rows
            if row.publish or proposed.get(row.guild_id, 0) < MOST_OPEN
        ]

    async def take(self, entry: DueEntry) -> None:
        """Fetch an article and take it in, unless the server has it, or decided on it before."""
        async with self._parts.engine.connect() as connection:
            settled = await _is_settled(connection, entry)
        if settled:
            await self._become(entry, "taken")
            return
        try:
            taken = await self._parts.intake.link(entry.link, self._parts.fetcher.await_turn)
        except LinkError as error:
            await self._failed(entry, error)
        except UnreadableError:
            await self._become(entry, "refused")
        else:
            await self._take_in(entry, taken)

    async def _take_in(self, entry: DueEntry, taken: IntakeResult) -> None:
        parts, follow = self._parts, entry.follow
        draft = taken.draft
        draft = replace(draft, published=draft.published or entry.published)
        waiting = WaitingDraft("", follow.guild_id, KUTIP, draft, None, taken.notes)
        try:
            problem = (await parts.publisher.review(waiting)).problem
        except ShelfError:  # There is nothing to quote in it.
            await self._become(entry, "refused")
            return
        page = hashed("page", draft.title, draft.body)
        if isinstance(problem, SameTextError):
            await self._become(entry, "taken", page_key=page)
        elif follow.publish and problem is None:
            await self._publish(entry, waiting, page)
        else:
            await self._propose(entry, waiting, page)

    async def _publish(self, entry: DueEntry, waiting: WaitingDraft, page: str) -> None:
        parts, follow = self._parts, entry.follow
        prepared = await asyncio.to_thread(prepare, waiting.draft)
        shelf = parts.shelf(follow.guild_id)
        try:
            async with writing(parts.engine) as connection:
                if not await _is_new(connection, entry, page):
                    return
                await shelf.add_within(connection, prepared, follow.followed_by)
        except ShelfError:  # Another article took its title or text meanwhile.
            return  # It is still due, and looked at again.
        await parts.shelves.refresh(follow.guild_id)

    async def _propose(self, entry: DueEntry, waiting: WaitingDraft, page: str) -> None:
        async with writing(self._parts.engine) as connection:
            if not await _is_new(connection, entry, page):
                return
            kept = await self._parts.drafts.keep_within(connection, waiting)
            await notices.add(
                connection,
                waiting.guild_id,
                NoticeKind.NEW,
                follow_id=entry.follow.id,
                draft_id=kept.id,
            )

    async def _failed(self, entry: DueEntry, error: LinkError) -> None:
        failures = entry.failures + 1
        if error.reason not in _TEMPORARY or failures >= MOST_TRIES:
            await self._become(entry, "refused")
            return
        due_at = datetime.now(UTC) + after_failure(failures, error)
        async with writing(self._parts.engine) as connection:
            await _set(connection, entry, "due", due_at=due_at, failures=failures)

    async def _become(self, entry: DueEntry, status: str, **values: object) -> None:
        async with writing(self._parts.engine) as connection:
            await _set(connection, entry, status, **values)


async def _is_settled(connection: AsyncConnection, entry: DueEntry) -> bool:
    """Return whether the server has or had the article, or another of its feeds took it in."""
    guild_id = entry.follow.guild_id
    of_link = select(articles.c.id).where(
        articles.c.guild_id == guild_id, articles.c.origin == entry.link
    )
    elsewhere = select(followed_entries.c.key).where(
        followed_entries.c.guild_id == guild_id,
        followed_entries.c.key == entry.key,
        followed_entries.c.status == "taken",
    )
    for wanted in (of_link, elsewhere):
        if await connection.scalar(wanted.limit(1)) is not None:
            return True
    return False


async def _is_new(connection: AsyncConnection, entry: DueEntry, page: str) -> bool:
    """Note that an article with this page is taken in; return whether the server had none before.

    It is the same one under a new link, if it did. Return False, too, if its feed isn't followed
    any more.
    """
    columns = followed_entries.c
    before = select(columns.key).where(
        columns.guild_id == entry.follow.guild_id,
        columns.page_key == page,
        columns.status == "taken",
    )
    known = await connection.scalar(before.limit(1))
    return await _set(connection, entry, "taken", page_key=page) and known is None


async def _set(connection: AsyncConnection, entry: DueEntry, status: str, **values: object) -> bool:
    """Set what became of an article; return False if its feed isn't followed any more."""
    changed = await connection.execute(
        update(followed_entries)
        .where(
            followed_entries.c.follow_id == entry.follow.id,
            followed_entries.c.key == entry.key,
            followed_entries.c.status == "due",
        )
        .values({"status": status, "due_at": None, **values})
    )
    return bool(changed.rowcount)
