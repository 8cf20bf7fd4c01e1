from pathlib import Path
from stat import S_IMODE

import pytest

from bot.env_file import write_setting
from bot.errors import EnvFileError


def test_a_file_in_a_folder_that_is_not_there_is_made_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "kutip" / ".env"

    write_setting(path, "A", "b")

    assert path.read_text() == "A=b\n"
    assert (S_IMODE(path.parent.stat().st_mode), S_IMODE(path.stat().st_mode)) == (0o700, 0o600)


def test_a_link_to_the_file_stays_one(tmp_path: Path) -> None:
    path, target = tmp_path / ".env", tmp_path / "kept"
    target.write_text("A=b\nC=d\n")
    path.symlink_to(target)

    write_setting(path, "A", "e")

    assert path.is_symlink()
    assert target.read_text() == "A=e\nC=d\n"


def test_a_file_that_cant_be_replaced_stays_as_it_was(own_folder: Path) -> None:
    path = own_folder / ".env"
    path.write_text("A=b\n")
    own_folder.chmod(0o500)

    with pytest.raises(EnvFileError, match=r"Permission denied\. Nothing was changed"):
        write_setting(path, "A", "c")

    assert path.read_text() == "A=b\n"
    assert list(own_folder.iterdir()) == [path]


def test_a_name_without_a_value_gets_one(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A\nC=d\n")

    write_setting(path, "A", "b")

    assert path.read_text() == "A=b\nC=d\n"
