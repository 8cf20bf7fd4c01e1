"""Drafts that wait for their moderator to publish them; they outlive a restart."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.draft import Draft, new_article_id
from corpus.schema import drafts

KEPT = timedelta(days=1)
"""How long a draft waits."""


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft on its way to a server's shelf."""

    id: str
    """32 hexadecimal digits, drawn at random."""
    guild_id: int
    made_by: int
    """A Discord user."""
    draft: Draft
    base: int | None
    """The version of the article that it changes; None for a new article."""
    warnings: tuple[str, ...]
    """What its reader warned of: values of ReadingWarning."""


class Drafts:
    """Keeps drafts in the database until they are published or cancelled, or KEPT is over."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(
        self,
        guild_id: int,
        made_by: int,
        draft: Draft,
        base: int | None = None,
        warnings: tuple[str, ...] = (),
    ) -> WaitingDraft:
        """Keep a new draft."""
        waiting = WaitingDraft(new_article_id(), guild_id, made_by, draft, base, warnings)
        async with writing(self._engine) as connection:
            await connection.execute(insert(drafts).values(_row(waiting)))
        return waiting

    async def find(self, draft_id: str, guild_id: int) -> WaitingDraft | None:
        """Return a draft of this server; None when there is none such, any more."""
        wanted = select(drafts).where(drafts.c.id == draft_id, drafts.c.guild_id == guild_id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else _waiting(row)

    async def change(self, waiting: WaitingDraft) -> None:
        """Keep a draft as it is now, in place of what it was; nothing if it is no longer kept."""
        row = _row(waiting)
        async with writing(self._engine) as connection:
            await connection.execute(
                update(drafts).where(drafts.c.id == waiting.id).values(content=row["content"])
            )

    async def claim(self, draft_id: str, guild_id: int) -> WaitingDraft | None:
        """Take a draft away, to publish or cancel it; None if somebody else was faster."""
        wanted = delete(drafts).where(drafts.c.id == draft_id, drafts.c.guild_id == guild_id)
        async with writing(self._engine) as connection:
            row = (await connection.execute(wanted.returning(drafts))).one_or_none()
        return None if row is None else _waiting(row)

    async def give_back(self, waiting: WaitingDraft) -> None:
        """Keep a claimed draft again, since it could not be published."""
        async with writing(self._engine) as connection:
            await connection.execute(insert(drafts).values(_row(waiting)))

    async def purge(self) -> None:
        """Forget the drafts that have waited for longer than KEPT."""
        async with writing(self._engine) as connection:
            await connection.execute(
                delete(drafts).where(drafts.c.made_at < datetime.now(UTC) - KEPT)
            )


def _waiting(row: Row[Any]) -> WaitingDraft:
    return WaitingDraft(
        id=row.id,
        guild_id=row.guild_id,
        made_by=row.made_by,
        draft=Draft(**row.content["draft"]),
        base=row.content["base"],
        warnings=tuple(row.content["warnings"]),
    )


def _row(waiting: WaitingDraft) -> dict[str, object]:
    return {
        "id": waiting.id,
        "guild_id": waiting.guild_id,
        "made_by": waiting.made_by,
        "made_at": datetime.now(UTC),
        "content": {
            "draft": asdict(waiting.draft),
            "base": waiting.base,
            "warnings": list(waiting.warnings),
        },
    }
