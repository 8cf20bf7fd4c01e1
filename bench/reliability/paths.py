"""Everything that writes, as something to prepare and something to do."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from reliability import articles, asking, moderating
from reliability.people import Server
from reliability.texts import story, unanswerable
from reliability.world import Action, World

Do: TypeAlias = Callable[[], Coroutine[Any, Any, str]]
Path: TypeAlias = Callable[[World, Server], Awaitable[Do]]
"""Prepares something, and returns what writes."""


async def _publish(world: World, server: Server) -> Do:
    new = story(world.draw)
    preview = await articles.by_form(world, server, new)
    draft = articles.note_draft(world, preview)
    return lambda: articles.publish(world, preview, draft, new)


async def _publish_what_is_wished_for(world: World, server: Server) -> Do:
    await asking.wish(world, server)
    new = world.wishes[world.wanted[server.id].pop()]
    preview = await articles.by_form(world, server, new)
    draft = articles.note_draft(world, preview)
    return lambda: articles.publish(world, preview, draft, new)


async def _notify(world: World, server: Server) -> Do:
    await asking.wish(world, server)
    wish = world.wanted[server.id].pop()
    new = world.wishes[wish]
    preview = await articles.by_form(world, server, new)
    await articles.publish(world, preview, articles.note_draft(world, preview), new)
    published = world.last_published[server.id]
    await published.until(lambda each: each.has(r"kutip:tell:"), world.seconds)
    return lambda: articles.notify(world, published, wish)


async def _amend(world: World, server: Server) -> Do:
    new = story(world.draw)
    preview = await articles.by_form(world, server, new)
    draft = articles.note_draft(world, preview)
    return lambda: articles.rename(world, preview, draft, new)


async def _cancel(world: World, server: Server) -> Do:
    preview = await articles.by_form(world, server, story(world.draw))
    draft = articles.note_draft(world, preview)
    return lambda: articles.cancel(world, preview, draft)


async def _vote(world: World, server: Server) -> Do:
    world.answers.clear()
    while not world.answers:
        await asking.ask(world, server)
    return lambda: asking.vote(world, server)


async def _settle(world: World, server: Server) -> Do:
    await asking.asked(world, server, unanswerable(world.draw))
    return lambda: moderating.settle(world, server)


async def _choose(world: World, server: Server) -> Do:
    await asking.asked(world, server, unanswerable(world.draw))
    return lambda: moderating.choose(world, server)


def _just(action: Action) -> Path:
    async def prepare(world: World, server: Server) -> Do:
        return lambda: action(world, server)

    return prepare


async def _ask_by_command(world: World, server: Server) -> str:
    return await asking.ask(world, server, asking.by_command)


async def _ask_by_mention(world: World, server: Server) -> str:
    return await asking.ask(world, server, asking.by_mention)


PATHS: dict[str, Path] = {
    "publish": _publish,
    "publish what is wished for": _publish_what_is_wished_for,
    "notify": _notify,
    "revise": _just(articles.change),
    "remove": _just(articles.remove),
    "restore": _just(articles.restore),
    "form": _just(articles.leave_a_draft),
    "amend a draft": _amend,
    "cancel a draft": _cancel,
    "question by a command": _just(_ask_by_command),
    "question by a mention": _just(_ask_by_mention),
    "vote and reason": _vote,
    "wish": _just(asking.wish),
    "settle": _settle,
    "choose a passage": _choose,
    "settings": _just(moderating.configure),
}
