"""A moderator on a simulated server, with links and files from a small internet."""

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
from tests.corpus.web.server import Internet

FERRY = (
    "The ferry to Sabang leaves Ulee Lheue harbour at eight every morning.\n\n"
    "A ticket for the ferry costs 40000 rupiah for adults and half of that for children.\n\n"
    "Cars must be at the pier one hour before the departure of the slow boat."
)
FERRY_TITLE = "The ferry to Sabang"


@dataclass(frozen=True)
class Desk:
    """An English-speaking moderator on a server, with its shelf."""

    moderator: MemberActor
    channel: ChannelHandle
    parts: Parts
    internet: Internet

    @property
    def guild_id(self) -> int:
        return self.moderator.guild.id

    async def command(self, name: str, **options: Any) -> InteractionResult:  # noqa: ANN401
        """Use an `/article` command."""
        return await self.moderator.slash(self.channel, f"article {name}", **options)

    async def card(self, name: str, **options: Any) -> ResponseMessage:  # noqa: ANN401
        """Use an `/article` command and return its card."""
        return response(await self.command(name, **options))

    async def press(self, card: ResponseMessage, label: str) -> InteractionResult:
        return await self.moderator.click(card, label=label)

    async def fill(self, shown: InteractionResult, **values: Any) -> InteractionResult:  # noqa: ANN401
        """Submit a form with these values."""
        return await self.moderator.submit_modal(shown, values)

    async def publish(self, card: ResponseMessage) -> str:
        """Publish a draft and return the text of its card."""
        await self.press(card, ENGLISH("intake.button_publish"))
        return texts_of(card)

    async def have_ferry(self) -> Entry:
        """Publish the article on the ferry, and return it."""
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
        """Return a member who is no moderator, but for whom the server allows all commands."""
        guild = self.moderator.guild
        member = guild.add_member(user)
        bot: KutipClient = self.moderator._env.bot  # type: ignore[assignment]
        for command in await bot.tree.fetch_commands():
            guild.set_command_permissions(command, {member: True})
        return member

    async def kept(self) -> tuple[int, ...]:
        """Return the numbers of articles, versions and audit rows on all shelves."""
        return await count_kept(self.parts.engine)


async def count_kept(engine: AsyncEngine) -> tuple[int, ...]:
    async with engine.connect() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (articles, article_versions, audit)
        ]
    return tuple(map(int, filter(None, counts)))


def sentence_of(result: InteractionResult) -> str:
    """Return the text of the private reply to an interaction."""
    # Reading the errors marks them as expected for SimCord.
    _ = result._env.errors
    replies = [message for message in (result.response, *result.followups) if message is not None]
    assert all(message.ephemeral for message in replies)
    return "\n".join(filter(None, map(texts_of, replies)))
