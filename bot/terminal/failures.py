"""How `kutip` ends when a command fails."""

import asyncio
import logging
import sqlite3
import sys
from typing import NoReturn

import click

from bot.dashboard.address import AddressError
from bot.errors import (
    DeafError,
    DiscordUnreachableError,
    EnvFileError,
    ExportError,
    FolderError,
    LostSecretError,
    MissingLibraryError,
    MissingPackageError,
    MissingSourceError,
    SecretError,
    SemanticError,
    SettingsError,
    TokenRefusedError,
)
from bot.faults import sentence
from bot.operations.logs import redact
from bot.settings import load_settings
from bot.terminal.language import current_texts
from bot.terminal.program import Program
from corpus.damage import check_all
from corpus.errors import (
    BackupError,
    CorruptError,
    DamagedDatabaseError,
    DatabaseError,
    DatabaseTooNewError,
    FolderInUseError,
    InvalidBackupError,
    KutipError,
    LostDataError,
    MoveError,
    UnmovableError,
)
from corpus.sqlite_errors import is_damage
from index.errors import JudgedSetError, TrecError

log = logging.getLogger(__name__)

FAILED = 1
"""Exit status after any error without one in EXIT_STATUS."""

EXIT_STATUS: dict[type[KutipError], int] = {
    FolderError: 66,
    JudgedSetError: 66,
    InvalidBackupError: 66,
    AddressError: 69,
    DiscordUnreachableError: 69,
    MissingLibraryError: 69,
    MissingPackageError: 69,
    MissingSourceError: 69,
    SemanticError: 69,
    BackupError: 73,
    EnvFileError: 73,
    ExportError: 73,
    MoveError: 73,
    TrecError: 73,
    DamagedDatabaseError: 65,
    DatabaseTooNewError: 65,
    LostDataError: 65,
    LostSecretError: 65,
    UnmovableError: 65,
    FolderInUseError: 75,
    DatabaseError: 74,
    SecretError: 74,
    DeafError: 75,
    TokenRefusedError: 77,
    SettingsError: 78,
}
"""Exit statuses by error, numbered as in sysexits.h; the systemd unit names those that starting
again doesn't help."""


def fail_if_damaged(program: Program | None, error: Exception) -> None:
    """Fail with a sentence instead of a traceback if the database is damaged.

    The error is then due to that: code that reads a damaged value may raise anything.
    """
    if program is None:
        return
    settings = load_settings(program.environment, program.env_file)
    database = settings.database
    if settings.database_url is not None or not database.exists():
        return
    try:
        asyncio.run(check_all(database))
    except CorruptError as corrupt:
        cause = corrupt.__cause__
        if isinstance(cause, sqlite3.Error) and not is_damage(cause):
            return  # It is locked, or can't be read.
        log.debug("A damaged database makes a command fail.", exc_info=error)
        fail(DamagedDatabaseError(database, corrupt))
    except DatabaseError as unusable:
        fail(unusable)


def fail(error: KutipError) -> NoReturn:
    """Print the error's sentence, and exit with its status."""
    click.echo(f"kutip: {redact(sentence(error, current_texts()))}", err=True)
    statuses = (EXIT_STATUS[kind] for kind in type(error).__mro__ if kind in EXIT_STATUS)
    sys.exit(next(statuses, FAILED))
