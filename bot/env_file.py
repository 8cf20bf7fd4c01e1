"""Writes settings into the file `.env`."""

import os
from pathlib import Path

from dotenv import set_key

from bot.errors import EnvFileError
from corpus.atomic_files import move_into_place, temporary_sibling


def write_setting(path: Path, name: str, value: str) -> None:
    """Set a setting in this file, made if need be, and let only its owner read it.

    Its other lines and comments stay. The value must not need quotes. Raise EnvFileError, and leave
    the file as it was, if it can't be written.
    """
    target = Path(os.path.realpath(path))  # A link stays one.
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary_sibling(target) as temporary:
            if target.exists():
                temporary.write_bytes(target.read_bytes())
                _keep_owner(target, temporary)
            set_key(temporary, name, value, quote_mode="never")
            move_into_place(temporary, target)
    except OSError as error:
        raise EnvFileError(
            "Can't write {path}: {reason}. Nothing was changed; check the permissions of the file "
            "and its folder, or write {name}=… into it yourself.",
            path=path,
            reason=error.strerror,
            name=name,
        ) from error


def _keep_owner(old: Path, new: Path) -> None:
    """Give a file the owner of another: root may set up a bot that runs as somebody else."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owned = old.stat()
        os.chown(new, owned.st_uid, owned.st_gid)
