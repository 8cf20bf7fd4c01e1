"""Bring a database's schema up to date, with Alembic's migrations."""

import re

from sqlalchemy import Connection

from corpus.errors import DatabaseTooNewError
from corpus.schema import HEAD

MIGRATIONS = "corpus:migrations"
"""Where Alembic finds its scripts, in its notation `package:folder`."""
REVISION = re.compile(r"(?!0000)\d{4}", re.ASCII)
"""Matches a revision of the schema."""


def revision_of(connection: Connection) -> str | None:
    """Return the database's Alembic revision, or None if it is new."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    # The row is written in one transaction with the table, so without it the database is damaged.
    return "" if revision is None else str(revision)


def check_not_newer(revision: str, database: object) -> None:
    """Raise DatabaseTooNewError if the schema of a database, named as given, is newer than HEAD."""
    # Revisions are numbered in order, zero-padded.
    if revision > HEAD:
        raise DatabaseTooNewError(
            "The database {path} was written by a newer Kutip (its schema is {revision}, this "
            "version supports up to {newest}); update Kutip, or restore an earlier backup.",
            path=database,
            revision=revision,
            newest=HEAD,
        )


def upgrade(connection: Connection) -> None:
    """Migrate to HEAD within the connection's transaction.

    Raise LookupError if there is no migration from the database's revision.
    """
    # Imported here, because these imports take a quarter of a second and are rarely needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise LookupError(str(error)) from error
