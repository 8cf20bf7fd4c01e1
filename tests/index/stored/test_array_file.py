import json
import sys
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnusableIndexError
from index.stored import array_file

ARRAYS = {
    "none": np.zeros((0, 3), np.int32),
    "flags": np.array([True, False]),
    "rows": np.arange(12, dtype=np.int64).reshape(3, 4),
    "text": np.frombuffer(b"perang", np.uint8),
}
ABOUT = {"title": "“Ayam”", "change": 7}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file."""
    path = tmp_path_factory.mktemp("stored") / "a.index"
    array_file.write(path, ARRAYS, ABOUT)
    return path.read_bytes()


@pytest.mark.parametrize("large", [0, 2**20], ids=["mapped", "read"])
def test_arrays_are_read_as_they_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(array_file, "LARGE", large)
    path = tmp_path / "a.index"

    array_file.write(path, ARRAYS, ABOUT)
    arrays, about = array_file.read(path)

    assert about == ABOUT
    assert list(arrays) == list(ARRAYS)
    for name, array in arrays.items():
        assert (array.dtype, array.shape) == (ARRAYS[name].dtype, ARRAYS[name].shape)
        assert array.tolist() == ARRAYS[name].tolist()
        assert not array.flags.writeable


def test_a_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "a.index"

    array_file.write(path, ARRAYS, ABOUT)

    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@given(st.data())
def test_a_file_that_is_damaged_in_any_byte_is_unusable(
    stored: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(stored) - 1))
    damaged = bytearray(stored)
    damaged[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.index"
    path.write_bytes(damaged)

    with pytest.raises(UnusableIndexError, match="damaged"):
        array_file.read(path)


@given(st.data())
def test_a_file_that_is_cut_off_is_unusable(
    stored: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.index"
    path.write_bytes(stored[: data.draw(st.integers(0, len(stored) - 1))])

    with pytest.raises(UnusableIndexError, match="damaged"):
        array_file.read(path)


def test_another_file_is_unusable(tmp_path: Path) -> None:
    path = tmp_path / "a.index"
    path.write_text(json.dumps(ABOUT))

    with pytest.raises(UnusableIndexError):
        array_file.read(path)


def test_a_reader_keeps_what_it_opened_when_the_file_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(array_file, "LARGE", 0)
    path = tmp_path / "a.index"
    array_file.write(path, ARRAYS, ABOUT)
    before, _ = array_file.read(path)

    array_file.write(path, {"rows": np.zeros((3, 4), np.int64)}, {})

    assert before["rows"].tolist() == ARRAYS["rows"].tolist()
    assert array_file.read(path)[0]["rows"].tolist() == np.zeros((3, 4)).tolist()


@pytest.mark.parametrize(
    "header",
    [
        b"no JSON",
        b"[]",
        b"{}",
        b'{"arrays": [], "about": [1]}',
        b'{"arrays": {"a": 1}, "about": {}}',
        b'{"arrays": [["a", "unheard of", [1], 0]], "about": {}}',
        b'{"arrays": [["a", "<i4", [1000], 0]], "about": {}}',
    ],
)
def test_a_file_that_a_newer_version_lays_out_otherwise_is_unusable(
    tmp_path: Path, header: bytes
) -> None:
    path = tmp_path / "a.index"
    lengths = len(header).to_bytes(4, sys.byteorder)
    check = crc32(lengths + header, crc32(array_file.MAGIC)).to_bytes(4, sys.byteorder)
    path.write_bytes(array_file.MAGIC + check + lengths + header)

    with pytest.raises(UnusableIndexError, match=r"^it was written by another version of Kutip$"):
        array_file.read(path)
