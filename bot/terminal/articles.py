"""`kutip articles`, `kutip remove` and `kutip put-back`: list, remove and restore articles."""

import asyncio
import json
import sys
from collections.abc import Sequence

import click
from rich.table import Table
from rich.text import Text

from bot.faults import sentence
from bot.questions.reasking import last_change
from bot.terminal.answered import report_answered
from bot.terminal.command import command, option
from bot.terminal.console import printable
from bot.terminal.language import current_texts, texts
from bot.terminal.output import console, is_for_people, unbounded_console
from bot.terminal.program import GUILD, Program
from bot.terminal.servers import name_servers
from corpus.catalogue import Catalogue, Entry
from corpus.errors import SameTextError, ShelfError, TitleTakenError
from corpus.schema import EVERYWHERE
from corpus.similarity import title_key

REFUSED = 1
"""Exit status of `remove` and `put-back` if an article is missing or can't be put back."""
MAX_ALIKE = 3
"""Titles suggested for an unknown one."""
SHOWN_OF_ID = 8
"""Characters of an id in a table for people; its first ones name an article, if they are enough."""

_NAMED = click.argument("named", metavar="ID_OR_TITLE...", nargs=-1, required=True)


@command("articles", help="help.articles")
@GUILD
@option("--json", "wants_json", is_flag=True, help="help.json_rows")
@click.pass_obj
def articles(program: Program, guild_id: int | None, wants_json: bool) -> None:
    """List the articles on a shelf, the newest first."""
    asyncio.run(_articles(program, guild_id, wants_json=wants_json))


@command("remove", help="help.remove")
@_NAMED
@GUILD
@option("--yes", is_flag=True, help="help.yes")
@click.pass_obj
def remove(program: Program, named: tuple[str, ...], guild_id: int | None, yes: bool) -> None:
    """Remove articles from a shelf, by id or title."""
    asyncio.run(_remove(program, named, guild_id or EVERYWHERE, yes))


@command("put-back", help="help.put_back")
@_NAMED
@GUILD
@click.pass_obj
def put_back(program: Program, named: tuple[str, ...], guild_id: int | None) -> None:
    """Put removed articles back, by id or title."""
    asyncio.run(_put_back(program, named, guild_id or EVERYWHERE))


async def _articles(program: Program, guild_id: int | None, *, wants_json: bool) -> None:
    async with program.open_parts(program.settings()) as parts:
        entries = await parts.catalogue(guild_id or EVERYWHERE).entries()
        if wants_json:
            for entry in entries:
                click.echo(_as_json(entry))
            return
        _show(entries, of_server=guild_id is not None)
        if guild_id is None:
            await name_servers(parts.engine)


async def _remove(program: Program, named: Sequence[str], guild_id: int, yes: bool) -> None:
    async with program.open_parts(program.settings()) as parts:
        catalogue = parts.catalogue(guild_id)
        own = [entry for entry in await catalogue.entries() if entry.guild_id == guild_id]
        found = await _choose(catalogue, own, named)
        if sys.stdin.isatty() and not yes:
            for entry in found:
                click.echo(printable(f"{entry.id}  {entry.title}"))
            click.confirm(texts("terminal.confirm_remove", count=len(found)), abort=True)
        before = await last_change(parts.engine)
        for entry in found:
            title = await parts.shelf(guild_id).remove(entry.id)
            click.echo(printable(texts("terminal.removed", title=title)))
        await report_answered(parts, guild_id, before)
    where = f" --guild {guild_id}" if guild_id != EVERYWHERE else ""
    undo = f"kutip put-back{where} {' '.join(entry.id for entry in found)}"
    click.echo(texts("terminal.undo_remove", command=undo))


