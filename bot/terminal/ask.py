"""`kutip ask`: ask one question."""

import asyncio
import sys

import click

from bot.asked import Asked, WayIn
from bot.settings import Settings
from bot.terminal.command import command, option
from bot.terminal.console import as_json, show
from bot.terminal.language import current_texts, texts
from bot.terminal.output import console, write_utf8
from bot.terminal.program import GUILD, Program

REFUSED = 1
"""Exit status when no passage answers; a usage error is 2."""


@command("ask", help="help.ask")
@click.argument("question", nargs=-1, required=True)
@option("--json", "wants_json", is_flag=True, help="help.json")
@option("--explain", "wants_why", is_flag=True, help="help.ask_explain")
@option(
    "--top",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    help="help.ask_top",
)
@GUILD
@click.pass_obj
def ask(  # noqa: PLR0913, PLR0917 - an argument each, as Click gives them
    program: Program,
    question: tuple[str, ...],
    wants_json: bool,
    wants_why: bool,
    top: int,
    guild_id: int | None,
) -> None:
    """Ask one question, print the answer, and exit."""
    settings = program.settings()
    if wants_why and wants_json:
        raise click.UsageError(texts("usage.exclusive", first="--explain", second="--json"))
    asked = Asked(" ".join(question), WayIn.TERMINAL, guild_id=guild_id, locale=program.language())
    if wants_why:
        sys.exit(asyncio.run(_explain(program, settings, asked, top)))
    sys.exit(asyncio.run(_ask(program, settings, asked, wants_json, top)))


async def _ask(
    program: Program, settings: Settings, asked: Asked, wants_json: bool, top: int
) -> int:
    async with program.open_assistant(settings) as assistant:
        answer = (await assistant.ask(asked, top)).answer
        if wants_json:
            write_utf8()
            click.echo(as_json(answer))
        else:
            show(answer, current_texts(), console())
    if not answer.answered and asked.guild_id is None and not wants_json:
        await _name_servers(settings)
    return 0 if answer.answered else REFUSED


async def _name_servers(settings: Settings) -> None:
    # Imported here, because answers need neither.
    from bot.terminal.servers import name_servers  # noqa: PLC0415
    from corpus.database import open_database  # noqa: PLC0415

    async with open_database(settings.database, settings.database_url) as engine:
        await name_servers(engine)


async def _explain(program: Program, settings: Settings, asked: Asked, top: int) -> int:
    async with program.open_assistant(settings) as assistant:
        # Imported here, because plain answers have no tables.
        from bot.terminal.explained import show_explanation  # noqa: PLC0415

        explanation = await assistant.explain(asked, top)
        show_explanation(explanation, console())
    return 0 if explanation.shown else REFUSED
