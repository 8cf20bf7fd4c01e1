"""`kutip eval --log`: judged questions of the query log, replayed."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.judgements.judged_log import Judged, judged_questions
from bot.parts import Parts
from bot.querylog.servers import check_server
from bot.terminal.language import texts
from bot.terminal.program import Program
from bot.terminal.replay import Figures, Replay, replay
from corpus.errors import KutipError
from corpus.schema import EVERYWHERE

FIGURES = ("mrr10", "answered", "wrongly_refused", "wrong_first")
"""The columns of the table, by the names of Figures."""
ROWS = ("then", "without_own", "now")
"""The rows of the table, by the names of Replay."""


class NothingJudgedError(KutipError):
    """There is no judged question; says where judgements come from."""


def evaluate_log(program: Program, guild_id: int | None, wants_json: bool) -> None:
    """Replay a server's judged questions, or those from outside servers, and print the figures.

    Raise UnknownServerError or NothingJudgedError.
    """
    found = asyncio.run(_replay(program, guild_id or EVERYWHERE))
    if wants_json:
        click.echo(json.dumps(_rounded(asdict(found))))
        return
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column(texts("replay.questions", count=found.questions))
    for name in FIGURES:
        table.add_column(texts(f"replay.column_{name}"), justify="right")
    for name in ROWS:
        table.add_row(texts(f"replay.row_{name}"), *_cells(getattr(found, name)))
    Console(highlight=False, markup=False, emoji=False).print(table)
    _report_left_out(found)


async def known_judged(parts: Parts, guild_id: int) -> Sequence[Judged]:
    """Return the judged questions of a server, or of EVERYWHERE.

    Raise UnknownServerError or NothingJudgedError.
    """
    await check_server(parts.engine, guild_id)
    judged = await judged_questions(parts.engine, guild_id)
    if judged:
        return judged
    if guild_id == EVERYWHERE:
        raise NothingJudgedError(
            "No questions from outside servers were judged yet. Judgements come from votes and "
            "from choices in /review; name a server with --guild."
        )
    raise NothingJudgedError(
        "No questions were judged on server {server} yet. Judgements come from votes and from "
        "choices in /review; name another server with --guild.",
        server=guild_id,
    )


async def _replay(program: Program, guild_id: int) -> Replay:
    async with program.open_parts(program.settings()) as parts:
        judged = await known_judged(parts, guild_id)
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            asking = bar.add_task(texts("terminal.asking"), total=len(judged))
            return await replay(parts, guild_id, judged, lambda: bar.advance(asking))


def _cells(figures: Figures) -> list[str]:
    values = (getattr(figures, key) for key in FIGURES)
    return ["—" if value is None else f"{value:.3f}" for value in values]


def _report_left_out(found: Replay) -> None:
    if found.without_then:
        skipped = texts("replay.without_then", count=found.without_then)
        click.echo(f"kutip: {skipped}", err=True)
    if found.changed:
        click.echo(f"kutip: {texts('replay.changed', count=found.changed)}", err=True)


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value
