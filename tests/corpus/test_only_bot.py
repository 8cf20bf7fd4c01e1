import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import DatabaseUnavailableError, FolderInUseError
from corpus.only_bot import only_bot

HOLD = """
import asyncio, sys
from pathlib import Path
from corpus.only_bot import only_bot

async def main():
    async with only_bot(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()

asyncio.run(main())
"""


async def test_a_second_bot_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    async with only_bot(tmp_path):
        with pytest.raises(FolderInUseError, match="Another Kutip is running with the data folder"):
            async with only_bot(tmp_path):
                pytest.fail("both run")
    async with only_bot(tmp_path):
        pass


async def test_the_kernel_releases_the_folder_of_a_bot_that_was_killed(tmp_path: Path) -> None:
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
        with pytest.raises(FolderInUseError):
            async with only_bot(tmp_path):
                pytest.fail("both run")
        bot.kill()

    async with only_bot(tmp_path):
        pass


async def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    async with only_bot(tmp_path / "data"):
        modes = [stat.S_IMODE(each.stat().st_mode) for each in tmp_path.rglob("*")]
        assert modes == [0o700, 0o600]


async def test_a_folder_that_cannot_be_locked_is_named(own_folder: Path) -> None:
    own_folder.chmod(0o500)
    with pytest.raises(DatabaseUnavailableError, match=r"Can't lock .*: Permission denied"):
        async with only_bot(own_folder):
            pytest.fail("it was locked")
