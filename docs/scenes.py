"""The scenes of the pictures for the documentation, each one message, in order."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import discord
from scene import Scene
from simcord.builders import ChannelHandle
from sqlalchemy import delete, insert

from bot.articles.drafts import KUTIP, WaitingDraft
from bot.articles.notes import NO_NOTES
from bot.asked import Asked, WayIn
from bot.discord.follow_channel import FollowChannel
from bot.follows import notices
from bot.follows.notices import NoticeKind
from bot.querylog.votes import Vote
from bot.questions.suggestions import Suggestions
from corpus.database import writing
from corpus.draft import Draft, new_article_id
from corpus.schema import follows, help_requests

SHIPPED = "strategi-nuklir-korea"
DOUBTED_TIMES = 4
"""How often the question that is answered with a warning is asked."""
WEEKLY = (9, 14, 12, 17, 11, 4, 6)
"""Questions on each day of a week."""
SEVERAL = 3
"""How many people ask a question that is suggested."""


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
    bot = scene.client
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


async def _shared(scene: Scene) -> None:
    asking = scene.played_by(scene.member)
    card = await asking.use("ask", question=scene.story.question, private=True)
    await asking.press(card, "answer.button_share")


async def _suggestions(scene: Scene) -> None:
    parts, guild_id, channel_id = scene.parts, scene.person.guild.id, scene.channel.id
    for question in scene.story.asked_often:
        for asker_id in range(1, SEVERAL + 1):
            asked = Asked(question, WayIn.SLASH, guild_id, channel_id, asker_id)
            reply = await parts.assistant.ask(asked)
            await parts.querylog.written(reply.query.id)
    scene.client.suggestions = Suggestions(
        parts.engine, parts.assistant, parts.shelves, patience=None
    )


async def _proposal(scene: Scene) -> None:
    parts, guild_id = scene.parts, scene.person.guild.id
    now = datetime.now(UTC)
    feeds = [
        {
            "id": number,
            "guild_id": guild_id,
            "title": title,
            "link": link,
            "publish": number > 1,
            "followed_at": now,
            "looked_at": now,
            "due_at": now,
        }
        for number, (title, link) in enumerate(scene.story.feeds, start=1)
    ]
    title, link, body = scene.story.news
    language, source = scene.story.locale[:2], scene.story.source
    draft = Draft(new_article_id(), title, source, link, language, body)
    waiting = WaitingDraft("", guild_id, KUTIP, draft, None, NO_NOTES)
    async with writing(parts.engine) as connection:
        await connection.execute(insert(follows), feeds)
        kept = await parts.drafts.keep_within(connection, waiting)
        await notices.add(connection, guild_id, NoticeKind.NEW, follow_id=1, draft_id=kept.id)
    log = scene.channel.id
    await parts.guilds.change(guild_id, lambda was: replace(was, log_channel_id=log))
    await FollowChannel(scene.client).poll()


async def _follows(scene: Scene) -> None:
    await scene.use("article follows")


async def _have_helpers(scene: Scene, channel: ChannelHandle) -> None:
    guild = scene.person.guild
    role = guild.create_role(scene.story.helpers, mentionable=True)
    await scene.parts.guilds.change(
        guild.id,
        lambda was: replace(was, helper_role_id=role.id, helper_channel_id=channel.id),
    )


async def _request(scene: Scene) -> None:
    await _have_helpers(scene, scene.channel)
    asking = scene.elsewhere().played_by(scene.member)
    card = await asking.use("ask", question=list(scene.story.unanswered)[-1])
    await asking.press(card, "human.button_ask")


async def _human(scene: Scene) -> None:
    await scene.use("ask", question=list(scene.story.unanswered)[-1])


async def _helped(scene: Scene) -> None:
    async with writing(scene.parts.engine) as connection:
        await connection.execute(delete(help_requests))  # Or else it is too soon to ask again.
    desk = scene.elsewhere()
    await _have_helpers(scene, desk.channel)
    card = await scene.use("ask", question=list(scene.story.unanswered)[-1])
    await scene.press(card, "human.button_ask")
    request = desk.channel.last_message
    assert request is not None
    label = scene.texts("human.button_answer")
    form = await scene.moderator.click(request, label=label)
    await scene.moderator.submit_modal(form, {"answer": scene.story.helped})


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
    "shared": _shared,
    "suggestions": _suggestions,
    "proposal": _proposal,
    "follows": _follows,
    "request": _request,
    "human": _human,
    "helped": _helped,
}
"""Each scene by its name."""
BY_ANYONE = frozenset(
    {
        *("answer", "correction", "doubt", "refusal", "reason", "help"),
        *("privacy", "privacy-delete", "suggestions", "human", "helped"),
    }
)
"""The scenes that a member plays; the others are a moderator's."""
