"""No file is moved, replaced or deleted while it is open: Windows refuses that."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.querylog.unwritten import keep, set_space_aside
from index.stored import array_file
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip

StrPath = str | os.PathLike[str]
MOVES = ("rename", "replace", "unlink", "remove")


def open_files() -> set[str]:
    """Return the paths of what this process has open or mapped into memory."""
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            found.add(str(descriptor.readlink()))
        except FileNotFoundError:  # that of this listing
            continue
    mapped = Path("/proc/self/maps").read_text().splitlines()
    return found | {line.split(maxsplit=5)[5] for line in mapped if line.count("/")}


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> Iterator[list[str]]:
    """Yield the names of files in the data folder that are moved, and fail if one was open."""
    moved: list[str] = []
    refused: list[str] = []

    def refusing(move: Callable[..., None]) -> Callable[..., None]:
        def moving(*paths: StrPath, **options: object) -> None:
            for path in map(os.path.abspath, paths):
                if path.startswith(str(data_dir)):
                    (refused if path in open_files() else moved).append(Path(path).name)
            move(*paths, **options)

        return moving

    for name in MOVES:
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))
    monkeypatch.setattr("corpus.restore.OPEN_FILES_MOVE", False)
    monkeypatch.setattr("corpus.atomic_files.FOLDERS_FLUSH", False)
    monkeypatch.setattr("index.stored.array_file.LARGE", float("inf"))
    yield moved
    assert refused == []


def test_nothing_that_is_open_is_moved(
    kutip: Kutip, data_dir: Path, tmp_path: Path, moved: list[str]
) -> None:
    database = data_dir / "kutip.db"
    (tmp_path / "ayam.txt").write_text("Ayam berkokok pada pagi hari. Bebek berenang di kolam.")
    for arguments in (
        ("ask", "Siapa Vipin Narang?"),
        ("add", tmp_path / "ayam.txt"),
        ("ask", "Kapan ayam berkokok?"),
        ("backup", data_dir / "backup"),
        ("restore", "--force", data_dir / "backup"),
        ("ask", "Kapan ayam berkokok?"),
    ):
        assert kutip(*arguments).exit_code == 0
    keep(database, [RECORD])
    kutip("log")
    set_space_aside(database)
    (data_dir / "kutip.db").unlink()
    kutip("run", "--accept-loss")

    names = " ".join(moved)
    for part in (
        "kutip.db ",
        ".secret",
        ".index",
        ".high-water",
        ".unwritten-",
        ".reserve",
        "backup",
    ):
        assert part in f"{names} ", part


def test_a_large_index_can_be_replaced_while_it_is_in_use(data_dir: Path, moved: list[str]) -> None:
    path = data_dir / "1.index"
    data_dir.mkdir(exist_ok=True)
    array = np.zeros(8 * 2**20, np.uint8)
    array_file.write(path, {"zeros": array}, {})
    in_use, _ = array_file.read(path)
    array_file.write(path, {"zeros": array}, {})

    assert moved.count(path.name) == 2
    assert not in_use["zeros"].any()
