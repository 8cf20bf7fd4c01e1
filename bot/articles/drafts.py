"""Drafts waiting for a moderator to publish them, stored so that they survive a restart."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.notes import NO_NOTES, Notes
from bot.errors import UserError
from corpus.blocks import as_json, from_json
from corpus.database import writing
from corpus.draft import Draft, new_article_id
from corpus.errors import ChangedMeanwhileError
from corpus.schema import drafts, follow_notices

KEPT = timedelta(days=1)
"""How long drafts are kept."""
KUTIP = 0
"""The maker of drafts that Kutip proposes by itself; no Discord user has this id."""


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A stored draft for a server's shelf."""

    id: str
    """32 random hexadecimal digits."""
    guild_id: int
    made_by: int
    """A Discord user id, or KUTIP."""
    draft: Draft
    base: int | None
    """The article version it is based on; None for a new article."""
    notes: Notes
    """What the reader noticed."""
    query_id: str | None = None
    """Of the question that it was added for, if any."""


class Drafts:
    """Stores drafts until they are published, cancelled or older than KEPT."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(  # noqa: PLR0913, PLR0917
        self,
        guild_id: int,
        made_by: int,
        draft: Draft,
        base: int | None = None,
        notes: Notes = NO_NOTES,
        query_id: str | None = None,
    ) -> WaitingDraft:
        """Store a new draft."""
        waiting = WaitingDraft("", guild_id, made_by, draft, base, notes, query_id)
        async with writing(self._engine) as connection:
            return await self.keep_within(connection, waiting)

    async def keep_within(self, connection: AsyncConnection, waiting: WaitingDraft) -> WaitingDraft:
        """Store a draft as part of a write transaction; return it with its new id."""
        kept = replace(waiting, id=new_article_id())
        await connection.execute(insert(drafts).values(_row(kept)))
        return kept

    async def find(self, draft_id: str, guild_id: int) -> WaitingDraft | None:
        """Return a draft of this server; None if it does not exist (any more)."""
        async with self._engine.connect() as connection:
            return await _find(connection, draft_id, guild_id)

    async def change(self, shown: WaitingDraft, changed: WaitingDraft) -> None:
        """Replace a stored draft; raise as `delete_within` does, leaving it unchanged."""
        content = _row(changed)["content"]
        async with writing(self._engine) as connection:
            await _check_unchanged(connection, shown)
            await connection.execute(
                update(drafts).where(drafts.c.id == shown.id).values(content=content)
            )

    async def discard(self, draft_id: str, guild_id: int) -> None:
        """Delete a draft of this server; raise UserError if it does not exist (any more)."""
        async with writing(self._engine) as connection:
            gone = await connection.execute(delete(drafts).where(_is(draft_id, guild_id)))
        if not gone.rowcount:
            raise draft_gone()

    async def delete_within(self, connection: AsyncConnection, shown: WaitingDraft) -> None:
        """Delete a draft as part of a write transaction, which also stores what becomes of it.

        Raise UserError if it does not exist (any more), and ChangedMeanwhileError if it is not as
        shown, before anything is written.
        """
        await _check_unchanged(connection, shown)
        await connection.execute(delete(drafts).where(_is(shown.id, shown.guild_id)))

    async def purge(self) -> None:
        """Delete the drafts older than KEPT, except those that a notice still proposes."""
        proposed = select(follow_notices.c.draft_id).where(follow_notices.c.draft_id.is_not(None))
        old = and_(drafts.c.made_at < datetime.now(UTC) - KEPT, drafts.c.id.not_in(proposed))
        async with writing(self._engine) as connection:
            await connection.execute(delete(drafts).where(old))


def draft_gone() -> UserError:
    """Return the error for a draft that does not exist on this server (any more)."""
    return UserError("intake.draft_gone")


async def _check_unchanged(connection: AsyncConnection, shown: WaitingDraft) -> None:
    stored = await _find(connection, shown.id, shown.guild_id)
    if stored is None:
        raise draft_gone()
    if stored != shown:
        raise ChangedMeanwhileError(stored.draft.title)


async def _find(connection: AsyncConnection, draft_id: str, guild_id: int) -> WaitingDraft | None:
    wanted = select(drafts).where(_is(draft_id, guild_id))
    row = (await connection.execute(wanted)).one_or_none()
    return None if row is None else _waiting(row)


def _is(draft_id: str, guild_id: int) -> ColumnElement[bool]:
    return and_(drafts.c.id == draft_id, drafts.c.guild_id == guild_id)


def _waiting(row: Row[Any]) -> WaitingDraft:
    return WaitingDraft(
        id=row.id,
        guild_id=row.guild_id,
        made_by=row.made_by,
        draft=_draft(row.content["draft"]),
        base=row.content["base"],
        notes=Notes.from_json(row.content),
        # A draft that an earlier Kutip kept has none.
        query_id=row.content.get("query_id"),
    )


def _draft(fields: dict[str, Any]) -> Draft:
    # A draft that an earlier Kutip kept has no blocks.
    return Draft(**fields | {"blocks": from_json(fields.get("blocks", []), fields["body"])})


def _row(waiting: WaitingDraft) -> dict[str, object]:
    return {
        "id": waiting.id,
        "guild_id": waiting.guild_id,
        "made_by": waiting.made_by,
        "made_at": datetime.now(UTC),
        "content": {
            "draft": asdict(waiting.draft) | {"blocks": as_json(waiting.draft.blocks)},
            "base": waiting.base,
            "query_id": waiting.query_id,
            **waiting.notes.as_json(),
        },
    }
