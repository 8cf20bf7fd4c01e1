"""What people who play the mixed load know of the servers, and how they wait.

One that doesn't get a reply in time counts it as silence, and does something else.
"""

import random
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reliability.ledger import Key, Ledger
from reliability.people import Server
from reliability.standin import Exchange, StandIn
from reliability.texts import Story

RECENT = 40
"""How many replies people still vote on."""


@dataclass(slots=True)
class World:
    """What the load knows of the servers, apart from what the ledger promises."""

    discord: StandIn
    ledger: Ledger
    draw: random.Random
    seconds: float = 30
    """How long people wait for a reply."""
    stories: dict[tuple[int, str], dict[str, Story]] = field(default_factory=dict)
    """The versions of each article by server and title, by their answers."""
    answers: deque[Exchange] = field(default_factory=lambda: deque(maxlen=RECENT))
    wishes: dict[Key, Story] = field(default_factory=dict)
    """What somebody wishes to be notified of."""
    promised: set[Key] = field(default_factory=set)
    """Wishes that the bot has confirmed."""
    wanted: dict[int, list[Key]] = field(default_factory=dict)
    """Wishes for which no article was added yet, by server."""
    last_published: dict[int, Exchange] = field(default_factory=dict)
    """What came of the last publishing, by server."""
    busy: set[Key] = field(default_factory=set)
    """Things that somebody is changing."""
    outcomes: Counter[str] = field(default_factory=Counter)
    silences: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    """Seconds until the replies to questions."""

    @property
    def servers(self) -> Sequence[Server]:
        """The servers that the load is on."""
        return self.discord.servers

    @asynccontextmanager
    async def changing(self, *keys: Key) -> AsyncIterator[None]:
        """Keep others from changing the same things."""
        self.busy.update(keys)
        try:
            yield
        finally:
            self.busy.difference_update(keys)

    def article(self, server: Server, *, standing: bool = True) -> Story | None:
        """Return an article of a server that nobody is changing: one on the shelf, or removed."""
        found = [
            key
            for key, value in self.ledger.known("article")
            if key[1] == server.id and (value is not None) == standing and key not in self.busy
        ]
        if not found:
            return None
        key = self.draw.choice(found)
        versions = self.stories[server.id, str(key[2])]
        [value] = self.ledger.allowed[key]
        return versions[str(value)] if value is not None else next(reversed(versions.values()))

    def on_shelf(self, server: Server) -> int:
        """Return how many articles a server has, as far as is known."""
        return sum(
            key[1] == server.id and value is not None for key, value in self.ledger.known("article")
        )

    async def replied(self, shown: Exchange) -> Exchange:
        """Wait until a reply says something, and return it."""
        await shown.until(lambda each: bool(each.text.strip()), self.seconds)
        return shown

    async def opens_form(self, shown: Exchange) -> bool:
        """Wait until a form opens or something else is shown; return whether it is the form."""
        await shown.until(lambda each: each.form is not None or each.messages != [], self.seconds)
        return shown.form is not None


Action: TypeAlias = Callable[[World, Server], Coroutine[Any, Any, str]]
"""Does one thing on a server, and returns what came of it."""


def refusal(shown: Exchange) -> str:
    """Return a refusal for the counts."""
    return f"refused: {' '.join(shown.text.split())[:100]}"
