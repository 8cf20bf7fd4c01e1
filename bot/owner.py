"""Which bot a data folder belongs to: the first that ran with it.

With the token of another bot, Kutip would take itself to have left every server on which only the
first one is, and delete their data in time.
"""

import os
from pathlib import Path

from bot.errors import OtherBotError
from corpus.atomic_files import move_into_place, temporary_sibling
from corpus.data_folder import DATABASE_NAME, OWNER_NAME
from corpus.errors import DatabaseUnavailableError


def check_owner(data_dir: Path, bot_id: int, presumed: int | None = None) -> None:
    """Raise OtherBotError if there is data in the folder that belongs to another bot.

    `presumed` is the bot that it probably belongs to, if that was not noted yet.
    """
    owner = _owner(data_dir) or presumed
    if owner not in {None, bot_id} and (data_dir / DATABASE_NAME).exists():
        raise OtherBotError(data_dir, owner, bot_id)


def belongs_to(data_dir: Path, bot_id: int) -> None:
    """Note that the folder belongs to this bot; raise OtherBotError if it is another one's."""
    check_owner(data_dir, bot_id)
    if _owner(data_dir) != bot_id:
        hand_over(data_dir, bot_id)


def hand_over(data_dir: Path, bot_id: int) -> None:
    """Note that the folder belongs to this bot from now on; the folder is made if need be."""
    path = data_dir / OWNER_NAME
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary_sibling(path) as temporary:
            temporary.write_text(f"{bot_id}\n")
            move_into_place(temporary, path)
    except OSError as error:
        raise _unusable(path, error) from error


def _owner(data_dir: Path) -> int | None:
    """Return the user id of the bot that the folder belongs to; None if that is not known."""
    path = data_dir / OWNER_NAME
    try:
        text = path.read_text(errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error) from error
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 20 else None


def _unusable(path: Path, error: OSError) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        "Can't use {path}: {reason}; check the permissions of its folder.",
        path=os.fspath(path),
        reason=error.strerror,
    )
