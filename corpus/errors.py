"""Errors that a user can act on; the message of each is one clear sentence for that user.

    KutipError
     ├── DatabaseError
     │    ├── DatabaseUnavailableError
     │    ├── DatabaseTooNewError
     │    ├── DamagedDatabaseError
     │    ├── LostDataError
     │    └── FolderInUseError
     ├── CorruptError                a file that is damaged, locked or not a Kutip database
     ├── BackupError                 a backup that can't be made or restored
     │    └── InvalidBackupError
     ├── MoveError                   data that can't be moved to another database
     │    └── UnmovableError
     ├── ShelfError                  a change to a shelf that can't be made
     │    ├── NoArticleError
     │    ├── NoVersionError
     │    ├── NoPassagesError
     │    ├── TitleError
     │    ├── TitleTakenError
     │    ├── SameTextError
     │    └── ChangedMeanwhileError
     ├── UnreadableError             (corpus.formats.errors) a file that can't be read
     ├── FeedError                   (corpus.formats.feeds.errors) what can't be read as a feed
     └── LinkError                   (corpus.addresses) a link that can't be fetched

Catch the base class to show any of them:

    try:
        ...
    except KutipError as error:
        print(error)

A ShelfError, UnreadableError, FeedError or LinkError can also reach a moderator on Discord; the
sentences shown there, in the moderator's language, are in the locales of `bot`.
"""


class Phrase(str):
    """A value of a KutipError that is translated like its template."""

    __slots__ = ()


class KutipError(Exception):
    """The base class of all errors that are shown as a sentence instead of a traceback.

    The sentence is a template for `str.format`, so that interfaces can translate it:

    >>> error = BackupError("Can't write {path}.", path="a.zip")
    >>> str(error), error.template, error.values
    ("Can't write a.zip.", "Can't write {path}.", {'path': 'a.zip'})
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class DatabaseError(KutipError):
    """The database can't be used; shown to the maintainer who starts Kutip."""


class DatabaseUnavailableError(DatabaseError):
    """The database can't be opened or created; gives the path, the reason and what to do."""


class DatabaseTooNewError(DatabaseError):
    """The database was written by a newer version of Kutip."""


class DamagedDatabaseError(DatabaseError):
    """The database is damaged; gives the path, the reason and what to do."""

    def __init__(self, path: object, reason: object) -> None:
        super().__init__(
            "The database {path} is damaged ({reason}): restore a backup with `kutip restore FILE "
            "--force`, which moves this one aside; `kutip check` reports what it finds.",
            path=path,
            reason=reason,
        )


class LostDataError(DatabaseError):
    """Something is missing from the data folder that was there before; says what to do."""


class FolderInUseError(DatabaseError):
    """Another bot runs with the data folder; gives its path and what to do."""


class CorruptError(KutipError):
    """A file is damaged, locked or not a Kutip database; the message is only the reason."""


class BackupError(KutipError):
    """A backup can't be made or restored; gives the path and the reason. Nothing was changed."""


class InvalidBackupError(BackupError):
    """The file is not a backup, or an incomplete one; gives its name."""


class MoveError(KutipError):
    """Data can't be moved to another database; gives the reason. Nothing was changed."""


class UnmovableError(MoveError):
    """The other database doesn't take a row; gives its table and key, and the reason."""


class ShelfError(KutipError):
    """A change to a server's articles can't be made; nothing was changed."""


class NoArticleError(ShelfError):
    """There is no such article on the shelf, or it was deleted permanently."""

    def __init__(self) -> None:
        super().__init__("there is no such article")


class NoVersionError(ShelfError):
    """The article has no version with this number."""

    def __init__(self, version: int) -> None:
        super().__init__("the article has no version {version}", version=version)
        self.version = version


class NoPassagesError(ShelfError):
    """The text has no passage that could be quoted."""

    def __init__(self) -> None:
        super().__init__("there is nothing to quote in the text")


class TitleError(ShelfError):
    """The title is blank, or longer than LONGEST_TITLE."""

    def __init__(self) -> None:
        super().__init__("the title is blank or too long")


class TitleTakenError(ShelfError):
    """Another article has this title; see `similarity.title_key` for how titles are compared."""

    def __init__(self, title: str) -> None:
        super().__init__("another article has the title “{title}”", title=title)
        self.title = title


class SameTextError(ShelfError):
    """Another article has the same or nearly the same text."""

    def __init__(self, article_id: str, title: str) -> None:
        super().__init__("the article “{title}” has the same or nearly the same text", title=title)
        self.article_id = article_id
        self.title = title


class ChangedMeanwhileError(ShelfError):
    """Somebody else changed the article since it was loaded."""

    def __init__(self, title: str) -> None:
        super().__init__("somebody else has just changed the article “{title}”", title=title)
        self.title = title
