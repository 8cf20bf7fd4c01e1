"""The scenes of the pictures for the documentation, each one message, in order."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import discord
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
from bot.querylog.votes import Vote
from corpus.draft import Draft, new_article_id

SHIPPED = "strategi-nuklir-korea"
DOUBTED_TIMES = 4
"""How often the question that is answered with a warning is asked."""
WEEKLY = (9, 14, 12, 17, 11, 4, 6)
"""Questions on each day of a week."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The setting of a picture, with a channel of its own."""

    story: Story
    env: Env
    channel: ChannelHandle
    person: MemberActor

    @property
    def parts(self) -> Parts:
        """The parts of the bot in the picture."""
        assert isinstance(self.env.bot, KutipClient)
        return self.env.bot.parts

    @property
    def texts(self) -> Texts:
        """What the bot says in the language of the story."""
        return texts_for(self.story.locale, "en")

    def elsewhere(self) -> "Scene":
        """Return the scene in a channel that is not in the picture."""
        return replace(self, channel=self.person.guild.create_text_channel("desk"))

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


async def _publish(scene: Scene) -> None:
    story = scene.story
    draft = Draft(
        new_article_id(),
        story.title,
        story.source,
        story.url,
        story.locale[:2],
        "\n\n".join(story.paragraphs),
        origin=story.url,
    )
    guild_id = scene.person.guild.id
    await scene.parts.shelf(guild_id).add(draft, scene.person.id)
    await scene.parts.shelves.refresh(guild_id)


async def _preview(scene: Scene) -> None:
    story = scene.story
    await scene.fill_in("add", story.title, story.source, "\n\n".join(story.paragraphs))
    await _publish(scene)


async def _welcome(scene: Scene) -> None:
    bot = scene.env.bot
    assert isinstance(bot, KutipClient)
    channel = bot.get_channel(scene.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(bot.texts_in(scene.story.locale)("server.welcome"))


async def _answer(scene: Scene) -> None:
    await scene.use("ask", question=scene.story.question)


async def _correction(scene: Scene) -> None:
    await scene.use("ask", question=scene.story.misspelt)


async def _doubt(scene: Scene) -> None:
    await scene.use("ask", question=scene.story.doubted)


async def _refusal(scene: Scene) -> None:
    await scene.use("ask", question=next(iter(scene.story.unanswered)))


async def _reason(scene: Scene) -> None:
    card = await scene.use("ask", question=scene.story.doubted)
    buttons = [
        each for row in card.components[0]["components"] for each in row.get("components", [])
    ]
    [down] = [each for each in buttons if (each.get("emoji") or {}).get("name") == "👎"]
    await scene.person.click(card, custom_id=down["custom_id"])


async def _help(scene: Scene) -> None:
    await scene.use("help")


async def _privacy(scene: Scene) -> None:
    await scene.use("privacy about")


async def _privacy_delete(scene: Scene) -> None:
    await scene.use("privacy delete")


async def _list(scene: Scene) -> None:
    await scene.use("article list")


async def _article(scene: Scene) -> None:
    await scene.pick(await scene.use("article list"))


async def _questions(scene: Scene) -> None:
    card = await scene.use("article show", article=scene.story.title)
    await scene.press(card, "shelf.button_questions")


async def _history(scene: Scene) -> None:
    await scene.use("article history", article=scene.story.title)


async def _removal(scene: Scene) -> None:
    await scene.use("article remove", article=scene.story.title)


async def _diff(scene: Scene) -> None:
    story = scene.story
    await scene.fill_in(
        "edit", story.title, story.source, "\n\n".join(story.changed), article=story.title
    )


async def _server(scene: Scene) -> None:
    guild = scene.person.guild
    log = guild.create_text_channel("log" if scene.story.locale != "id" else "catatan")
    await scene.parts.guilds.change(
        guild.id,
        lambda was: replace(
            was,
            log_channel_id=log.id,
            digest=True,
            moderator_roles=frozenset({guild.create_role("Editors").id}),
        ),
    )
    await scene.use("server show")


async def _review(scene: Scene) -> None:
    for question, times in scene.story.unanswered.items():
        for _ in range(times):
            await scene.ask(question)
    await scene.use("review unanswered")


async def _unanswered(scene: Scene) -> None:
    await scene.pick(await scene.use("review unanswered"))


async def _question(scene: Scene) -> None:
    for _ in range(DOUBTED_TIMES):
        await scene.ask(scene.story.doubted)
    await scene.pick(await scene.use("review poor"))


async def _chosen(scene: Scene) -> None:
    desk = scene.elsewhere()
    card = await desk.use("review poor")
    await desk.pick(card)
    await desk.press(card, "review.button_answers", number=1)
    await scene.use("review chosen")


async def _settled(scene: Scene) -> None:
    desk = scene.elsewhere()
    card = await desk.use("review unanswered")
    await desk.pick(card, 1)
    await desk.press(card, "review.button_dismiss")
    await scene.use("review settled")


async def _stats(scene: Scene) -> None:
    # It stepped aside when the server published an article of its own.
    await scene.parts.shelf(scene.person.guild.id).unhide(SHIPPED)
    querylog, feedback = scene.parts.querylog, scene.parts.feedback
    answered = await scene.ask(scene.story.question)
    refused = await scene.ask(list(scene.story.unanswered)[-1])
    last = refused.id
    for back in range(1, 30):
        day = answered.asked_at - timedelta(days=back)
        count = WEEKLY[day.weekday()]
        for number in range(count):
            like = refused if number < count // (3 + day.day % 3) else answered
            last = uuid4().hex
            querylog.record(replace(like, id=last, asked_at=day))
    await querylog.written(last)
    for voter in range(1, 12):
        vote = Vote.UP if voter % 5 else Vote.DOWN
        await feedback.vote(answered.id, answered.guild_id, voter, vote)
    await scene.use("review stats", days=30)


SCENES: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "welcome": _welcome,
    "preview": _preview,
    "answer": _answer,
    "correction": _correction,
    "doubt": _doubt,
    "refusal": _refusal,
    "reason": _reason,
    "help": _help,
    "help-moderator": _help,
    "privacy": _privacy,
    "privacy-delete": _privacy_delete,
    "list": _list,
    "article": _article,
    "questions": _questions,
    "history": _history,
    "removal": _removal,
    "diff": _diff,
    "server": _server,
    "review": _review,
    "unanswered": _unanswered,
    "question": _question,
    "chosen": _chosen,
    "settled": _settled,
    "stats": _stats,
}
"""Each scene by its name."""
BY_ANYONE = frozenset(
    {"answer", "correction", "doubt", "refusal", "reason", "help", "privacy", "privacy-delete"}
)
"""The scenes that a member plays; the others are a moderator's."""
