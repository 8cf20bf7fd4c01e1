"""A file of arrays: checked as a whole when it is opened, then mapped into memory."""

import json
import math
import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import Struct
from typing import IO, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from corpus.atomic_files import OPEN_FILES_MOVE, temporary_sibling
from index.errors import UnusableIndexError

MAGIC = b"kutip\x00ix"
"""The first bytes of each file."""
_START = Struct("<8sII")
"""How a file starts: with MAGIC, the CRC-32 of all but itself, and the length of the header."""
_AFTER_CHECK = 12
ALIGNMENT = 64
"""Arrays start at multiples of so many bytes, as a processor reads them fastest."""
LARGE = 4 * 2**20 if OPEN_FILES_MOVE else math.inf
"""Bytes of a file from which on it is mapped. A smaller one is read, because each mapped file takes
a file descriptor, of which a process has about a thousand. On Windows, a mapped file could not be
replaced by its next version."""
_CHUNK = 2**20

Arrays = Mapping[str, NDArray[Any]]


def write(path: Path, arrays: Arrays, about: Mapping[str, Any]) -> None:
    """Write arrays by name, and what they are about as JSON data, replacing the file atomically.

    Only the owner may read it. Raise OSError if it can't be written.
    """
    placed, end = [], 0
    for name, array in arrays.items():
        end += -end % ALIGNMENT
        placed.append((name, array.dtype.str, array.shape, end))
        end += array.nbytes
    header = json.dumps({"about": about, "arrays": placed, "size": end}).encode()
    header += b" " * (-(len(header) + _START.size) % ALIGNMENT)
    with temporary_sibling(path) as temporary, temporary.open("wb") as file:
        start = _START.pack(MAGIC, 0, len(header))
        file.write(start)
        check = _append(file, header, _check_of(start))
        at = 0
        for (*_, place), array in zip(placed, arrays.values(), strict=True):
            check = _append(file, bytes(place - at), check)
            check = _append(file, array.reshape(-1).view(np.uint8).data, check)
            at = place + array.nbytes
        file.seek(0)
        file.write(_START.pack(MAGIC, check, len(header)))
        file.close()
        temporary.replace(path)


def read(path: Path) -> tuple[Arrays, dict[str, Any]]:
    """Return the arrays of a file, which can't be changed, and what they are about.

    Raise FileNotFoundError if there is none, OSError if it can't be read, and UnusableIndexError
    if it is damaged, no such file, or laid out otherwise by another version.
    """
    with path.open("rb") as file:
        start = file.read(_START.size)
        magic, check, length = _START.unpack(start.ljust(_START.size, b"\0"))
        if magic != MAGIC or _check(file, _check_of(start)) != check:
            raise UnusableIndexError("it is damaged")
        size = file.tell()
        if size < LARGE:
            file.seek(0)
            data: bytes | mmap.mmap = file.read()
        else:
            data = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
    first = _START.size + length
    try:
        header = json.loads(data[_START.size : first])
        return dict(_arrays(data, header["arrays"], first)), dict(header["about"])
    except (LookupError, TypeError, ValueError) as error:
        raise UnusableIndexError("it was written by another version of Kutip") from error


def _append(file: IO[bytes], data: bytes | memoryview, check: int) -> int:
    file.write(data)
    return crc32(data, check)


def _check_of(start: bytes) -> int:
    return crc32(start[_AFTER_CHECK:], crc32(MAGIC))


def _check(file: IO[bytes], check: int) -> int:
    while chunk := file.read(_CHUNK):
        check = crc32(chunk, check)
    return check


def _arrays(
    data: bytes | mmap.mmap, placed: list[tuple[str, str, list[int], int]], first: int
) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, dtype, shape, start in placed:
        count = int(np.prod(shape))
        array = np.frombuffer(data, np.dtype(dtype), count, first + start if count else 0)
        yield name, array.reshape(shape)
