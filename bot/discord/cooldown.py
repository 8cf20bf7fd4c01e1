"""How often one person may ask on one server, whichever way they ask."""

import math
import time
from collections.abc import Callable

from discord.ext.commands import CooldownMapping

from bot.asked import Asked
from bot.errors import NotTakenError

SECONDS = 10
"""The period in which a person may ask so many questions."""


class Cooldown:
    """Counts each person's questions on each server; moderators' like all others."""

    def __init__(self, questions: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow so many questions in SECONDS of this clock; 0: any number."""
        self._questions = CooldownMapping.from_cooldown(questions, SECONDS, _person)
        self._notices = CooldownMapping.from_cooldown(1, SECONDS, _person)
        self._counts = questions > 0
        self._clock = clock

    def check(self, asked: Asked) -> None:
        """Count a question; raise NotTakenError, saying when to ask again, if it is too soon."""
        if not self._counts:
            return
        wait = self._questions.update_rate_limit(asked, self._clock())
        if wait is not None:
            raise NotTakenError("ask.too_soon", count=max(1, math.ceil(wait)))

    def may_notify(self, asked: Asked) -> bool:
        """Return whether to reply that a question isn't taken, where everybody sees it.

        It is once in SECONDS for each person, so that nobody can fill a channel with it.
        """
        return self._notices.update_rate_limit(asked, self._clock()) is None


def _person(asked: Asked) -> tuple[int | None, int | None]:
    return asked.guild_id, asked.asker_id
