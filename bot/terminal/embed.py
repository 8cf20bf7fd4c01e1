"""`kutip embed`: encode the passages of all shelves, for answers by meaning."""

import asyncio

import click
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.encoders import Watched
from bot.articles.indexing import Indexing
from bot.articles.meanings import Meanings
from bot.errors import MissingPackageError, SemanticError
from bot.querylog.servers import check_server
from bot.settings import Settings
from bot.terminal.command import command
from bot.terminal.language import texts
from bot.terminal.program import GUILD, Program
from corpus.database import open_database
from corpus.library import Library
from corpus.schema import EVERYWHERE, articles
from index.semantic.encoder import EncoderError
from index.semantic.universal import PACKAGE, UniversalEncoder, is_installed


@command("embed", help="help.embed")
@GUILD
@click.pass_obj
def embed(program: Program, guild_id: int | None) -> None:
    """Encode the passages of all shelves, or of one server's."""
    settings = program.settings()
    if not is_installed():
        raise MissingPackageError("embed", PACKAGE, extra="semantic")
    asyncio.run(_embed(settings, guild_id))


async def _embed(settings: Settings, guild_id: int | None) -> None:
    meanings = Meanings(settings.database, Watched(UniversalEncoder()))
    async with open_database(settings.database, settings.database_url) as engine:
        library = Library(engine)
        await library.take_in_shipped()
        if guild_id is not None:
            await check_server(engine, guild_id)
        indexing = Indexing(library, settings.database)
        for server in await _servers(engine) if guild_id is None else [guild_id]:
            finder = (await indexing.latest(server, None)).finder
            console = Console(stderr=True)
            shown = console.is_terminal
            with Progress(console=console, transient=True, disable=not shown) as progress:
                bar = progress.add_task(texts("terminal.embedding", server=server), total=None)

                def advance(done: int, total: int) -> None:
                    progress.update(bar, completed=done, total=total)  # noqa: B023

                try:
                    made = meanings.make(server, finder, advance)
                except EncoderError as error:
                    raise SemanticError(
                        "The passages can't be encoded: {reason}.", reason=error
                    ) from error
            click.echo(texts("terminal.embedded", server=server, count=made))


async def _servers(engine: AsyncEngine) -> list[int]:
    """Return the servers with articles of their own, after the shelf that all share."""
    owners = select(articles.c.guild_id).distinct().order_by(articles.c.guild_id)
    async with engine.connect() as connection:
        found = list(await connection.scalars(owners))
    return list(dict.fromkeys([EVERYWHERE, *found]))
