"""Writes settings into the file `.env`."""

import io
import os
import re
import sys
from pathlib import Path

from dotenv.parser import parse_stream

from bot.errors import EnvFileError
from corpus.atomic_files import move_into_place, temporary_sibling

_COMMENT = re.compile(r"[ \t]+#[^\r\n]*$")


def write_setting(path: Path, name: str, value: str) -> None:
    """Set a setting in this file, made if need be, and let only its owner read it.

    Its other lines and all comments stay. The value must not need quotes. Raise EnvFileError, and
    leave the file as it was, if it can't be written.
    """
    target = Path(os.path.realpath(path))  # A link stays one.
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # As bytes, because line ends stay, too; a mark of Windows' editors would be part of a name.
        before = target.read_bytes().decode("utf-8-sig") if target.exists() else ""
        with temporary_sibling(target) as temporary:
            temporary.write_bytes(_with_setting(before, name, value).encode())
            if target.exists():
                _keep_owner(target, temporary)
            move_into_place(temporary, target)
    except OSError as error:
        raise EnvFileError(
            "Can't write {path}: {reason}. Nothing was changed; check the permissions of the file "
            "and its folder, or write {name}=… into it yourself.",
            path=path,
            reason=error.strerror,
            name=name,
        ) from error


def _with_setting(text: str, name: str, value: str) -> str:
    r"""Return the text of a file with a setting in the place where it was, or else at the end.

    >>> _with_setting("# ours\n\nexport A=b # c\nD=e", "A", "f")
    '# ours\n\nexport A=f # c\nD=e'
    >>> _with_setting("D=e", "A", "f")
    'D=e\nA=f\n'
    """
    # dotenv's own `set_key` drops blank lines and comments.
    written, is_new = [], True
    for binding in parse_stream(io.StringIO(text)):
        line = binding.original.string
        if binding.key == name:
            end = line[len(line.rstrip("\r\n")) :]
            head, _, tail = line.removesuffix(end).partition("=")
            comment = _COMMENT.search(tail)
            line, is_new = f"{head}={value}{comment[0] if comment else ''}{end}", False
        written.append(line)
    if is_new:
        missing_end = "\n" if text and not text.endswith("\n") else ""
        written.append(f"{missing_end}{name}={value}\n")
    return "".join(written)


def _keep_owner(old: Path, new: Path) -> None:
    """Give a file the owner of another: root may set up a bot that runs as somebody else."""
    if sys.platform != "win32" and os.geteuid() == 0:
        owned = old.stat()
        os.chown(new, owned.st_uid, owned.st_gid)
