import stat
from pathlib import Path

import pytest

from corpus.whole_files import draft_beside, finish


def test_a_draft_that_is_finished_takes_its_place_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    with draft_beside(path) as draft:
        draft.write_text("whole")
        assert not path.exists()
        finish(draft, path)

    assert [each.name for each in tmp_path.iterdir()] == ["backup"]
    assert (path.read_text(), stat.filemode(path.stat().st_mode)) == ("whole", "-rw-------")


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_nothing_is_left_of_a_draft_that_is_not(tmp_path: Path, error: type[BaseException]) -> None:
    def begin() -> None:
        with draft_beside(tmp_path / "backup") as draft:
            draft.write_text("half")
            raise error

    with pytest.raises(error):
        begin()
    assert list(tmp_path.iterdir()) == []


def test_what_sqlite_leaves_beside_a_draft_goes_too(tmp_path: Path) -> None:
    with draft_beside(tmp_path / "backup") as draft:
        for end in ("-wal", "-shm", "-journal"):
            draft.with_name(f"{draft.name}{end}").write_text("left")

    assert list(tmp_path.iterdir()) == []
