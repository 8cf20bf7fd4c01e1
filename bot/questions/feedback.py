"""Feedback from people on Discord: votes on answers, and requests to be notified of one."""

from enum import Enum

from bot.asked import storable
from bot.judgements.choices import ChoicesOfGuilds
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.votes import Reason, Vote, Votes
from bot.querylog.wishes import Wishes


class WishResult(Enum):
    """The result of a request to be notified."""

    KEPT = "kept"
    TOO_MANY = "too many"
    """The person has reached the limit."""


class Feedback:
    """Records votes and wishes about a server's queries (`guild_id` is None outside servers).

    Each method returns False or None if there is no such query there (any more).
    """

    def __init__(
        self,
        querylog: QueryLog,
        votes: Votes,
        wishes: Wishes,
        choices: ChoicesOfGuilds,
        pseudonyms: Pseudonyms,
    ) -> None:
        self._querylog = querylog
        self._votes = votes
        self._wishes = wishes
        self._choices = choices
        self._pseudonyms = pseudonyms

    async def vote(self, query_id: str, guild_id: int | None, user_id: int, vote: Vote) -> bool:
        """Store a person's vote on an answer, replacing an earlier one."""
        if await self._querylog.find_in(query_id, guild_id) is None:
            return False
        await self._querylog.written(query_id)
        await self._votes.vote(query_id, self._pseudonyms.of(user_id), vote)
        self._choices.forget(guild_id)
        return True

    async def explain(
        self,
        query_id: str,
        guild_id: int | None,
        user_id: int,
        reason: Reason,
        comment: str = "",
    ) -> bool:
        """Store why a person voted an answer down; also False if they did not."""
        if await self._querylog.find_in(query_id, guild_id) is None:
            return False
        voter = self._pseudonyms.of(user_id)
        explained = await self._votes.explain(query_id, voter, reason, storable(comment))
        self._choices.forget(guild_id)
        return explained

    def read_again(self) -> None:
        """Read all votes again, after a person's data was deleted."""
        self._choices.forget_all()

    async def wish(
        self, query_id: str, guild_id: int | None, user_id: int, channel_id: int
    ) -> WishResult | None:
        """Store a request to notify a person in a channel."""
        query = await self._querylog.find_in(query_id, guild_id)
        if query is None or not query.question_key:
            return None
        await self._querylog.written(query_id)
        kept = await self._wishes.keep(query, user_id, channel_id)
        return WishResult.KEPT if kept else WishResult.TOO_MANY

    async def take_back(self, query_id: str, guild_id: int | None, user_id: int) -> bool:
        """Delete a person's request; also False if there is none."""
        if await self._querylog.find_in(query_id, guild_id) is None:
            return False
        return await self._wishes.take_back(query_id, user_id)
