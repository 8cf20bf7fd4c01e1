"""How often one person may ask on one server, whichever way they ask."""

import math
import time
from collections.abc import Callable
from typing import TypeAlias

from discord.app_commands import Cooldown as Bucket

from bot.asked import Asked
from bot.errors import NotTakenError

SECONDS = 10
"""The period in which a person may ask so many questions."""


_Person: TypeAlias = tuple[int | None, int | None]
"""A server and its member, by their ids."""


class Cooldown:
    """Counts each person's questions on each server; moderators' like all others."""

    def __init__(self, questions: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow so many questions in SECONDS of this clock; 0: any number."""
        self._questions = _Buckets(questions)
        self._notices = _Buckets(1)
        self._counts = questions > 0
        self._clock = clock

    def check(self, asked: Asked) -> None:
        """Count a question; raise NotTakenError, saying when to ask again, if it is too soon."""
        if not self._counts:
            return
        wait = self._questions.take(_person(asked), self._clock())
        if wait is not None:
            raise NotTakenError("ask.too_soon", count=max(1, math.ceil(wait)))

    def may_notify(self, asked: Asked) -> bool:
        """Return whether to reply that a question isn't taken, where everybody sees it.

        It is once in SECONDS for each person, so that nobody can fill a channel with it.
        """
        return self._notices.take(_person(asked), self._clock()) is None


def _person(asked: Asked) -> _Person:
    return asked.guild_id, asked.asker_id


class _Buckets:
    """A bucket for each person who took from it in the last SECONDS.

    discord.py's CooldownMapping looks at all of its buckets each time: under load, that takes
    longer than all else that a question waits for before it is acknowledged.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._held: dict[_Person, tuple[float, Bucket]] = {}
        """With the time of the last take, in whose order they are."""

    def take(self, person: _Person, now: float) -> float | None:
        """Take from a person's bucket; return the seconds until it is refilled if it was empty."""
        _, bucket = self._held.pop(person, (now, Bucket(self._rate, SECONDS)))
        self._held[person] = now, bucket
        while self._held[eldest := next(iter(self._held))][0] < now - SECONDS:
            del self._held[eldest]
        return bucket.update_rate_limit(now)
