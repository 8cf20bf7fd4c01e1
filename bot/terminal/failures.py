"""How `kutip` ends when a command fails."""

import sys
from typing import NoReturn

import click

from bot.dashboard.address import AddressError
from bot.errors import (
    DeafError,
    DiscordUnreachableError,
    ExportError,
    FolderError,
    MissingLibraryError,
    MissingPackageError,
    MissingSourceError,
    SecretError,
    SettingsError,
    TokenRefusedError,
)
from bot.faults import sentence
from bot.operations.logs import redact
from bot.terminal.language import current_texts
from corpus.errors import BackupError, DatabaseError, InvalidBackupError, KutipError
from index.errors import JudgedSetError, TrecError

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
    BackupError: 73,
    ExportError: 73,
    TrecError: 73,
    DatabaseError: 74,
    SecretError: 74,
    DeafError: 75,
    TokenRefusedError: 77,
    SettingsError: 78,
}
"""Exit statuses by error, numbered as in sysexits.h."""


def fail(error: KutipError) -> NoReturn:
    """Print the error's sentence, and exit with its status."""
    click.echo(f"kutip: {redact(sentence(error, current_texts()))}", err=True)
    statuses = (EXIT_STATUS[kind] for kind in type(error).__mro__ if kind in EXIT_STATUS)
    sys.exit(next(statuses, FAILED))
