"""`kutip run` and `kutip chat`: answer until stopped, on Discord or in the terminal."""

import asyncio
from contextlib import AsyncExitStack

import click

from bot.settings import Settings
from bot.terminal.command import command
from bot.terminal.console import Chat
from bot.terminal.language import current_texts, texts
from bot.terminal.output import console
from bot.terminal.program import GUILD, Program


@command("run", help="help.run")
@click.pass_obj
def run(program: Program) -> None:
    """Run Kutip on Discord or, without a token, in the terminal."""
    settings = program.settings()
    if settings.discord_token:
        asyncio.run(program.serve_discord(settings, settings.discord_token))
    else:
        _chat(program, settings, texts("terminal.how_to_discord"))


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
            Chat(assistant, current_texts(), output, guild_id).run(runner)
        finally:
            runner.run(stack.aclose())
