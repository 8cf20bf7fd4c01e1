"""`kutip log`: list questions, print statistics, follow new questions."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.guilds import Guilds
from bot.querylog.csv import csv_lines
from bot.querylog.record import Outcome
from bot.querylog.rows import LoggedQuery, rows
from bot.querylog.selection import Selection
from bot.querylog.servers import check_server
from bot.querylog.statistics import statistics
from bot.querylog.unanswered import UnansweredQuestion, lookback_start, unanswered
from bot.querylog.unwritten import try_to_take_in
from bot.querylog.weekly import weekly
from bot.terminal.command import LARGEST, Group, option
from bot.terminal.figures import figures_as_json, show_figures
from bot.terminal.language import texts
from bot.terminal.logged import as_json, as_line, show_rows
from bot.terminal.moment import Moment
from bot.terminal.output import write_utf8
from bot.terminal.program import Program
from corpus.database import open_database
from index.finder import DOUBT

SHOWN = 50
"""Questions listed by default."""
SHOWN_BEFORE = 10
"""Earlier questions that `tail` starts with."""
POLLED_EVERY = 1.0
"""Polling interval for new questions, in seconds."""
LATE = timedelta(minutes=1)
"""Maximum delay between asking and logging for `tail` to show a question; longer than the query log
retries while the database is locked."""


def _selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Add filter options to a command, which receives them as `selection`."""

    @option(
        "--guild",
        "guild_id",
        metavar="ID",
        type=click.IntRange(0, LARGEST),
        help="help.log_guild",
    )
    @option("--since", type=Moment(), help="help.log_since")
    @option("--until", type=Moment(), help="help.log_until")
    @option(
        "--outcome",
        type=click.Choice([outcome.value for outcome in Outcome]),
        help="help.log_outcome",
    )
    @option("--text", help="help.log_text")
    @functools.wraps(command)
    def selecting(
        *arguments: object,
        guild_id: int | None,
        since: datetime | None,
        until: datetime | None,
        outcome: str | None,
        text: str | None,
        **others: object,
    ) -> None:
        if since is not None and since >= (until or datetime.now(UTC)):
            raise click.UsageError(texts("usage.since_until" if until else "usage.since_now"))
        selection = Selection(
            guild_id=guild_id,
            since=since,
            until=until,
            outcome=Outcome(outcome) if outcome else None,
            text=text,
        )
        command(*arguments, selection=selection, **others)

    return selecting


@click.group("log", cls=Group, help="help.log", invoke_without_command=True)
@_selecting
@option("--limit", type=click.IntRange(1, LARGEST), help="help.log_limit")
@option("--csv", "wants_csv", is_flag=True, help="help.csv")
@option("--json", "wants_json", is_flag=True, help="help.json_rows")
@click.pass_context
def log(
    ctx: click.Context, limit: int | None, wants_csv: bool, wants_json: bool, selection: Selection
) -> None:
    """List questions and their outcomes, in chronological order."""
    if ctx.invoked_subcommand:
        if any(value is not None and value is not False for value in ctx.params.values()):
            raise click.UsageError(texts("usage.log_options", command=ctx.invoked_subcommand))
        return
    if wants_csv and wants_json:
        raise click.UsageError(texts("usage.exclusive", first="--csv", second="--json"))
    program = ctx.find_object(Program)
    assert program is not None
    if wants_csv or wants_json:
        write_utf8()
    asyncio.run(_log(program, selection, limit, wants_csv, wants_json))


@log.command("stats", help="help.log_stats")
@_selecting
@option("--json", "wants_json", is_flag=True, help="help.json")
@click.pass_obj
def stats(program: Program, wants_json: bool, selection: Selection) -> None:
    """Print statistics."""
    asyncio.run(_stats(program, selection, wants_json))


@log.command("tail", help="help.log_tail")
@_selecting
@option("--json", "wants_json", is_flag=True, help="help.json_rows")
@click.pass_obj
def tail(program: Program, wants_json: bool, selection: Selection) -> None:
    """Print the latest questions, then each new one, until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_tail(program, selection, wants_json))


@asynccontextmanager
async def _opened(program: Program, selection: Selection) -> AsyncGenerator[AsyncEngine, None]:
    """Open the database with every question, and check that the selected server exists."""
    settings = program.settings()
    async with open_database(settings.database, settings.database_url) as engine:
        await try_to_take_in(engine)
        if selection.guild_id is not None:
            await check_server(engine, selection.guild_id)
        yield engine


async def _log(
    program: Program, selection: Selection, limit: int | None, wants_csv: bool, wants_json: bool
) -> None:
    async with _opened(program, selection) as engine:
        if limit is None and (wants_csv or wants_json):
            found = rows(engine, selection, newest_first=False)
        else:
            found = _last(engine, selection, limit or SHOWN)
        if wants_csv:
            async for line in csv_lines(found):
                click.echo(line, nl=False)
        elif wants_json:
            async for row in found:
                click.echo(as_json(row))
        else:
            shown = [row async for row in found]
            show_rows(shown)
            if limit is None and len(shown) == SHOWN:
                click.echo(texts("terminal.log_limited", count=SHOWN), err=True)


async def _last(engine: AsyncEngine, selection: Selection, most: int) -> AsyncIterator[LoggedQuery]:
    """Yield the latest questions in chronological order."""
    for row in reversed([row async for row in rows(engine, selection, most)]):
        yield row


async def _stats(program: Program, selection: Selection, wants_json: bool) -> None:
    async with _opened(program, selection) as engine:
        figures = await statistics(engine, selection)
        guilds = await Guilds.load(engine, program.settings().min_confidence)
        # Of all servers together, each may have another threshold: then the installation's counts.
        doubtful_below = guilds.least_confidence(selection.guild_id) + DOUBT
        weeks = await weekly(engine, selection, doubtful_below)
        open_questions: list[UnansweredQuestion] | None = None
        if selection.guild_id is not None:
            since = selection.since or lookback_start()
            open_questions = await unanswered(engine, selection.guild_id, since)
    if wants_json:
        write_utf8()
        click.echo(figures_as_json(figures, weeks, open_questions))
    else:
        show_figures(figures, weeks, open_questions)


async def _tail(program: Program, selection: Selection, wants_json: bool) -> None:
    if wants_json:
        write_utf8()
    show = as_json if wants_json else as_line
    async with _opened(program, selection) as engine:
        async for row in _following(engine, selection):
            click.echo(show(row))


async def _following(engine: AsyncEngine, selection: Selection) -> AsyncIterator[LoggedQuery]:
    """Yield the latest questions, then new ones forever, whichever process logs them."""
    # Read before the latest questions, so that one logged in between is not skipped.
    seen = {row.id for row in await _lately(engine, selection)}
    async for row in _last(engine, selection, SHOWN_BEFORE):
        seen.add(row.id)
        yield row
    while True:
        found = await _lately(engine, selection)
        for row in found:
            if row.id not in seen:
                yield row
        seen = {row.id for row in found}
        await asyncio.sleep(POLLED_EVERY)


async def _lately(engine: AsyncEngine, selection: Selection) -> list[LoggedQuery]:
    late = replace(selection, since=datetime.now(UTC) - LATE)
    return [row async for row in rows(engine, late, newest_first=False)]
