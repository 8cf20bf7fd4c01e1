"""What follows changes of articles, from the outbox: asking again, and showing the effects."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import and_, not_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.answer_changes import Period, changes_in
from bot.questions.reasking import AskedAgain, Changed, affected
from corpus.audit import Action
from corpus.outbox import Batch, Task, changes_of, due, spread
from corpus.schema import audit

MOST_WAITING = 5
"""Interactions of a server that wait at a time to show effects. Each asks up to hundreds of
questions again, so that without a limit, changes in quick succession would pile up."""


class Held:
    """The servers whose outbox is left to an interaction that shows what follows its own change."""

    def __init__(self) -> None:
        self._times: Counter[int] = Counter()
        self._crowded: set[int] = set()

    def __iter__(self) -> Iterator[int]:
        """Iterate over the ids of the servers that are held right now."""
        return iter(+self._times)

    def lets_wait(self, guild_id: int) -> bool:
        """Return whether an interaction that holds a server may go on to wait.

        Once more than MOST_WAITING do, none does until the outbox has caught up: a server that is
        always held would otherwise never get to what was left to the outbox.
        """
        if self._times[guild_id] > MOST_WAITING:
            self._crowded.add(guild_id)
        return guild_id not in self._crowded

    def caught_up(self, guild_id: int) -> None:
        """Let interactions wait again, now that the outbox asks what they left to it."""
        self._crowded.discard(guild_id)

    @contextmanager
    def holding(self, guild_id: int) -> Iterator[None]:
        """Hold a server within the block, which must include the change itself."""
        self._times[guild_id] += 1
        try:
            yield
        finally:
            self._times[guild_id] -= 1


async def changed_in(engine: AsyncEngine, batch: Batch) -> Changed | None:
    """Return the articles that a batch is about; None if it is about none.

    By itself Kutip only hides shipped articles, right before a server's first of its own.
    """
    by_kutip = and_(audit.c.changed_by.is_(None), audit.c.action == Action.HIDDEN)
    wanted = select(audit.c.article_id).where(changes_of(batch), not_(by_kutip)).distinct()
    async with engine.connect() as connection:
        articles = frozenset(await connection.scalars(wanted))
    return Changed(batch.guild_id, articles, batch.since) if articles else None


async def spread_changes(engine: AsyncEngine, wanted: Callable[[int], bool]) -> None:
    """Have questions asked again on each server that changes of the shared articles affect.

    See `due` for `wanted`.
    """
    for batch in await due(engine, Task.SPREAD, wanted):
        changed = await changed_in(engine, batch)
        servers = [] if changed is None else await affected(engine, changed)
        await spread(engine, batch, [each.guild_id for each in servers])


async def found_by(engine: AsyncEngine, batch: Batch) -> AskedAgain:
    """Return the effects that a batch has to show."""
    during = Period(batch.since, batch.until)
    changes = await changes_in(engine, batch.guild_id, during)
    return AskedAgain(during, tuple(changes), cut=batch.cut)
