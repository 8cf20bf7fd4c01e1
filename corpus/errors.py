"""The errors a reader can act on; the text of each is one clear sentence for that reader.

    KutipError
     └── DatabaseError
          ├── DatabaseUnavailableError
          └── DatabaseTooNewError

Catch the root to show any of them:

    try:
        ...
    except KutipError as error:
        print(error)
"""


class KutipError(Exception):
    """The root of all errors that are told to their reader instead of shown as a traceback."""


class DatabaseError(KutipError):
    """The database can't be used; read by the maintainer who starts Kutip."""


class DatabaseUnavailableError(DatabaseError):
    """The database can't be opened or created; names the path, the reason and what to do."""


class DatabaseTooNewError(DatabaseError):
    """The database was written by a later Kutip than this one."""
