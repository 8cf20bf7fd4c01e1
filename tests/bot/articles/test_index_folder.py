import logging
from functools import partial
from pathlib import Path

import pytest

from bot.articles.index_folder import Held, IndexFolder
from index.finder import Finder
from tests.index.articles import articles

HELD = Held(Finder(articles("Ayam berkokok pada pukul lima.")), 7, "mark")


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return IndexFolder.beside(tmp_path / "kutip.db")


def test_what_is_stored_is_loaded_again(folder: IndexFolder) -> None:
    saved = folder.save(7, HELD)

    loaded = folder.load(7)

    assert loaded is not None
    for held in (saved, loaded):
        assert held.finder is not HELD.finder
        assert held.finder.articles == HELD.finder.articles
        assert (held.change, held.mark) == (7, "mark")
    assert folder.load(8) is None


def test_the_folder_is_beside_the_database_and_its_owners_only(
    folder: IndexFolder, tmp_path: Path
) -> None:
    folder.save(7, HELD)

    assert folder.folder == tmp_path / "kutip.db.index"
    assert folder.folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.folder.iterdir()] == ["7.index"]


def test_a_damaged_file_is_made_anew_with_a_line_in_the_log(
    folder: IndexFolder, caplog: pytest.LogCaptureFixture
) -> None:
    folder.save(7, HELD)
    (folder.folder / "7.index").write_bytes(b"nonsense")
    caplog.set_level(logging.INFO)

    assert folder.load(7) is None
    (line,) = caplog.messages
    assert line.startswith("Made the index of server 7 anew")
    assert line.endswith("it is damaged")


def test_where_nothing_can_be_stored_the_finder_is_used_as_it_is(
    folder: IndexFolder, caplog: pytest.LogCaptureFixture
) -> None:
    folder.folder.write_text("a file in the way of the folder")

    assert folder.save(7, HELD) is HELD
    (line,) = caplog.messages
    assert line.startswith("Could not store the index of server 7")
    assert folder.load(7) is None


def test_what_was_deleted_is_no_longer_loaded(folder: IndexFolder) -> None:
    for guild_id in (7, 8, 9):
        folder.save(guild_id, HELD)

    folder.forget(7)
    assert [folder.load(each) is None for each in (7, 8, 9)] == [True, False, False]
    folder.clear()
    assert list(folder.folder.iterdir()) == []


def test_an_empty_folder_or_none_can_be_cleared(folder: IndexFolder) -> None:
    folder.forget(7)
    folder.clear()

    assert not folder.folder.exists()


def test_what_a_process_that_was_killed_left_is_deleted_too(folder: IndexFolder) -> None:
    folder.save(7, HELD)
    for name in (".7.index.a8b", ".8.index.c9d"):
        (folder.folder / name).write_text("Ayam berkokok")

    folder.forget(7)
    assert [path.name for path in folder.folder.iterdir()] == [".8.index.c9d"]
    folder.clear()
    assert list(folder.folder.iterdir()) == []


def test_what_cannot_be_deleted_is_named_in_the_log(
    folder: IndexFolder, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = folder.folder / "7.index"
    stuck.mkdir(parents=True)

    for delete in (partial(folder.forget, 7), folder.clear):
        caplog.clear()
        delete()
        (line,) = caplog.messages
        assert line.startswith(f"Delete {stuck}, in which deleted articles may be: ")
