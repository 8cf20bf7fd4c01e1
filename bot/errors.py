"""Everything that can go wrong for reasons outside the code.

KutipError                      (corpus.errors)
├── DatabaseError               (corpus.errors)
│   ├── DatabaseUnavailableError
│   └── DatabaseTooNewError
├── BackupError                 (corpus.errors) a backup can't be made or restored
│   └── InvalidBackupError      a file that isn't one
├── SettingsError               a setting is unknown, malformed or out of range
├── SecretError                 the secret for pseudonyms can't be read or made
├── MissingPackageError         a package is missing that a running bot does without
├── MissingLibraryError         a library of the system is missing that such a package needs
├── TokenRefusedError           Discord doesn't know the token
├── DiscordUnreachableError     no way to Discord
├── AddressError                (bot.dashboard.address) the page can't listen there
├── UnknownServerError          (bot.querylog.servers) nothing was asked on that server
├── NothingJudgedError          (bot.terminal.evaluate_log) nothing that was judged can be asked
├── FolderError                 (bot.terminal.watch) a folder can't be watched
├── ExportError                 (bot.terminal.export) a file can't be written
├── JudgedSetError              (index.learning.errors)
├── TrecError                   (index.learning.errors)
└── UserError                   a person on Discord did what can't be done

The text of each is the one sentence that its reader sees: the maintainer at a terminal, or, of a
UserError, a person on Discord, in their language.
"""

from collections.abc import Callable

from bot.locales import ENGLISH, Texts
from corpus.errors import KutipError


class SettingsError(KutipError):
    """A setting is unknown, malformed or out of range; names it and what is allowed."""


class SecretError(KutipError):
    """The secret for users' pseudonyms can't be read or made."""


class MissingPackageError(KutipError):
    """A package is missing that a running bot does without; tells how to install it."""

    def __init__(self, command: str, missing: str | None, extra: str = "eval") -> None:
        super().__init__(
            f"`kutip {command}` needs the package {missing}; "
            f"in Kutip's folder, install it with: .venv/bin/pip install -e '.[{extra}]'"
        )


class MissingLibraryError(KutipError):
    """A library of the system is missing that a running bot does without."""

    def __init__(self, command: str, error: OSError, package: str) -> None:
        super().__init__(
            f"`kutip {command}` can't load a library: {error}; on Debian, install it with: "
            f"apt-get install {package}"
        )


class TokenRefusedError(KutipError):
    """Discord refused the token."""


class DiscordUnreachableError(KutipError):
    """Discord can't be reached."""


class UserError(KutipError):
    """A person on Discord did what can't be done; carries what they are told, in any language."""

    def __init__(self, sentence: Callable[[Texts], str]) -> None:
        super().__init__(sentence(ENGLISH))
        self.sentence = sentence
