"""A moderator at work on a simulated server, with links and files from a small internet."""

from dataclasses import dataclass
from typing import Any

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, UserHandle
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.client import KutipClient
from bot.locales import ENGLISH
from bot.parts import Parts
from corpus.catalogue import Entry
from corpus.schema import article_versions, articles, audit
from tests.bot.discord_client import response, texts_of
from tests.corpus.web_server import Internet

FERRY = (
    "The ferry to Sabang leaves Ulee Lheue harbour at eight every morning.\n\n"
    "A ticket for the ferry costs 40000 rupiah for adults and half of that for children.\n\n"
    "Cars must be at the pier one hour before the departure of the slow boat."
)
FERRY_TITLE = "The ferry to Sabang"


@dataclass(frozen=True)
class Desk:
    """A moderator on a server, who speaks English, and what is on its shelf."""

    moderator: MemberActor
    channel: ChannelHandle
    parts: Parts
    internet: Internet

    @property
    def guild_id(self) -> int:
        return self.moderator.guild.id

    async def command(self, name: str, **options: Any) -> InteractionResult:  # noqa: ANN401
        """Use a command of the group `/article`."""
        return await self.moderator.slash(self.channel, f"article {name}", **options)

    async def card(self, name: str, **options: Any) -> ResponseMessage:  # noqa: ANN401
        """Use such a command and return the card that it shows."""
        return response(await self.command(name, **options))

    async def press(self, card: ResponseMessage, label: str) -> InteractionResult:
        return await self.moderator.click(card, label=label)

    async def fill(self, shown: InteractionResult, **values: Any) -> InteractionResult:  # noqa: ANN401
        """Fill in a form and send it."""
        return await self.moderator.submit_modal(shown, values)

    async def publish(self, card: ResponseMessage) -> str:
        """Publish a draft and return what its card says then."""
        await self.press(card, ENGLISH("intake.button_publish"))
        return texts_of(card)

    async def have_ferry(self) -> Entry:
        """Put an article on the shelf, and return it."""
        await self.publish(await self.card("add", file=(f"{FERRY_TITLE}.txt", FERRY.encode())))
        return await self.only_article()

    async def only_article(self) -> Entry:
        [entry] = [
            entry
            for entry in await self.parts.catalogue(self.guild_id).entries()
            if not entry.shared
        ]
        return entry

    async def answer(self, question: str) -> str:
        return texts_of(
            response(await self.moderator.slash(self.channel, "ask", question=question))
        )

    async def let_in(self, user: UserHandle) -> MemberActor:
        """Return a member who is no moderator, but to whom the server shows all commands."""
        guild = self.moderator.guild
        member = guild.add_member(user)
        bot: KutipClient = self.moderator._env.bot  # type: ignore[assignment]
        for command in await bot.tree.fetch_commands():
            guild.set_command_permissions(command, {member: True})
        return member

    async def kept(self) -> tuple[int, ...]:
        """Return how many articles, versions and lines of the audit there are on all shelves."""
        return await count_kept(self.parts.engine)


async def count_kept(engine: AsyncEngine) -> tuple[int, ...]:
    async with engine.connect() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (articles, article_versions, audit)
        ]
    return tuple(map(int, filter(None, counts)))


def sentence_of(result: InteractionResult) -> str:
    """Return what somebody was told, and only they, in place of a card."""
    # Of what a command raised, for it to be told, SimCord wants to know that it was meant to.
    _ = result._env.errors
    told = [message for message in (result.response, *result.followups) if message is not None]
    assert all(message.ephemeral for message in told)
    return "\n".join(filter(None, map(texts_of, told)))
