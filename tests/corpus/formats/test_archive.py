import io
import zipfile

import pytest

from corpus.formats import archive as archive_module
from corpus.formats.archive import Archive
from corpus.formats.errors import Unreadable, UnreadableError
from tests.corpus.formats.documents import archive


def reason_of_reading(data: bytes, name: str = "a") -> Unreadable:
    with pytest.raises(UnreadableError) as raised, Archive(data) as opened:
        opened.read(name)
    return raised.value.reason


def test_files_are_read_by_their_names() -> None:
    with Archive(archive({"a": "ayam", "../b": b"\x00", "/c": "x"})) as opened:
        assert opened.names == {"a", "../b", "/c"}
        assert (opened.read("a"), opened.read("../b")) == (b"ayam", b"\x00")


def test_a_missing_file_makes_the_archive_damaged() -> None:
    assert reason_of_reading(archive({"b": ""})) is Unreadable.DAMAGED


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_archive_is_damaged(share: float) -> None:
    data = archive({"a": "ayam" * 100})

    assert reason_of_reading(data[: int(len(data) * share)]) is Unreadable.DAMAGED


def test_a_file_whose_bytes_changed_is_damaged() -> None:
    data = archive({"a": "ayam berkokok " * 100})
    position = data.index(b"a", 28) + 5

    assert reason_of_reading(data[:position] + b"\x00\x00\x00" + data[position + 3 :]) is (
        Unreadable.DAMAGED
    )


def test_a_file_with_a_password_is_encrypted() -> None:
    data = bytearray(archive({"a": "ayam"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert reason_of_reading(bytes(data)) is Unreadable.ENCRYPTED


def test_an_unknown_compression_is_damaged() -> None:
    data = bytearray(archive({"a": "ayam"}))
    data[data.index(b"PK\x01\x02") + 10] = 99

    assert reason_of_reading(bytes(data)) is Unreadable.DAMAGED


def test_a_file_that_unpacks_to_more_than_allowed_is_refused() -> None:
    bomb = archive({"a": b"\x00" * (archive_module.LARGEST_MEMBER + 1)})

    assert len(bomb) < 100_000
    assert reason_of_reading(bomb) is Unreadable.TOO_BIG_INSIDE


def test_the_limit_counts_all_files_together() -> None:
    members = {str(number): b"\x00" * archive_module.LARGEST_MEMBER for number in range(4)}
    with Archive(archive(members)) as opened:
        for name in ("0", "1", "2"):
            opened.read(name)
        with pytest.raises(UnreadableError) as raised:
            opened.read("3")

    assert raised.value.reason is Unreadable.TOO_BIG_INSIDE


def test_a_false_size_in_a_header_is_not_trusted() -> None:
    data = bytearray(archive({"a": b"\x00" * (archive_module.LARGEST_MEMBER + 1)}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")

    # Python stops at the stated size, and the checksum doesn't match.
    assert reason_of_reading(bytes(data)) in {Unreadable.DAMAGED, Unreadable.TOO_BIG_INSIDE}


def test_too_many_files_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for number in range(archive_module.MAX_MEMBERS + 1):
            zipped.writestr(str(number), "")
    with pytest.raises(UnreadableError) as raised:
        Archive(buffer.getvalue())

    assert raised.value.reason is Unreadable.TOO_BIG_INSIDE
