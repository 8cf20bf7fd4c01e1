"""Pseudonyms of askers: keyed hashes of Discord user ids."""

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import LostSecretError, SecretError
from corpus.data_folder import SECRET_BYTES
from corpus.schema import feedback, judgements, queries


class Pseudonyms:
    """Turns user ids into pseudonyms that only the holder of the secret can derive."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    async def open(cls, path: Path, engine: AsyncEngine) -> "Pseudonyms":
        """Load the secret; raise LostSecretError if there is none, but the database has pseudonyms.

        With a new secret, none of those people would be recognised. Else do the same as `load`.
        """
        # First, because another process may be making the secret and logging a question.
        if await _knows_askers(engine):
            _check_there(path)
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> "Pseudonyms":
        """Read the secret from the path, or create it, readable only by its owner.

        Raise SecretError if it can't be read or created, or has the wrong size.
        """
        try:
            if not path.exists():
                _make_secret(path)
        except OSError as error:
            raise _unusable(path, error) from error
        return cls(read_secret(path))

    def of(self, user_id: int) -> str:
        """Return the user's pseudonym: HMAC-SHA256 of the id, as 64 hexadecimal digits.

        >>> Pseudonyms(b"secret").of(1)[:8]
        'bd28ee14'
        """
        return self._hash(str(user_id))

    def digest(self, text: str) -> str:
        """Return a keyed hash of a text, which is never a user's pseudonym.

        Whoever holds the secret can test whether it is that of a given text.

        >>> Pseudonyms(b"secret").digest("who: sari")[:8]
        'eec4bc52'
        """
        # User ids are digits, so that none has this prefix.
        return self._hash(f"text:{text}")

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def _check_there(path: Path) -> None:
    if not path.exists():
        raise LostSecretError(
            "{path} is gone, the secret by which the database knows who asked: bring it back, "
            "restore a backup that has it with `kutip restore FILE --force`, or go on without it "
            "with `kutip run --accept-loss` (earlier askers are then no longer recognised).",
            path=path,
        )


async def _knows_askers(engine: AsyncEngine) -> bool:
    known = (queries.c.asker, feedback.c.voter, judgements.c.asker)
    found = or_(*(exists().where(column.is_not(None)) for column in known))
    async with engine.connect() as connection:
        return bool(await connection.scalar(select(found)))


def read_secret(path: Path) -> bytes:
    """Return the secret; raise SecretError if it can't be read or has the wrong size."""
    try:
        secret = path.read_bytes()
    except OSError as error:
        raise _unusable(path, error) from error
    if len(secret) != SECRET_BYTES:
        raise LostSecretError(
            "{path}: not a secret of {size} bytes; restore it from a backup, or remove it and "
            "start with `kutip run --accept-loss` (earlier askers are then no longer recognised).",
            path=path,
            size=SECRET_BYTES,
        )
    return secret


def _unusable(path: Path, error: OSError) -> SecretError:
    return SecretError(
        "{path}: the secret for users' pseudonyms can't be read or created ({reason}); check the "
        "folder's permissions.",
        path=path,
        reason=error.strerror,
    )


def _make_secret(path: Path) -> None:
    """Write a new secret atomically; if another process was faster, keep that one's."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # A link, unlike a rename, never replaces an existing secret.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
