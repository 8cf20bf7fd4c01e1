"""What people on Discord think of answers, and what they wish for where there was none."""

from enum import Enum

from bot.asked import storable
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.votes import Reason, Vote, Votes
from bot.querylog.wishes import Wishes


class WishResult(Enum):
    """What became of a wish to be told."""

    KEPT = "kept"
    TOO_MANY = "too many"
    """The person has as many as they may."""


class Feedback:
    """Takes votes and wishes about queries of a server, None outside servers.

    Each returns False, or None, if there is no such query there, any more.
    """

    def __init__(
        self, querylog: QueryLog, votes: Votes, wishes: Wishes, pseudonyms: Pseudonyms
    ) -> None:
        self._querylog = querylog
        self._votes = votes
        self._wishes = wishes
        self._pseudonyms = pseudonyms

    async def vote(self, query_id: str, guild_id: int | None, user_id: int, vote: Vote) -> bool:
        """Keep a person's vote on an answer, in place of an earlier one."""
        if await self._querylog.find_in(query_id, guild_id) is None:
            return False
        await self._querylog.written(query_id)
        await self._votes.vote(query_id, self._pseudonyms.of(user_id), vote)
        return True

    async def explain(
        self,
        query_id: str,
        guild_id: int | None,
        user_id: int,
        reason: Reason,
        comment: str = "",
    ) -> bool:
        """Keep why a person's thumb is down; False, too, if it is not."""
        if await self._querylog.find_in(query_id, guild_id) is None:
            return False
        voter = self._pseudonyms.of(user_id)
        return await self._votes.explain(query_id, voter, reason, storable(comment))

    async def wish(
        self, query_id: str, guild_id: int | None, user_id: int, channel_id: int
    ) -> WishResult | None:
        """Keep that a person wants to be told where; None as above."""
        query = await self._querylog.find_in(query_id, guild_id)
        if query is None or not query.question_key:
            return None
        await self._querylog.written(query_id)
        kept = await self._wishes.keep(query, user_id, channel_id)
        return WishResult.KEPT if kept else WishResult.TOO_MANY

    async def take_back(self, query_id: str, guild_id: int | None, user_id: int) -> bool:
        """Forget that a person wants to be told; False, too, if they don't."""
        if await self._querylog.find_in(query_id, guild_id) is None:
            return False
        return await self._wishes.take_back(query_id, user_id)
