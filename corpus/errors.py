"""The errors a reader can act on; the text of each is one clear sentence for that reader.

    KutipError
     ├── DatabaseError
     │    ├── DatabaseUnavailableError
     │    └── DatabaseTooNewError
     ├── UnsoundError                a file that is no sound database of Kutip's
     ├── BackupError                 a backup that can't be made or restored
     │    └── NoBackupError
     ├── ShelfError                  a change to a shelf that can't be
     │    ├── NoArticleError
     │    ├── NoVersionError
     │    ├── NoPassagesError
     │    ├── TitleError
     │    ├── TitleTakenError
     │    ├── SameTextError
     │    └── ChangedMeanwhileError
     ├── UnreadableError             (corpus.formats.errors) a file that can't be read
     └── LinkError                   (corpus.addresses) a link that can't be fetched

Catch the root to show any of them:

    try:
        ...
    except KutipError as error:
        print(error)

A ShelfError, UnreadableError or LinkError can also come to a moderator on Discord: what they are
told, in their language, is in the locales of `bot`.
"""


class KutipError(Exception):
    """The root of all errors that are told to their reader instead of shown as a traceback."""


class DatabaseError(KutipError):
    """The database can't be used; read by the maintainer who starts Kutip."""


class DatabaseUnavailableError(DatabaseError):
    """The database can't be opened or created; names the path, the reason and what to do."""


class DatabaseTooNewError(DatabaseError):
    """The database was written by a later Kutip than this one."""


class UnsoundError(KutipError):
    """A file is damaged, locked, or no database of Kutip's; the text is only the reason."""


class BackupError(KutipError):
    """A backup can't be made or restored; names the path and the reason. Nothing was changed."""


class NoBackupError(BackupError):
    """The file isn't a backup, or not a whole one; names it."""


class ShelfError(KutipError):
    """A change to a server's articles that can't be; nothing was changed."""


class NoArticleError(ShelfError):
    """There is no such article on the shelf, or it is gone for good."""

    def __init__(self) -> None:
        super().__init__("there is no such article")


class NoVersionError(ShelfError):
    """The article never had a version of this number."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the article has no version {version}")
        self.version = version


class NoPassagesError(ShelfError):
    """The text has nothing that could be quoted."""

    def __init__(self) -> None:
        super().__init__("the text has nothing that could be quoted")


class TitleError(ShelfError):
    """The title is blank, or longer than LONGEST_TITLE."""

    def __init__(self) -> None:
        super().__init__("the title is blank or too long")


class TitleTakenError(ShelfError):
    """Another article has this title, as titles are compared."""

    def __init__(self, title: str) -> None:
        super().__init__(f"another article has the title “{title}”")
        self.title = title


class SameTextError(ShelfError):
    """Another article has the same text, or nearly the same."""

    def __init__(self, article_id: str, title: str) -> None:
        super().__init__(f"the article “{title}” has the same text, or nearly the same")
        self.article_id = article_id
        self.title = title


class ChangedMeanwhileError(ShelfError):
    """Somebody else changed the article since it was looked at."""

    def __init__(self, title: str) -> None:
        super().__init__(f"somebody else has just changed the article “{title}”")
        self.title = title
