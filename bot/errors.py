"""Errors with causes outside the code.

KutipError                      (corpus.errors)
├── DatabaseError               (corpus.errors)
│   ├── DatabaseUnavailableError
│   ├── DatabaseTooNewError
│   ├── DamagedDatabaseError
│   ├── LostDataError
│   └── FolderInUseError        another bot runs with the data folder
├── BackupError                 (corpus.errors) a backup can't be made or restored
│   ├── InvalidBackupError      a file that isn't one
│   └── MissingProgramError     a program of PostgreSQL is missing or too old
├── SettingsError               a setting is unknown, malformed or out of range
│   └── OtherBotError           the token is of another bot than the data
├── EnvFileError                the file of settings can't be written
├── SecretError                 the secret for pseudonyms can't be read or made
│   └── LostSecretError         it is damaged, or gone although askers are known by it
├── MissingPackageError         a package of an optional extra is missing
├── SemanticError               the encoder of the extra `semantic` failed
├── MissingLibraryError         a system library that such a package needs is missing
├── MissingSourceError          what measures Kutip is not installed with it
├── TokenRefusedError           Discord refused the token
├── DiscordUnreachableError     Discord can't be reached
├── DeafError                   Discord can be reached, but sends nothing
├── AddressError                (bot.dashboard.address) the page can't listen at an address
├── UnknownServerError          (bot.querylog.servers) the query log has no such server
├── NothingJudgedError          (bot.terminal.evaluate_log) there is no judged question to ask
├── FolderError                 a folder can't be watched
├── ExportError                 a folder or a file in it can't be written
├── JudgedSetError              (index.errors)
├── TrecError                   (index.errors)
└── UserError                   a person on Discord asked for something impossible
    ├── NotTakenError           a question that isn't taken now: there are too many
    └── UnwrittenError          the query log can't be written, and something depends on it

The text of each is the sentence its reader sees: the maintainer in a terminal or, for a UserError,
a person on Discord, in their language.
"""

from pathlib import Path
from typing import Any

from bot.installed import install_command
from bot.locales import ENGLISH, Texts
from corpus.errors import KutipError


class SettingsError(KutipError):
    """A setting is unknown, malformed or out of range; names it and the allowed values."""


class OtherBotError(SettingsError):
    """The token belongs to another bot than the data; names both, and what to do."""

    def __init__(
        self, place: Path | str, owner: int, bot: int, setting: str = "KUTIP_DATA_DIR"
    ) -> None:
        """Take the folder or the database with the data, and the setting that names it."""
        super().__init__(
            "The data in {place} belongs to the bot with the user ID {owner}, but the token is of "
            "the bot {bot}. Use the token of the first, or another place for data ({setting}); or "
            "let `kutip setup --other-bot` hand the data over: what belongs to servers that the "
            "new bot isn't on is then deleted after KUTIP_KEEP_LEFT_DAYS.",
            place=place,
            setting=setting,
            owner=owner,
            bot=bot,
        )


class EnvFileError(KutipError):
    """The file of settings can't be written; names it and the reason."""


class SecretError(KutipError):
    """The secret for users' pseudonyms can't be read or made."""


class LostSecretError(SecretError):
    """The secret is damaged, or gone although the database knows askers by it."""


class MissingPackageError(KutipError):
    """A package of an optional extra is missing; says how to install it."""

    def __init__(self, command: str, missing: str | None, extra: str = "eval") -> None:
        super().__init__(
            "`kutip {command}` needs the package {package}; install it with: {install}",
            command=command,
            package=missing,
            install=install_command(extra),
        )


class SemanticError(KutipError):
    """The encoder of the extra `semantic` failed; says how."""


class MissingLibraryError(KutipError):
    """A system library that an optional package needs is missing; says how to install it."""

    def __init__(self, command: str, error: OSError, package: str) -> None:
        super().__init__(
            "`kutip {command}` can't load a library: {reason}; on Debian, install it with: "
            "apt-get install {package}",
            command=command,
            reason=error,
            package=package,
        )


class MissingSourceError(KutipError):
    """What measures Kutip is in the repository, but not installed with it."""

    def __init__(self) -> None:
        super().__init__(
            "`kutip bench` needs Kutip's source: run it in a clone of the repository, where Kutip "
            "was set up with `make`."
        )


class FolderError(KutipError):
    """The folder to watch can't be read or is unexpectedly empty; names it and what to do."""


class ExportError(KutipError):
    """The folder or a file in it can't be written; names it and the reason."""


class TokenRefusedError(KutipError):
    """Discord refused the token."""


class DiscordUnreachableError(KutipError):
    """Discord can't be reached."""


class DeafError(KutipError):
    """Discord can be reached, but a shard has heard nothing from it for too long."""


class UserError(KutipError):
    """A person on Discord asked for something impossible; carries the key of the reply."""

    def __init__(self, key: str, **values: Any) -> None:  # noqa: ANN401
        super().__init__("{sentence}", sentence=ENGLISH(key, **values))
        self._key, self._values = key, values

    def sentence(self, texts: Texts) -> str:
        """Return the message in a language."""
        return texts(self._key, **self._values)


class UnwrittenError(UserError):
    """The query log can't be written at the moment, and something depends on it."""


class NotTakenError(UserError):
    """A question isn't taken now, because there are too many; it can be asked again soon."""
