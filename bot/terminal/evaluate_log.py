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
from bot.terminal.program import Program
from bot.terminal.replay import Figures, Replay, replay
from corpus.errors import KutipError
from corpus.schema import EVERYWHERE

HEADINGS = {
    "mrr10": "MRR@10",
    "answered": "Answered",
    "wrongly_refused": "Wrongly refused",
    "wrong_first": "Wrong first",
}
"""Table headings by row key."""
ROWS = {"then": "Then", "search": "Now, search alone", "now": "Now, with what was chosen"}
"""Row names by the keys of a replay."""


class NothingJudgedError(KutipError):
    """No question of the server was judged; says where judgements come from."""

    def __init__(self, guild_id: int) -> None:
        if guild_id == EVERYWHERE:
            super().__init__(
                "No questions from outside servers were judged yet. Judgements come from votes "
                "and from choices in /review; name a server with --guild."
            )
        else:
            super().__init__(
                "No questions were judged on server {server} yet. Judgements come from votes and "
                "from choices in /review; name another server with --guild.",
                server=guild_id,
            )


def evaluate_log(program: Program, guild_id: int | None, wants_json: bool) -> None:
    """Replay a server's judged questions, or those from outside servers, and print the figures.

    Raise UnknownServerError or NothingJudgedError.
    """
    found = asyncio.run(_replay(program, guild_id or EVERYWHERE))
    if wants_json:
        click.echo(json.dumps(_rounded(asdict(found))))
        return
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column(f"{found.questions} questions")
    for heading in HEADINGS.values():
        table.add_column(heading, justify="right")
    for key, name in ROWS.items():
        table.add_row(name, *_cells(getattr(found, key)))
    Console(highlight=False, markup=False, emoji=False).print(table)
    _report_left_out(found)


async def known_judged(parts: Parts, guild_id: int) -> Sequence[Judged]:
    """Return the judged questions of a server, or of EVERYWHERE.

    Raise UnknownServerError or NothingJudgedError.
    """
    await check_server(parts.engine, guild_id)
    judged = await judged_questions(parts.engine, guild_id)
    if not judged:
        raise NothingJudgedError(guild_id)
    return judged


async def _replay(program: Program, guild_id: int) -> Replay:
    async with program.open_parts(program.settings()) as parts:
        judged = await known_judged(parts, guild_id)
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            asking = bar.add_task("Asking", total=len(judged))
            return await replay(parts, guild_id, judged, lambda: bar.advance(asking))


def _cells(figures: Figures) -> list[str]:
    values = (getattr(figures, key) for key in HEADINGS)
    return ["—" if value is None else f"{value:.3f}" for value in values]


def _report_left_out(found: Replay) -> None:
    if found.without_then:
        click.echo(
            f"kutip: {found.without_then} left out, since what they got then is not kept.", err=True
        )
    if found.changed:
        click.echo(
            f"kutip: {found.changed} left out, since what was judged is not in the articles any "
            "more.",
            err=True,
        )


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value
