import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import DatabaseError, DatabaseUnavailableError, FolderInUseError
from corpus.only_bot import only_bot

HOLD = """
import sys
from pathlib import Path
from corpus.only_bot import only_bot

def main():
    with only_bot(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()

main()
"""


def assert_refused(folder: Path, kind: type[DatabaseError], sentence: str) -> None:
    with pytest.raises(kind, match=sentence), only_bot(folder):
        pytest.fail("it was locked")


def test_a_second_bot_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    with only_bot(tmp_path):
        assert_refused(tmp_path, FolderInUseError, "Another Kutip is running with the data folder")
    with only_bot(tmp_path):
        pass


def test_the_kernel_releases_the_folder_of_a_bot_that_was_killed(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    bot = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    with bot:
        assert bot.stdout is not None
        assert bot.stdout.readline() == b"held\n"
        assert_refused(tmp_path, FolderInUseError, "stop it first")
        bot.kill()

    with only_bot(tmp_path):
        pass


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with only_bot(tmp_path / "data"):
        modes = [stat.S_IMODE(each.stat().st_mode) for each in tmp_path.rglob("*")]
        assert modes == [0o700, 0o600]


def test_a_folder_that_cannot_be_locked_is_named(own_folder: Path) -> None:
    own_folder.chmod(0o500)
    assert_refused(own_folder, DatabaseUnavailableError, "Can't lock .*: Permission denied")
