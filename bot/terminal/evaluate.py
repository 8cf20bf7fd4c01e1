"""`kutip eval`: evaluate answers on judged sets or on the query log."""

from pathlib import Path

import click

from bot.terminal.command import command, option
from bot.terminal.evaluate_log import evaluate_log
from bot.terminal.language import texts
from bot.terminal.program import GUILD, Program


@command("eval", help="help.eval")
@click.argument("folders", metavar="[DIR...]", nargs=-1, type=click.Path(path_type=Path))
@option("--log", "of_log", is_flag=True, help="help.eval_log")
@GUILD
@option("--json", "wants_json", is_flag=True, help="help.json_rows")
@option("--compare", is_flag=True, help="help.eval_compare")
@option(
    "--queries",
    "named",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="help.eval_queries",
)
@option(
    "--trec",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="help.eval_trec",
)
@click.pass_context
def evaluate(  # noqa: PLR0913, PLR0917 - an argument each, as Click gives them
    ctx: click.Context,
    folders: tuple[Path, ...],
    of_log: bool,
    guild_id: int | None,
    wants_json: bool,
    compare: bool,
    named: tuple[Path, ...],
    trec: Path | None,
) -> None:
    """Evaluate answers on judged sets or on the query log."""
    if of_log:
        if folders or compare or named or trec:
            raise click.UsageError(texts("usage.eval_log"))
        program = ctx.find_object(Program)
        assert program is not None
        evaluate_log(program, guild_id, wants_json)
        return
    if not folders or guild_id is not None:
        raise click.UsageError(texts("usage.eval_guild" if folders else "usage.eval_folders"))
    # A running bot, whose commands these are too, imports nothing of index.learning.
    from bot.terminal.measuring import (  # noqa: PLC0415
        measure,
        print_json,
        print_table,
        read,
        report,
    )

    readable, errors = read(folders, named)
    rows = measure(readable, compare, trec)
    if wants_json:
        print_json(rows)
    elif rows:
        print_table(rows)
    # The last error ends the command and determines its exit status.
    report(errors[:-1])
    if errors:
        raise errors[-1]
