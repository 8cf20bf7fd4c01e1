"""`kutip invite`: print the link that invites the bot to a server."""

import asyncio

import click

from bot.errors import SettingsError
from bot.installed import setup_command
from bot.invite import invite_link
from bot.terminal.command import command
from bot.terminal.program import Program


@command("invite", help="help.invite")
@click.pass_obj
def invite(program: Program) -> None:
    """Print the link that invites the bot to a server."""
    token = program.settings().discord_token
    if token is None:
        raise SettingsError(
            "There is no DISCORD_TOKEN yet; `{setup}` asks for it.", setup=setup_command()
        )
    account = asyncio.run(program.account_of(token))
    click.echo(invite_link(account.application_id))
