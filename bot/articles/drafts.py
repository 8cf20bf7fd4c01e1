"""Drafts waiting for a moderator to publish them, stored so that they survive a restart."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.notes import NO_NOTES, Notes
from corpus.blocks import as_json, from_json
from corpus.database import writing
from corpus.draft import Draft, new_article_id
from corpus.schema import drafts

KEPT = timedelta(days=1)
"""How long drafts are kept."""


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A stored draft for a server's shelf."""

    id: str
    """32 random hexadecimal digits."""
    guild_id: int
    made_by: int
    """A Discord user id."""
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
        waiting = WaitingDraft(new_article_id(), guild_id, made_by, draft, base, notes, query_id)
        async with writing(self._engine) as connection:
            await connection.execute(insert(drafts).values(_row(waiting)))
        return waiting

    async def find(self, draft_id: str, guild_id: int) -> WaitingDraft | None:
        """Return a draft of this server; None if it does not exist (any more)."""
        wanted = select(drafts).where(drafts.c.id == draft_id, drafts.c.guild_id == guild_id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else _waiting(row)

    async def change(self, waiting: WaitingDraft) -> None:
        """Update a stored draft; do nothing if it is no longer stored."""
        row = _row(waiting)
        async with writing(self._engine) as connection:
            await connection.execute(
                update(drafts).where(drafts.c.id == waiting.id).values(content=row["content"])
            )

    async def claim(self, draft_id: str, guild_id: int) -> WaitingDraft | None:
        """Remove and return a draft, to publish or cancel it; None if somebody else was faster."""
        wanted = delete(drafts).where(drafts.c.id == draft_id, drafts.c.guild_id == guild_id)
        async with writing(self._engine) as connection:
            row = (await connection.execute(wanted.returning(drafts))).one_or_none()
        return None if row is None else _waiting(row)

    async def give_back(self, waiting: WaitingDraft) -> None:
        """Store a claimed draft again because it could not be published."""
        async with writing(self._engine) as connection:
            await connection.execute(insert(drafts).values(_row(waiting)))

    async def purge(self) -> None:
        """Delete the drafts older than KEPT."""
        async with writing(self._engine) as connection:
            await connection.execute(
                delete(drafts).where(drafts.c.made_at < datetime.now(UTC) - KEPT)
            )


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
