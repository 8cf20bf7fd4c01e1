from pathlib import Path
from stat import S_IMODE

import pytest

from bot.errors import OtherBotError
from bot.owner import belongs_to, check_owner
from corpus.errors import DatabaseUnavailableError


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A folder in which there is data."""
    (tmp_path / "kutip.db").touch()
    return tmp_path


def test_a_folder_belongs_to_the_first_bot_that_runs_with_it(data_dir: Path) -> None:
    belongs_to(data_dir, 7)
    belongs_to(data_dir, 7)

    with pytest.raises(OtherBotError, match=r"user ID 7, but the token is of the bot 8"):
        belongs_to(data_dir, 8)
    check_owner(data_dir, 7)
    assert S_IMODE((data_dir / "kutip.bot").stat().st_mode) == 0o600


def test_a_folder_without_data_is_for_any_bot(data_dir: Path) -> None:
    belongs_to(data_dir, 7)
    (data_dir / "kutip.db").unlink()

    belongs_to(data_dir, 8)

    check_owner(data_dir, 8)


@pytest.mark.parametrize("text", ["", "seven", "-7", "7" * 30, "\u0667"])
def test_a_note_that_names_no_bot_is_written_anew(data_dir: Path, text: str) -> None:
    (data_dir / "kutip.bot").write_text(text)

    belongs_to(data_dir, 8)

    with pytest.raises(OtherBotError):
        check_owner(data_dir, 7)


def test_a_note_that_cant_be_read_is_reported(data_dir: Path) -> None:
    (data_dir / "kutip.bot").mkdir()

    with pytest.raises(DatabaseUnavailableError, match=r"kutip.bot"):
        belongs_to(data_dir, 8)
