"""`kutip follow`: follow feeds for a server, list them, and stop."""

import asyncio

import click

from bot.follows.follows import Follows, Listed, Started
from bot.settings import Settings
from bot.terminal.command import LARGEST, command, option
from bot.terminal.console import printable
from bot.terminal.language import texts
from bot.terminal.program import GUILD, Program
from corpus.formats.feeds.feed import MOST_ENTRIES

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
            has_log = parts.guilds.of(guild_id).log_channel_id is not None
            _say(started, has_log_channel=has_log)


def _say(started: Started, *, has_log_channel: bool) -> None:
    """Say what happens now, and what was left out, as `/article follow` does."""
    feed, title = started.feed, printable(started.follow.title)
    listed = len(feed.entries)
    click.echo(texts("terminal.followed", title=title, count=listed, due=started.due))
    if not has_log_channel:
        click.echo(texts("terminal.follow_no_log_channel"))
    if feed.without_link:
        click.echo(texts("follow.without_link", count=feed.without_link))
    if feed.beyond:
        click.echo(texts("follow.beyond", count=MOST_ENTRIES))


def _list(listed: list[Listed]) -> None:
    if not listed:
        click.echo(texts("terminal.follow_none"))
    for one in listed:
        state = texts("follow.fails") if one.follow.fault else texts("terminal.follow_works")
        click.echo(printable(f"{one.follow.id}  {one.follow.title}  ({state})"))
        click.echo(printable(f"    {one.follow.link}"))
