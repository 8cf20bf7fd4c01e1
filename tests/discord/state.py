"""Everything that the stand-in knows, shared by its HTTP API, its gateway and the people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.discord import payloads
from tests.discord.commands import Commands
from tests.discord.interactions import Interactions
from tests.discord.messages import Messages
from tests.discord.payloads import JSON
from tests.discord.world import World

Dispatch = Callable[[str, JSON], Awaitable[None]]
"""Sends the bot an event of this name."""


@dataclass(slots=True)
class State:
    world: World
    commands: Commands
    messages: Messages
    interactions: Interactions
    dispatch: Dispatch
    settle: Callable[[], Awaitable[None]]
    """Waits until the bot has handled what it was sent before."""

    @classmethod
    def empty(
        cls,
        clock: Callable[[], float],
        dispatch: Dispatch,
        settle: Callable[[], Awaitable[None]],
    ) -> "State":
        messages = Messages()
        interactions = Interactions(messages, clock)
        return cls(World(), Commands(), messages, interactions, dispatch, settle)

    async def announce(self, message: JSON) -> None:
        """Send the bot a message that everybody in its channel sees.

        Without a privileged intent, Discord withholds what is not addressed to the bot.
        """
        guild = self.world.guild_of(message["channel_id"])
        event = dict(message)
        if guild is not None:
            member = guild.members.get(message["author"]["id"])
            event["guild_id"] = guild.id
            if member is not None:
                event["member"] = {key: member[key] for key in member if key != "user"}
            if not _addressed(message):
                event |= {"content": "", "embeds": [], "attachments": [], "components": []}
            may = guild.permissions(payloads.APPLICATION_ID, guild.channels[message["channel_id"]])
            if not may.view_channel:
                return
        await self.dispatch("MESSAGE_CREATE", event)


def _addressed(message: JSON) -> bool:
    ids = {message["author"]["id"], *(each["id"] for each in message["mentions"])}
    return payloads.APPLICATION_ID in ids
