"""The setting of a picture for the documentation, and what people do in it."""

from dataclasses import dataclass, replace
from typing import Any

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import ResponseMessage
from stories import Story

from bot.asked import Asked, WayIn
from bot.discord.client import KutipClient
from bot.locales import Texts, texts_for
from bot.parts import Parts
from bot.querylog.record import QueryRecord


@dataclass(frozen=True, slots=True)
class Scene:
    """The setting of a picture, with a channel of its own."""

    story: Story
    env: Env
    channel: ChannelHandle
    person: MemberActor
    """Who sees the picture, and uses the commands."""
    member: MemberActor
    """Somebody who may ask."""
    moderator: MemberActor

    @property
    def client(self) -> KutipClient:
        """The bot in the picture."""
        assert isinstance(self.env.bot, KutipClient)
        return self.env.bot

    @property
    def parts(self) -> Parts:
        """The parts of the bot in the picture."""
        return self.client.parts

    @property
    def texts(self) -> Texts:
        """What the bot says in the language of the story."""
        return texts_for(self.story.locale, "en")

    def elsewhere(self) -> "Scene":
        """Return the scene in a channel that is not in the picture."""
        return replace(self, channel=self.person.guild.create_text_channel("desk"))

    def played_by(self, person: MemberActor) -> "Scene":
        """Return the scene with somebody else using the commands."""
        return replace(self, person=person)

    async def ask(self, question: str) -> QueryRecord:
        """Ask a question on the server; return the record once it is written."""
        asked = Asked(question, WayIn.SLASH, self.person.guild.id)
        query = (await self.parts.assistant.ask(asked)).query
        await self.parts.querylog.written(query.id)
        return query

    async def use(self, command: str, **options: Any) -> ResponseMessage:  # noqa: ANN401
        """Use a command; return the reply."""
        card = (await self.person.slash(self.channel, command, **options)).response
        assert card is not None
        return card

    async def press(self, card: ResponseMessage, key: str, **values: Any) -> None:  # noqa: ANN401
        """Press a button, given the key of its label."""
        await self.person.click(card, label=self.texts(key, **values))

    async def pick(self, card: ResponseMessage, place: int = 0) -> None:
        """Choose from the last menu of a card."""
        [box] = card.components
        rows = [part["components"] for part in box["components"] if "components" in part]
        [menu] = [row[0] for row in rows if "options" in row[0]][-1:]
        await self.person.select(
            card, [menu["options"][place]["value"]], custom_id=menu["custom_id"]
        )

    async def fill_in(self, command: str, *texts: str, **options: str) -> ResponseMessage:
        """Submit the form of an article command with these texts; return the card."""
        form = await self.person.slash(self.channel, f"article {command}", **options)
        filled = dict(zip(("title", "source", "text"), texts, strict=True))
        card = (await self.person.submit_modal(form, filled)).response
        assert card is not None
        return card
