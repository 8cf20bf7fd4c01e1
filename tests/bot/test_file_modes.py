"""Whatever Kutip keeps is its owner's alone, however the system is set up."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.owner import belongs_to
from bot.querylog.unwritten import keep, set_space_aside
from corpus.only_bot import only_bot
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip


@pytest.fixture(autouse=True)
def _no_umask() -> Iterator[None]:
    """Take nothing away from the permissions that a file is made with."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_only_the_owner_can_read_what_kutip_keeps(
    kutip: Kutip, data_dir: Path, tmp_path: Path
) -> None:
    database = data_dir / "kutip.db"
    (tmp_path / "ayam.txt").write_text("Ayam berkokok pada pagi hari. Bebek berenang di kolam.")
    kutip("ask", "Kapan ayam berkokok?")
    kutip("add", tmp_path / "ayam.txt")
    kutip("ask", "Kapan ayam berkokok?")
    kutip("backup", data_dir / "backup")
    kutip("backup", "--without-secret", data_dir / "plain")
    kutip("restore", "--force", data_dir / "backup")
    database.with_name("kutip.db.unwritten-0.jsonl").write_text("?\n")
    database.with_name("kutip.db.unwritten-0.jsonl").chmod(0o600)
    kutip("log")
    database.rename(data_dir / "kept.db")
    kutip("run", "--accept-loss")
    kutip("ask", "Kapan ayam berkokok?")
    keep(database, [RECORD])
    set_space_aside(database)
    belongs_to(data_dir, 7)
    with only_bot(data_dir):
        made = {path: stat.S_IMODE(path.stat().st_mode) for path in data_dir.rglob("*")}

    open_to_others = {path: oct(mode) for path, mode in made.items() if mode & 0o077}
    assert open_to_others == {}
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
    names = " ".join(path.name for path in made)
    for part in (
        *(
            "kutip.db ",
            ".high-water",
            ".index",
            ".secret",
            ".lock",
            ".reserve",
            ".unwritten-",
            ".bot",
        ),
        *(".unreadable-", "replaced-", "backup", "plain"),
    ):
        assert part in f"{names} ", part
