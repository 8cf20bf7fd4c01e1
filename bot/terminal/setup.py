"""`kutip setup`: from a token to a bot that can be invited, with its first articles."""

import asyncio
import codecs
from pathlib import Path
from typing import BinaryIO

import click

from bot import owner
from bot.env_file import write_setting
from bot.errors import DiscordUnreachableError, OtherBotError, TokenRefusedError
from bot.faults import sentence
from bot.installed import kutip_command, run_command, setup_command
from bot.invite import PERMISSIONS, Account, bot_id_in, invite_link
from bot.settings import Settings
from bot.shards import owner as database_owner
from bot.terminal.add import add_all
from bot.terminal.command import command, option
from bot.terminal.console import printable
from bot.terminal.language import current_texts, texts
from bot.terminal.output import console
from bot.terminal.program import GUILD, Program
from corpus.atomic_files import OWNER_ONLY
from corpus.errors import KutipError

TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the setting's name


@command("setup", help="help.setup")
@option("--token-file", type=click.File("rb"), help="help.setup_token_file")
@option("--skip-token", is_flag=True, help="help.setup_skip_token")
@option("--other-bot", is_flag=True, help="help.setup_other_bot")
@option(
    "--articles",
    "folder",
    type=click.Path(exists=True, path_type=Path),
    help="help.setup_articles",
)
@option("--skip-articles", is_flag=True, help="help.setup_skip_articles")
@GUILD
@click.pass_obj
def setup(  # noqa: PLR0913, PLR0917 - an argument each, as Click gives them
    program: Program,
    token_file: BinaryIO | None,
    skip_token: bool,
    other_bot: bool,
    folder: Path | None,
    skip_articles: bool,
    guild_id: int | None,
) -> None:
    """Ask for the token, show the invite link, and add a folder of articles."""
    settings = program.settings()
    if token_file is not None and skip_token:
        raise click.UsageError(
            texts("usage.exclusive", first="--token-file", second="--skip-token")
        )
    if folder is not None and skip_articles:
        raise click.UsageError(
            texts("usage.exclusive", first="--articles", second="--skip-articles")
        )
    account: Account | None
    if token_file is not None:
        account = _take_token(program, settings, _read_token(token_file), other_bot)
    elif skip_token:
        account = _known_account(program, settings, other_bot)
    else:
        account = _ask_token(program, settings, other_bot)
    if other_bot and account is not None:
        _hand_over(settings, account.id)
    has_token = account is not None or settings.discord_token is not None
    _show_invitation(account, has_token=has_token)
    if folder is None and not skip_articles:
        folder = _ask_folder()
    if folder is not None:
        add_all(program, settings, [str(folder)], guild_id, recursive=True)
    _show_next(has_token=has_token)


def _ask_token(program: Program, settings: Settings, other_bot: bool) -> Account | None:
    """Ask for the token until Discord takes one; return whose it is, None if there is none."""
    known = _known_account(program, settings, other_bot)
    if known is not None:
        _say(texts("setup.token_kept", name=known.name))
    else:
        _say(texts("setup.token_from"))
    while token := _prompt(texts("setup.token"), hidden=True):
        try:
            return _take_token(program, settings, token, other_bot)
        except (TokenRefusedError, DiscordUnreachableError) as error:
            _report(error)
    return known


def _known_account(program: Program, settings: Settings, other_bot: bool) -> Account | None:
    """Return whose the token is that is set; None, and why, if there is none or it doesn't work."""
    if settings.discord_token is None:
        return None
    try:
        account = asyncio.run(program.account_of(settings.discord_token))
        if not other_bot:
            _check_owner(settings, account.id)
    except (TokenRefusedError, DiscordUnreachableError, OtherBotError) as error:
        _report(error)
        return None
    return account


def _read_token(file: BinaryIO) -> str:
    """Return what a file says; on Windows, PowerShell writes UTF-16, and editors a mark."""
    written = file.read()
    is_utf16 = written.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return written.decode("utf-16" if is_utf16 else "utf-8-sig", "replace").strip()


def _take_token(program: Program, settings: Settings, token: str, other_bot: bool) -> Account:
    """Check a token at Discord, write it to the file of settings, and return whose it is."""
    if not (token.isascii() and token.isprintable()) or set(token) & set(" #'\"\\$"):
        raise TokenRefusedError(
            "That is not a bot token, which has three parts separated by dots: copy it again from "
            "the developer portal (Bot, Reset Token)."
        )
    try:
        account = asyncio.run(program.account_of(token))
    except TokenRefusedError as error:  # Its sentence is about the token that is set.
        raise TokenRefusedError(
            "Discord doesn't know this token: copy it again from the developer portal (Bot, Reset "
            "Token)."
        ) from error
    if not other_bot:
        presumed = None if settings.discord_token is None else bot_id_in(settings.discord_token)
        _check_owner(settings, account.id, presumed)
    write_setting(program.env_file, TOKEN, token)
    _say(
        texts(
            "setup.token_written" if OWNER_ONLY else "setup.token_written_open",
            name=account.name,
            file=program.env_file,
        )
    )
    if program.environment.get(TOKEN, "").strip() not in {"", token}:
        click.echo(texts("setup.token_overridden"), err=True)
    return account


def _check_owner(settings: Settings, bot_id: int, presumed: int | None = None) -> None:
    """Raise OtherBotError if there is data already that belongs to another bot."""
    if settings.database_url is None:
        owner.check_owner(settings.data_dir, bot_id, presumed)
    else:
        url, path = settings.database_url, settings.database
        asyncio.run(database_owner.check_owner(url, path, bot_id, presumed))


def _hand_over(settings: Settings, bot_id: int) -> None:
    if settings.database_url is not None:
        asyncio.run(database_owner.hand_over(settings.database_url, settings.database, bot_id))
    owner.hand_over(settings.data_dir, bot_id)


def _show_invitation(account: Account | None, *, has_token: bool) -> None:
    if account is None:
        _say(texts("setup.no_link" if has_token else "setup.no_invitation"))
        return
    needed = ", ".join(texts(f"permission.{name}") for name in PERMISSIONS)
    link = invite_link(account.application_id)
    _say(texts("setup.invitation", id=account.application_id, permissions=needed))
    click.echo(link)


def _show_next(*, has_token: bool) -> None:
    if has_token:
        _say(texts("setup.next", run=run_command(), check=kutip_command("check")))
    else:
        _say(texts("setup.next_without_token", run=run_command(), setup=setup_command()))


def _ask_folder() -> Path | None:
    """Ask for a folder of articles until there is such a one; None if there is none to add."""
    while given := _prompt(texts("setup.articles")):
        folder = Path(given).expanduser()
        if folder.exists():
            return folder
        click.echo(f"kutip: {printable(given)}: {texts('setup.no_folder')}", err=True)
    return None


def _say(text: str) -> None:
    """Print a paragraph, which is wrapped between words where it is for people."""
    console().print(printable(text))


def _prompt(text: str, *, hidden: bool = False) -> str:
    """Return what is typed, without spaces around it; empty if the step is skipped."""
    typed: str = click.prompt(text, default="", show_default=False, hide_input=hidden)
    return typed.strip()


def _report(error: KutipError) -> None:
    click.echo(f"kutip: {sentence(error, current_texts())}", err=True)