async def _put_back(program: Program, named: Sequence[str], guild_id: int) -> None:
    async with program.open_parts(program.settings()) as parts:
        catalogue = parts.catalogue(guild_id)
        refused = False
        before = await last_change(parts.engine)
        for entry in await _choose(catalogue, await catalogue.removed(), named, removed=True):
            try:
                title = await parts.shelf(guild_id).restore(entry.id)
            except ShelfError as error:
                refused = True
                click.echo(printable(f"kutip: {_why_not_back(entry, error)}"), err=True)
            else:
                click.echo(printable(texts("terminal.put_back", title=title)))
        await report_answered(parts, guild_id, before)
    if refused:
        sys.exit(REFUSED)


def _why_not_back(entry: Entry, error: ShelfError) -> str:
    match error:
        case TitleTakenError():
            return texts("terminal.not_put_back_title", title=entry.title)
        case SameTextError():
            return texts("terminal.not_put_back_text", title=entry.title, other=error.title)
        case _:
            reason = sentence(error, current_texts())
            return texts("terminal.not_put_back", title=entry.title, reason=reason)


async def _choose(
    catalogue: Catalogue, entries: Sequence[Entry], named: Sequence[str], *, removed: bool = False
) -> list[Entry]:
    """Return the named articles, each once; exit if one is not among these entries."""
    # Of several removed articles with the same title, the one with the newest text wins.
    known = {title_key(entry.title): entry for entry in reversed(entries)}
    known |= {entry.id: entry for entry in entries}
    ids = {entry.id for entry in entries}
    found = [
        known.get(name) or known.get(title_key(name)) or _begun(entries, name) for name in named
    ]
    for name, entry in zip(named, found, strict=True):
        if entry is None:
            alike = [
                each for each in await catalogue.titles(name, removed=removed) if each.id in ids
            ]
            hint = ", ".join(f"“{each.title}”" for each in alike[:MAX_ALIKE])
            if hint:
                message = texts("terminal.no_article_but", name=name, titles=hint)
            else:
                message = texts("terminal.no_article", name=name)
            click.echo(printable(f"kutip: {message}"), err=True)
    if None in found:
        sys.exit(REFUSED)
    return list(dict.fromkeys(entry for entry in found if entry is not None))


def _begun(entries: Sequence[Entry], start: str) -> Entry | None:
    """Return the only entry whose id starts so; None if there is none, or more than one."""
    if len(start) < SHOWN_OF_ID:
        return None
    found = [entry for entry in entries if entry.id.startswith(start)]
    return found[0] if len(found) == 1 else None


def _as_json(entry: Entry) -> str:
    return json.dumps(
        {
            "id": entry.id,
            "title": entry.title,
            "source": entry.source,
            "url": entry.url,
            "language": entry.language,
            "version": entry.version,
            "passages": entry.passages,
            "quoted": entry.quoted,
            "taken_in_at": entry.taken_in_at.isoformat(),
            "origin": entry.origin,
            "shared": entry.shared,
            "hidden": entry.hidden,
        },
        ensure_ascii=False,
    )


def _show(entries: Sequence[Entry], *, of_server: bool) -> None:
    """Print a table that fits a terminal, by folding titles; for a program, a line an article."""
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column(texts("terminal.column_title"), overflow="fold", ratio=1)
    table.add_column(texts("terminal.column_language"))
    for name in ("passages", "quoted"):
        table.add_column(texts(f"terminal.column_{name}"), justify="right")
    table.add_column(texts("terminal.column_added"))
    table.add_column(texts("terminal.column_id"))
    for entry in entries:
        titled = Text(printable(entry.title))
        marked = (printable(entry.source), _mark(entry) if of_server else "")
        titled.append("".join(f" · {part}" for part in marked if part), "dim")
        table.add_row(
            titled,
            entry.language,
            *(str(number) for number in (entry.passages, entry.quoted)),
            f"{entry.taken_in_at:%Y-%m-%d}",
            entry.id[:SHOWN_OF_ID] if is_for_people() else entry.id,
        )
    (console() if is_for_people() else unbounded_console()).print(table)


def _mark(entry: Entry) -> str:
    if entry.hidden:
        return texts("terminal.article_hidden")
    return texts("terminal.article_shared") if entry.shared else ""
