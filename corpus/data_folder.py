"""The files in Kutip's data folder."""

from datetime import UTC, datetime
from pathlib import Path

DATABASE_NAME = "kutip.db"
DUMP_NAME = "kutip.dump"  # of a database on PostgreSQL, only in a backup
SECRET_NAME = "kutip.secret"  # noqa: S105 - a file's name
"""The names of the files, in the data folder and in a backup with the secret."""
SECRET_BYTES = 32
"""The length of the secret."""
LOCK_NAME = "kutip.lock"
"""The file that a running bot locks; see `only_bot`."""
COPY_NAME = "kutip.copy.db"
COPY_LOCK_NAME = "kutip.copy.lock"
"""The copy of a database on PostgreSQL that `kutip review` reads, and what it locks meanwhile."""
HISTORY_NAME = "kutip.history"
"""The lines typed in chats in the terminal."""
OWNER_NAME = "kutip.bot"
"""The file with the user id of the bot whose data it is; see `bot.owner`."""


def replaced_in(folder: Path) -> Path:
    """Return the path of a new folder, named after the time, for what is replaced in a folder."""
    return folder / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
