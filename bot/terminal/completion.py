"""`kutip completion`: print what completes commands and options in a shell."""

import click
from click.shell_completion import get_completion_class

from bot.terminal.command import command

PROGRAM = "kutip"
VARIABLE = "_KUTIP_COMPLETE"
"""By which the shell asks `kutip` for what completes a line; Click derives it from the name."""


@command("completion", help="help.completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script for a shell."""
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(context.find_root().command, {}, PROGRAM, VARIABLE).source())
