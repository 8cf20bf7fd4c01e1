"""`kutip run` and `kutip chat`: answer until stopped, on Discord or in the terminal."""

import asyncio
from contextlib import AsyncExitStack

import click

from bot.errors import SettingsError
from bot.installed import setup_command
from bot.operations.memory import share_arenas
from bot.pseudonyms import Pseudonyms
from bot.settings import Settings
from bot.shards.pinned import pinned
from bot.terminal.chat import Chat
from bot.terminal.command import command, option
from bot.terminal.language import current_texts, texts
from bot.terminal.line_editing import line_editing
from bot.terminal.output import console, is_for_people
from bot.terminal.program import GUILD, Program
from corpus.only_bot import only_bot
from corpus.starting_anew import accept_loss, has_tables


@command("run", help="help.run")
@option("--accept-loss", "accepts_loss", is_flag=True, help="help.run_accept_loss")
@option("--shards", metavar="FIRST-LAST/COUNT", help="help.run_shards")
@click.pass_obj
def run(program: Program, accepts_loss: bool, shards: str | None) -> None:
    """Run Kutip on Discord or, without a token, in the terminal."""
    given = None if shards is None else pinned(shards)
    settings = program.settings()
    if given is not None and not settings.discord_token:
        raise SettingsError("--shards says what to run on Discord: set DISCORD_TOKEN.")
    if accepts_loss:
        _accept_loss(settings)
    if settings.discord_token:
        if is_for_people():
            console().print(texts("terminal.on_discord"), style="dim")
        share_arenas()
        asyncio.run(program.serve_discord(settings, settings.discord_token, given))
    else:
        _chat(program, settings, texts("terminal.how_to_discord", command=setup_command()))


def _accept_loss(settings: Settings) -> None:
    """Go on with what is left in the data folder, and report what was moved or made anew."""
    if settings.database_url is not None:
        raise SettingsError("--accept-loss is for a database in the data folder, not PostgreSQL.")
    with only_bot(settings.data_dir):
        aside = accept_loss(settings.database)
        if aside is not None:
            click.echo(texts("terminal.starts_anew", folder=aside))
        elif has_tables(settings.database) and not settings.secret.exists():
            Pseudonyms.load(settings.secret)
            click.echo(texts("terminal.new_secret", secret=settings.secret))


@command("chat", help="help.chat")
@GUILD
@click.pass_obj
def chat(program: Program, guild_id: int | None) -> None:
    """Answer one question after the other, until end of input."""
    _chat(program, program.settings(), guild_id=guild_id)


def _chat(
    program: Program, settings: Settings, first_line: str = "", guild_id: int | None = None
) -> None:
    output = console()
    if first_line:
        output.print(first_line, style="dim")
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        assistant = runner.run(stack.enter_async_context(program.open_assistant(settings)))
        try:
            with line_editing(settings.history):
                Chat(assistant, current_texts(), output, guild_id).run(runner)
        finally:
            runner.run(stack.aclose())
