import contextlib
import resource
import sqlite3
from pathlib import Path

import pytest

from tests.bot.terminal.shelf import Kutip

MARKDOWN = """---
title: "Ayam, \\"jago\\""
source: "Antara"
url: "https://example.org/ayam"
language: id
format: plain
---

Ayam *berkokok* pada pagi hari yang cerah.

Lalu ia diam."""


@pytest.fixture
def ayam(kutip: Kutip, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(MARKDOWN)
    assert kutip("add", path, "--guild", "7").exit_code == 0


@pytest.mark.usefixtures("ayam")
def test_a_servers_own_articles_are_written_as_they_are(kutip: Kutip, tmp_path: Path) -> None:
    folder = tmp_path / "baru" / "hasil"
    result = kutip("export", folder, "--guild", "7")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 written, 0 unchanged, 0 kept.\n"
    assert [path.name for path in folder.iterdir()] == ["ayam-jago.md"]
    assert (folder / "ayam-jago.md").read_text() == MARKDOWN


@pytest.mark.usefixtures("ayam")
def test_what_is_exported_is_taken_in_elsewhere_without_loss(kutip: Kutip, tmp_path: Path) -> None:
    other = {"KUTIP_DATA_DIR": str(tmp_path / "other")}
    kutip("export", tmp_path / "satu", "--guild", "7")
    assert kutip("add", tmp_path / "satu", "--guild", "9", **other).exit_code == 0
    kutip("export", tmp_path / "dua", "--guild", "9", **other)

    assert (tmp_path / "dua" / "ayam-jago.md").read_text() == MARKDOWN


def test_what_ships_with_kutip_is_exported_and_known_again(kutip: Kutip, tmp_path: Path) -> None:
    assert kutip("export", tmp_path / "hasil").stdout.startswith("1 written")

    assert kutip("add", tmp_path / "hasil").stdout.startswith("0 added, 0 replaced, 1 unchanged")


@pytest.mark.usefixtures("ayam")
def test_no_file_is_overwritten(kutip: Kutip, tmp_path: Path) -> None:
    kutip("export", tmp_path / "hasil", "--guild", "7")
    assert kutip("export", tmp_path / "hasil", "--guild", "7").stdout.startswith("0 written, 1 unc")
    (tmp_path / "hasil" / "ayam-jago.md").write_text("Milik orang lain.")
    result = kutip("export", tmp_path / "hasil", "--guild", "7")

    assert result.exit_code == 1
    assert result.stdout == "0 written, 0 unchanged, 1 kept.\n"
    assert "ayam-jago.md differs and was not overwritten." in result.stderr
    assert (tmp_path / "hasil" / "ayam-jago.md").read_text() == "Milik orang lain."


@pytest.mark.usefixtures("ayam")
def test_a_dangling_link_is_not_written_through(kutip: Kutip, tmp_path: Path) -> None:
    (tmp_path / "hasil").mkdir()
    (tmp_path / "hasil" / "ayam-jago.md").symlink_to(tmp_path / "rahasia")

    assert kutip("export", tmp_path / "hasil", "--guild", "7").exit_code == 1
    assert not (tmp_path / "rahasia").exists()


@pytest.mark.usefixtures("ayam")
def test_a_failed_write_leaves_no_partial_file(
    kutip: Kutip, tmp_path: Path, data_dir: Path
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with contextlib.closing(sqlite3.connect(data_dir / "kutip.db")) as other:
        # While somebody reads, SQLite needs no larger file than it has.
        other.execute("SELECT id FROM articles").fetchall()
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
        try:
            result = kutip("export", tmp_path / "hasil", "--guild", "7")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert result.exit_code == 73
    assert result.stderr.endswith("ayam-jago.md: File too large.\n")
    assert list((tmp_path / "hasil").iterdir()) == []


def test_a_folder_that_cant_be_created_exits_with_73_and_one_line(
    kutip: Kutip, tmp_path: Path
) -> None:
    (tmp_path / "berkas").touch()
    result = kutip("export", tmp_path / "berkas" / "hasil")

    assert (result.exit_code, len(result.stderr.splitlines())) == (73, 1)
