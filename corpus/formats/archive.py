"""Read untrusted zip archives of XML, such as Word documents and e-books, within limits."""

import io
import zipfile
import zlib
from types import TracebackType
from typing import IO, Self

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.markup import parse_xml

MAX_MEMBERS = 10_000
"""Files in an archive; a long e-book has a few hundred."""
MAX_UNPACKED_BYTES = 200 * 2**20
"""Bytes unpacked from one archive in total; a book's text is a hundredth of that."""
LARGEST_MEMBER = 64 * 2**20
"""Bytes unpacked from one file in an archive."""
_CHUNK = 2**20

_ENCRYPTED = 0x1  # the bit in a member's flags


class Archive:
    """A zip file in memory, used as a context manager; nothing is extracted to disk.

    Every error is an UnreadableError: DAMAGED, ENCRYPTED or TOO_BIG_INSIDE.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError(Unreadable.DAMAGED) from error
        self._left = MAX_UNPACKED_BYTES
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > MAX_MEMBERS:
            self._zip.close()
            raise UnreadableError(Unreadable.TOO_BIG_INSIDE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """Return a file's bytes, counting them as they are unpacked, because headers can lie.

        Raises UnreadableError (DAMAGED) if the archive has no such file.
        """
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & _ENCRYPTED:
                raise UnreadableError(Unreadable.ENCRYPTED)
            with self._zip.open(info) as member:
                return self._read(member)
        except (KeyError, zipfile.BadZipFile, zlib.error) as error:
            raise UnreadableError(Unreadable.DAMAGED) from error
        # An unknown compression method, or a truncated file.
        except (NotImplementedError, EOFError, OSError, RuntimeError) as error:
            raise UnreadableError(Unreadable.DAMAGED) from error

    def _read(self, member: IO[bytes]) -> bytes:
        chunks = []
        left = min(self._left, LARGEST_MEMBER)
        while chunk := member.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise UnreadableError(Unreadable.TOO_BIG_INSIDE)
            chunks.append(chunk)
        data = b"".join(chunks)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root element of an XML file."""
        return parse_xml(self.read(name))
