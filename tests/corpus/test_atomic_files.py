import stat
from pathlib import Path

import pytest

from corpus.atomic_files import is_open_to_others, move_into_place, temporary_sibling


def test_a_file_moved_into_place_is_readable_only_by_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    with temporary_sibling(path) as draft:
        draft.write_text("whole")
        assert not path.exists()
        move_into_place(draft, path)

    assert [each.name for each in tmp_path.iterdir()] == ["backup"]
    assert (path.read_text(), stat.filemode(path.stat().st_mode)) == ("whole", "-rw-------")


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_temporary_file_that_is_not_moved_is_deleted(
    tmp_path: Path, error: type[BaseException]
) -> None:
    def begin() -> None:
        with temporary_sibling(tmp_path / "backup") as draft:
            draft.write_text("half")
            raise error

    with pytest.raises(error):
        begin()
    assert list(tmp_path.iterdir()) == []


def test_sqlites_files_next_to_a_temporary_file_are_deleted(tmp_path: Path) -> None:
    with temporary_sibling(tmp_path / "backup") as draft:
        for end in ("-wal", "-shm", "-journal"):
            draft.with_name(f"{draft.name}{end}").write_text("left")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("flushes", [True, False])
def test_a_file_is_moved_whether_or_not_folders_can_be_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flushes: bool
) -> None:
    monkeypatch.setattr("corpus.atomic_files.FOLDERS_FLUSH", flushes)
    with temporary_sibling(tmp_path / "backup") as draft:
        draft.write_text("whole")
        move_into_place(draft, tmp_path / "backup")

    assert (tmp_path / "backup").read_text() == "whole"


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_can_read_is_noticed(tmp_path: Path, mode: int, is_open: bool) -> None:
    path = tmp_path / "kutip.secret"
    path.touch()
    path.chmod(mode)

    assert is_open_to_others(path) is is_open
