"""Why a file can't be read."""

from enum import StrEnum

from corpus.errors import KutipError


class Unreadable(StrEnum):
    """The reasons; each is told to its reader in a sentence of its own."""

    EMPTY = "empty"
    """It holds nothing, or nothing but white space."""
    NO_TEXT = "no_text"
    """It holds no word."""
    BINARY = "binary"
    """It is neither text nor a document: a picture, a program, encoded data."""
    UNKNOWN_FORMAT = "unknown_format"
    """It is a document of a kind that is not read, e.g. `.doc`, `.rtf`, `.xlsx`, `.zip`."""
    ENCRYPTED = "encrypted"
    """It needs a password or belongs to a shop's reader."""
    SCANNED = "scanned"
    """It is a PDF that holds pictures of text."""
    DAMAGED = "damaged"
    """It breaks the rules of its format, as half a download does."""
    TOO_MANY_BYTES = "too_many_bytes"
    """It is larger than LARGEST_FILE."""
    TOO_MANY_CHARACTERS = "too_many_characters"
    """Its text is longer than LONGEST_BODY."""
    TOO_BIG_INSIDE = "too_big_inside"
    """It unpacks to far more than it seems to hold."""
    TOO_LONG_TO_READ = "too_long_to_read"
    """It was not read within the time allowed."""
    TOO_MUCH_MEMORY = "too_much_memory"
    """It was not read within the memory allowed."""


class UnreadableError(KutipError):
    """A file can't be read; its text is the reason's value, not a sentence."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason
