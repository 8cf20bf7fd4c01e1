"""A file of arrays: checked as a whole when it is opened, then mapped into memory."""

import json
import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from corpus.atomic_files import temporary_sibling
from index.errors import UnusableIndexError

MAGIC = b"kutip\x00ix"
"""The first bytes of each file."""
ALIGNMENT = 64
"""Arrays start at multiples of so many bytes, as a processor reads them fastest."""
LARGE = 4 * 2**20
"""Bytes of a file from which on it is mapped. A smaller one is read, because each mapped file takes
a file descriptor, of which a process has about a thousand."""
_CHUNK = 2**20

Arrays = Mapping[str, NDArray[Any]]


def write(path: Path, arrays: Arrays, about: Mapping[str, Any]) -> None:
    """Write arrays by name, and what they are about as JSON data, replacing the file atomically.

    Only the owner may read it. Raise OSError if it can't be written.
    """
    placed, end = [], 0
    for name, array in arrays.items():
        start = -end % ALIGNMENT + end
        placed.append((name, array.dtype.str, array.shape, start))
        end = start + array.nbytes
    header = json.dumps({"about": about, "arrays": placed, "size": end}).encode()
    header += b" " * (-(len(header) + 2 * len(MAGIC)) % ALIGNMENT)
    length = len(header).to_bytes(4, "little")
    with temporary_sibling(path) as temporary, temporary.open("wb") as file:
        file.write(MAGIC + bytes(len(MAGIC)))
        check = _append(file, header, crc32(length))
        at = 0
        for (*_, start), array in zip(placed, arrays.values(), strict=True):
            check = _append(file, bytes(start - at), check)
            check = _append(file, np.ascontiguousarray(array).data.cast("B"), check)
            at = start + array.nbytes
        file.seek(len(MAGIC))
        file.write(check.to_bytes(4, "little") + length)
        file.flush()
        temporary.replace(path)


def read(path: Path) -> tuple[Arrays, dict[str, Any]]:
    """Return the arrays of a file, which can't be changed, and what they are about.

    Raise FileNotFoundError if there is none, OSError if it can't be read, and UnusableIndexError
    if it is damaged or no such file.
    """
    with path.open("rb") as file:
        start = file.read(2 * len(MAGIC))
        check = int.from_bytes(start[8:12], "little")
        if start[: len(MAGIC)] != MAGIC or _check(file, start[12:]) != check:
            raise UnusableIndexError("it is damaged")
        size = file.tell()
        if size < LARGE:
            file.seek(0)
            data: bytes | mmap.mmap = file.read()
        else:
            data = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
    first = len(start) + int.from_bytes(start[12:16], "little")
    header = json.loads(data[len(start) : first])
    return dict(_arrays(data, header["arrays"], first)), header["about"]


def _append(file: IO[bytes], data: bytes | memoryview, check: int) -> int:
    file.write(data)
    return crc32(data, check)


def _check(file: IO[bytes], length: bytes) -> int:
    check = crc32(length)
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
