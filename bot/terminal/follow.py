"""`kutip follow`: follow feeds for a server, list them, and stop."""

import asyncio

import click

from bot.follows.follows import Follows, Listed
from bot.settings import Settings
from bot.terminal.command import LARGEST, command, option
from bot.terminal.console import printable
from bot.terminal.language import texts
from bot.terminal.program import GUILD, Program

LATEST = 3
"""As in `/article follow`."""
MOST_LATEST = 20


@command("follow", help="help.follow")
@click.argument("link", metavar="[URL]", required=False)
@GUILD
@option("--latest", type=click.IntRange(0, MOST_LATEST), default=LATEST, help="help.follow_latest")
@option("--publish", is_flag=True, help="help.follow_publish")
@option("--stop", metavar="NUMBER", type=click.IntRange(1, LARGEST), help="help.follow_stop")
@click.pass_obj
def follow(  # noqa: PLR0913, PLR0917 - an argument each, as Click gives them
    program: Program,
    link: str | None,
    guild_id: int | None,
    latest: int,
    publish: bool,
    stop: int | None,
) -> None:
    """Follow a feed; without one, list those that are followed."""
    if guild_id is None:
        raise click.UsageError(texts("usage.follow_guild"))
    if link is not None and stop is not None:
        raise click.UsageError(texts("usage.follow_or_stop"))
    asyncio.run(_follow(program, program.settings(), guild_id, link, latest, publish, stop))


async def _follow(  # noqa: PLR0913, PLR0917
    program: Program,
    settings: Settings,
    guild_id: int,
    link: str | None,
    latest: int,
    publish: bool,
    stop: int | None,
) -> None:
    async with program.open_parts(settings, 1) as parts:
        follows = Follows(parts.engine, parts.fetcher, guild_id)
        if stop is not None:
            title = await follows.stop(stop)
            click.echo(texts("terminal.follow_stopped", title=printable(title)))
        elif link is None:
            _list(await follows.listed())
        else:
            started = await follows.start(link, None, publish=publish, latest=latest)
            title = printable(started.follow.title)
            listed = len(started.feed.entries)
            click.echo(texts("terminal.followed", title=title, count=listed, due=started.due))


def _list(listed: list[Listed]) -> None:
    if not listed:
        click.echo(texts("terminal.follow_none"))
    for one in listed:
        state = texts("follow.fails") if one.follow.fault else texts("terminal.follow_works")
        click.echo(printable(f"{one.follow.id}  {one.follow.title}  ({state})"))
        click.echo(printable(f"    {one.follow.link}"))
