"""The reasons why a file can't be read."""

from enum import StrEnum

from corpus.errors import KutipError


class Unreadable(StrEnum):
    """The reasons; `bot` has a sentence for each."""

    EMPTY = "empty"
    """It is empty or contains only whitespace."""
    NO_TEXT = "no_text"
    """It contains no words."""
    BINARY = "binary"
    """It is neither text nor a document but an image, a program or encoded data."""
    UNKNOWN_FORMAT = "unknown_format"
    """It is a document in an unsupported format, e.g. `.doc`, `.xlsx`, `.zip`."""
    ENCRYPTED = "encrypted"
    """It needs a password or has DRM."""
    SCANNED = "scanned"
    """It is a PDF that contains only images of text."""
    DAMAGED = "damaged"
    """It breaks the rules of its format, like a partial download."""
    TOO_MANY_BYTES = "too_many_bytes"
    """It is larger than LARGEST_FILE."""
    TOO_MANY_CHARACTERS = "too_many_characters"
    """Its text is longer than LONGEST_BODY."""
    TOO_BIG_INSIDE = "too_big_inside"
    """It decompresses to more than is allowed."""
    TOO_LONG_TO_READ = "too_long_to_read"
    """Reading it exceeded the time limit."""
    TOO_MUCH_MEMORY = "too_much_memory"
    """Reading it exceeded the memory limit."""


class UnreadableError(KutipError):
    """A file can't be read; the message is the reason's value, not a sentence."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason
