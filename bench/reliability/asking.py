"""What members do: ask, vote, wish, and export what is kept about them."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from reliability.ledger import Key
from reliability.people import Server
from reliability.sentences import says
from reliability.standin import Exchange
from reliability.texts import story, unanswerable
from reliability.world import World, refusal
from tests.discord.people import Person

ANSWERABLE = 0.85
"""The share of questions that an article answers; the others are there for moderators."""


async def by_command(world: World, server: Server, person: Person, question: str) -> Exchange:
    """Ask by the command."""
    return await world.discord.use(server, person, "ask", question=question)


async def by_mention(world: World, server: Server, person: Person, question: str) -> Exchange:
    """Ask by a mention."""
    return await world.discord.say(server, person, question)


Way: TypeAlias = Callable[[World, Server, Person, str], Awaitable[Exchange]]


async def ask(world: World, server: Server, way: Way | None = None) -> str:
    """Ask what an article answers, or now and then, none."""
    known = world.article(server) if world.draw.random() < ANSWERABLE else None
    question = unanswerable(world.draw) if known is None else known.question
    shown = await asked(world, server, question, way)
    if known is not None and not shown.has(r"kutip:vote:"):
        return refusal(shown)
    return "answered"


async def asked(world: World, server: Server, question: str, way: Way | None = None) -> Exchange:
    """Ask a question in some way, and note the reply."""
    way = way or world.draw.choice((by_command, by_mention))
    world.ledger.asked += 1
    shown = await world.replied(
        await way(world, server, world.draw.choice(server.members), question)
    )
    if shown.has(r"kutip:bin:"):
        assert shown.replied is not None
        world.delays.append(shown.replied - shown.sent)
        world.ledger.shown[query_of(shown)] = server.id
        if shown.has(r"kutip:vote:"):
            world.answers.append(shown)
    return shown


def query_of(shown: Exchange) -> str:
    """Return the query id of a reply."""
    return shown.custom_id(r"kutip:bin:").split(":")[2]


async def vote(world: World, server: Server) -> str:
    """Vote on an earlier answer, with a reason if it was of no help."""
    if not world.answers:
        return await ask(world, server)
    shown = world.draw.choice(world.answers)
    person = world.draw.choice(shown.server.members)
    key = ("vote", query_of(shown), int(person.id))
    if key in world.busy:
        return "nothing to do"
    up = world.draw.random() < 0.4
    async with world.changing(key):
        value = (1 if up else -1, None, None)
        world.ledger.attempt(key, value)
        thumb = await world.replied(
            await world.discord.press(shown, rf"kutip:vote:.*:{'up' if up else 'down'}", person)
        )
        if not says(thumb.text, "feedback.thanks_up" if up else "feedback.thanks_down"):
            return refusal(thumb)
        world.ledger.confirm(key, value)
        if up or world.draw.random() < 0.3:
            return "voted"
        return await _explain(world, thumb, key)


async def _explain(world: World, thumb: Exchange, key: Key) -> str:
    reason = world.draw.choice(("passage", "outdated", "other"))
    comment = f"Kurang {story(world.draw).title}" if reason == "other" else None
    value = (-1, reason, comment)
    chosen = await world.discord.choose(thumb, r"kutip:reason:", reason)
    if comment is not None:
        if not await world.opens_form(chosen):
            return refusal(chosen)
        world.ledger.attempt(key, value)
        chosen = await world.discord.submit(chosen, comment=comment)
    else:
        world.ledger.attempt(key, value)
    await world.replied(chosen)
    if not says(chosen.text, "feedback.thanks_reason"):
        return refusal(chosen)
    world.ledger.confirm(key, value)
    return "explained"


async def wish(world: World, server: Server) -> str:
    """Ask for something that no article has yet, and wish to be notified."""
    wanted = story(world.draw)
    shown = await asked(world, server, wanted.question)
    if not shown.has(r"kutip:wish:"):
        return refusal(shown)
    key = ("wish", query_of(shown), int(shown.person.id))
    world.wishes[key] = wanted
    world.ledger.attempt(key, True)
    pressed = await world.replied(await world.discord.press(shown, r"kutip:wish:"))
    if not says(pressed.text, "feedback.wish_kept"):
        return refusal(pressed)
    world.ledger.confirm(key, True)
    world.promised.add(key)
    # Any card about several changes may offer to notify this person.
    world.ledger.attempt(key, None)
    world.wanted.setdefault(server.id, []).append(key)
    return "wished"


async def export(world: World, server: Server) -> str:
    """Export what is kept about a person."""
    person = world.draw.choice(server.members)
    sent = await world.replied(await world.discord.use(server, person, "privacy export"))
    return "exported" if says(sent.text, "privacy.exported") else refusal(sent)
