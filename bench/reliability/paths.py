"""Everything that writes, as something to prepare and something to do."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from reliability import load
from reliability.load import World
from reliability.people import Server
from reliability.texts import story, unanswerable

Do: TypeAlias = Callable[[], Coroutine[Any, Any, str]]
Path: TypeAlias = Callable[[World, Server], Awaitable[Do]]
"""Prepares something, and returns what writes."""


async def _publish(world: World, server: Server) -> Do:
    new = story(world.draw)
    preview = await load.by_form(world, server, new)
    draft = load.note_draft(world, preview)
    return lambda: load.publish(world, preview, draft, new)


async def _publish_what_is_wished_for(world: World, server: Server) -> Do:
    await load.wish(world, server)
    new = world.wishes[world.wanted[server.id].pop()]
    preview = await load.by_form(world, server, new)
    draft = load.note_draft(world, preview)
    return lambda: load.publish(world, preview, draft, new)


async def _notify(world: World, server: Server) -> Do:
    await load.wish(world, server)
    wish = world.wanted[server.id].pop()
    new = world.wishes[wish]
    preview = await load.by_form(world, server, new)
    await load.publish(world, preview, load.note_draft(world, preview), new)
    published = world.last_published[server.id]
    await published.until(lambda each: each.has(r"kutip:tell:"), world.seconds)
    return lambda: load.notify(world, published, wish)


async def _amend(world: World, server: Server) -> Do:
    new = story(world.draw)
    preview = await load.by_form(world, server, new)
    draft = load.note_draft(world, preview)
    return lambda: load.rename(world, preview, draft, new)


async def _cancel(world: World, server: Server) -> Do:
    preview = await load.by_form(world, server, story(world.draw))
    draft = load.note_draft(world, preview)
    return lambda: load.cancel(world, preview, draft)


async def _vote(world: World, server: Server) -> Do:
    world.answers.clear()
    await load.ask(world, server)
    return lambda: load.vote(world, server)


async def _settle(world: World, server: Server) -> Do:
    await load.asked(world, server, unanswerable(world.draw))
    return lambda: load.settle(world, server)


async def _choose(world: World, server: Server) -> Do:
    await load.asked(world, server, unanswerable(world.draw))
    return lambda: load.choose(world, server)


def _just(action: load.Action) -> Path:
    async def prepare(world: World, server: Server) -> Do:
        return lambda: action(world, server)

    return prepare


async def _ask_by_command(world: World, server: Server) -> str:
    return await load.ask(world, server, load.by_command)


async def _ask_by_mention(world: World, server: Server) -> str:
    return await load.ask(world, server, load.by_mention)


PATHS: dict[str, Path] = {
    "publish": _publish,
    "publish what is wished for": _publish_what_is_wished_for,
    "notify": _notify,
    "revise": _just(load.change),
    "remove": _just(load.remove),
    "restore": _just(load.restore),
    "form": _just(load.leave_a_draft),
    "amend a draft": _amend,
    "cancel a draft": _cancel,
    "question by a command": _just(_ask_by_command),
    "question by a mention": _just(_ask_by_mention),
    "vote and reason": _vote,
    "wish": _just(load.wish),
    "settle": _settle,
    "choose a passage": _choose,
    "settings": _just(load.configure),
}
