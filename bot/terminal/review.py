"""`kutip review`: serve the review page."""

import asyncio
import socket

import click

from bot.dashboard.address import link, listen
from bot.dashboard.password import USER
from bot.errors import MissingPackageError
from bot.querylog.unwritten import try_to_take_in
from bot.settings import Settings
from bot.terminal.command import command, option
from bot.terminal.language import texts
from bot.terminal.program import Program
from corpus.database import open_database
from corpus.errors import DatabaseUnavailableError


@command("review", help="help.review")
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="help.review_port",
)
@option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="help.review_host",
)
@option("--open", "opens", is_flag=True, help="help.review_open")
@click.pass_obj
def review(program: Program, port: int, host: str, opens: bool) -> None:
    """Serve the review page until Ctrl-C."""
    settings = program.settings()
    if settings.database_url is None and not settings.database.exists():
        raise DatabaseUnavailableError(
            "There is no database {path} yet: start Kutip once with `kutip run`, or set "
            "KUTIP_DATA_DIR to its folder.",
            path=settings.database,
        )
    with listen(host, port, has_password=settings.review_password is not None) as listener:
        address = link(host, listener)
        asyncio.run(_review(settings, listener, address, opens))


async def _review(settings: Settings, listener: socket.socket, address: str, opens: bool) -> None:
    try:
        from bot.dashboard.following import followed  # noqa: PLC0415
        from bot.dashboard.server import open_page, serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingPackageError("review", error.name, extra="review") from error

    def announce() -> None:
        click.echo(texts("terminal.review_address", address=address))
        if settings.review_password is not None:
            click.echo(texts("terminal.review_login", user=USER))
        if opens:
            click.launch(address)

    if settings.database_url is not None:
        click.echo(texts("terminal.review_copying"), err=True)
        async with followed(settings) as following, open_page(settings, following) as page:
            await serve(page, listener, announce)
        return
    async with open_database(
        settings.database
    ) as engine:  # migrates it, or fails if it is unusable
        await try_to_take_in(engine)
    async with open_page(settings) as page:
        await serve(page, listener, announce)
