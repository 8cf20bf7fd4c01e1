"""`kutip purge`: permanently delete the data of a user, of a server or before a date."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from bot.parts import Parts
from bot.querylog.person import Person, count_kept, count_kept_as_moderator, forget
from bot.querylog.retention import count_kept_before, forget_before
from bot.querylog.unwritten import take_in
from bot.terminal.command import LARGEST, command, option
from bot.terminal.language import texts
from bot.terminal.program import Program
from corpus.purge import count_guild_rows, purge_guild

_ID = click.IntRange(1, LARGEST)


@dataclass(frozen=True, slots=True)
class _Target:
    """What to delete."""

    name: str
    """Such as `server 7`."""
    count: Callable[[], Awaitable[Mapping[str, int]]]
    """Counts the rows by table name."""
    delete: Callable[[], Awaitable[object]]
    count_staying: Callable[[], Awaitable[Mapping[str, int]]] | None = None
    """Counts the rows that stay."""


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    """Return the date's midnight, in UTC."""
    if value is None:
        return None
    try:
        day = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise click.BadParameter(texts("usage.day", value=value)) from error
    if day > datetime.now(UTC):
        raise click.BadParameter(texts("usage.future_day", value=value))
    return day


@command("purge", help="help.purge")
@option("--user", "user_id", metavar="ID", type=_ID, help="help.purge_user")
@option("--guild", "guild_id", metavar="ID", type=_ID, help="help.purge_guild")
@option(
    "--before",
    metavar="YYYY-MM-DD",
    callback=_day,
    help="help.purge_before",
)
@option("--dry-run", is_flag=True, help="help.purge_dry_run")
@option("--yes", is_flag=True, help="help.yes")
@click.pass_obj
def purge(  # noqa: PLR0913, PLR0917 - an argument each, as Click gives them
    program: Program,
    user_id: int | None,
    guild_id: int | None,
    before: datetime | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Permanently delete the data of a user, of a server or before a date."""
    if sum(given is not None for given in (user_id, guild_id, before)) != 1:
        raise click.UsageError(texts("usage.purge_one"))

    def target(parts: Parts) -> _Target:
        if user_id is not None:
            return _of_user(parts, user_id)
        if guild_id is not None:
            return _of_guild(parts, guild_id)
        assert before is not None
        return _of_time(parts, before)

    asyncio.run(_purge(program, target, dry_run=dry_run, ask=not yes))


def _of_user(parts: Parts, user_id: int) -> _Target:
    person = Person.of(user_id, parts.pseudonyms)
    return _Target(
        texts("purge.user", id=user_id),
        lambda: count_kept(parts.engine, person),
        lambda: forget(parts.engine, parts.querylog, person, parts.pseudonyms),
        lambda: count_kept_as_moderator(parts.engine, person),
    )


def _of_guild(parts: Parts, guild_id: int) -> _Target:
    async def delete() -> None:
        await purge_guild(parts.engine, guild_id)
        parts.shelves.forget_deleted()

    return _Target(
        texts("purge.server", id=guild_id),
        lambda: count_guild_rows(parts.engine, guild_id),
        delete,
    )


def _of_time(parts: Parts, before: datetime) -> _Target:
    return _Target(
        texts("purge.before", date=f"{before:%Y-%m-%d}"),
        lambda: count_kept_before(parts.engine, before),
        lambda: forget_before(parts.engine, before),
    )


async def _purge(
    program: Program, choose: Callable[[Parts], _Target], *, dry_run: bool, ask: bool
) -> None:
    async with program.open_parts(program.settings()) as parts:
        await take_in(parts.engine)  # Or else some of their questions would come back later.
        target = choose(parts)
        rows = await target.count()
        if rows:
            _show(texts("purge.rows", target=target.name), rows)
        else:
            click.echo(texts("purge.nothing", target=target.name))
        if target.count_staying and (staying := await target.count_staying()):
            _show(texts("purge.staying"), staying)
        if not rows:
            return
        if dry_run:
            click.echo(texts("purge.dry_run"))
            return
        if ask and not sys.stdin.isatty():
            raise click.UsageError(texts("usage.purge_yes"))
        if ask:
            click.confirm(texts("purge.confirm"), abort=True)
        await target.delete()
        click.echo(texts("purge.deleted"))


def _show(head: str, rows: Mapping[str, int]) -> None:
    click.echo(head)
    width = max(map(len, rows))
    for table, count in rows.items():
        click.echo(f"  {table:{width}}  {count:>9,}")
