import contextlib
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.terminal.shelf import Kutip, start

AYAM = "# Ayam\n\nAyam berkokok pada pagi hari yang cerah. Lalu ia diam sebentar di kandang.\n"
BEBEK = "# Bebek\n\nBebek berenang di kolam belakang rumah nenek, dan ia senang sekali.\n"

Watch = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "arsip"
    folder.mkdir()
    (folder / "ayam.md").write_text(AYAM)
    return folder


@pytest.fixture
def watch(data_dir: Path, folder: Path) -> Iterator[Watch]:
    """Return what starts the command, and waits until it has told of what it found at first."""
    started = []

    def watch(*, patient: bool = True) -> subprocess.Popen[str]:
        process = start(data_dir, "watch", str(folder), patient=patient, PYTHONUNBUFFERED="1")
        started.append(process)
        while "Watching" not in (line := next_line(process)):
            assert line, process.communicate()
        return process

    yield watch
    for process in started:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate()
        assert (out, err, process.returncode) == ("", "", 0)


def next_line(process: subprocess.Popen[str]) -> str:
    """Wait for the next line that the command prints."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def test_the_folder_is_followed_as_it_changes(
    kutip: Kutip, folder: Path, watch: Watch, tmp_path: Path
) -> None:
    process = watch()

    (folder / "bawah").mkdir()
    (folder / "bawah" / "bebek.md").write_text(BEBEK)
    assert next_line(process) == f"added {folder}/bawah/bebek.md"
    assert kutip("ask", "Di mana bebek berenang?").exit_code == 0

    (folder / "ayam.md").write_text(AYAM.replace("pagi", "siang"))
    assert next_line(process) == f"replaced {folder}/ayam.md"
    assert "siang hari" in kutip("ask", "Kapan ayam berkokok?").stdout

    (folder / "bawah").rename(tmp_path / "luar")
    assert next_line(process) == f"removed {folder}/bawah/bebek.md"
    assert next_line(process) == "1 question lost its answer:"
    assert next_line(process) == "  Di mana bebek berenang?"
    assert kutip("ask", "Di mana bebek berenang?").exit_code == 1

    (folder / "ayam.md").unlink()
    assert next_line(process) == f"removed {folder}/ayam.md"
    assert next_line(process) == "1 question lost its answer:"
    assert next_line(process) == "  Kapan ayam berkokok?"


def test_what_had_no_answer_is_asked_again(kutip: Kutip, folder: Path, watch: Watch) -> None:
    process = watch()
    assert kutip("ask", "Di mana bebek berenang?").exit_code == 1

    (folder / "bebek.md").write_text(BEBEK)

    assert next_line(process) == f"added {folder}/bebek.md"
    assert next_line(process) == "“Bebek” answers 1 question that had no answer:"
    assert next_line(process) == "  Di mana bebek berenang?"


def test_watching_waits_for_a_locked_database(data_dir: Path, folder: Path, watch: Watch) -> None:
    process = watch(patient=False)
    with contextlib.closing(sqlite3.connect(data_dir / "kutip.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (folder / "bebek.md").write_text(BEBEK)
        assert process.stderr is not None
        assert process.stderr.readline() == (
            "kutip: the database can't be used: database is locked; retrying in 3 seconds.\n"
        )
        other.execute("ROLLBACK")

    assert next_line(process) == f"added {folder}/bebek.md"


def test_changes_while_it_was_not_running_are_caught_up(
    kutip: Kutip, folder: Path, watch: Watch, tmp_path: Path
) -> None:
    (folder / "bebek.md").write_text(BEBEK)
    (tmp_path / "kucing.txt").write_text("Kucing tidur di atas atap rumah tetangga tadi malam.\n")
    kutip("add", folder, tmp_path / "kucing.txt")
    (folder / "bebek.md").unlink()
    (folder / "ayam.md").write_text(AYAM.replace("pagi", "siang"))
    watch()

    assert kutip("ask", "Di mana bebek berenang?").exit_code == 1
    assert "siang hari" in kutip("ask", "Kapan ayam berkokok?").stdout
    assert kutip("ask", "Di mana kucing tidur?").exit_code == 0


def test_a_file_that_is_empty_for_a_moment_or_for_longer_does_no_harm(
    kutip: Kutip, folder: Path, watch: Watch
) -> None:
    process = watch()
    with (folder / "ayam.md").open("w") as file:
        refused = next_line(process)
        assert (
            refused
            == f"refused {folder}/ayam.md: This is empty. Send me something with text in it."
        )
        assert kutip("ask", "Kapan ayam berkokok?").exit_code == 0
        file.write(AYAM.replace("pagi", "siang"))
    assert next_line(process) == f"replaced {folder}/ayam.md"
    assert next_line(process) == "1 question is answered differently:"
    assert next_line(process) == "  Kapan ayam berkokok?"


def test_a_name_that_becomes_free_is_taken(folder: Path, watch: Watch) -> None:
    process = watch()
    (folder / "baru.part").write_text("# Ayam\n\nTentang hal yang lain sama sekali: bebek, itik.\n")
    (folder / "ayam.md").unlink()
    (folder / "baru.part").rename(folder / "baru.md")

    told_of = {next_line(process), next_line(process)}
    assert told_of == {f"removed {folder}/ayam.md", f"added {folder}/baru.md"}


def test_a_folder_that_lost_all_its_files_is_refused(kutip: Kutip, folder: Path) -> None:
    kutip("add", folder)
    (folder / "ayam.md").unlink()
    result = kutip("watch", folder)

    assert result.exit_code == 66
    assert "contains no files" in result.stderr
    assert kutip("ask", "Kapan ayam berkokok?").exit_code == 0


def test_a_missing_folder_is_a_usage_error(kutip: Kutip, folder: Path) -> None:
    assert kutip("watch", folder / "tidak-ada").exit_code == 2
    assert kutip("watch", folder / "ayam.md").exit_code == 2


def test_a_folder_that_takes_the_place_of_another_is_followed(
    kutip: Kutip, folder: Path, watch: Watch, tmp_path: Path
) -> None:
    process = watch()
    (tmp_path / "baru").mkdir()
    (tmp_path / "baru" / "ayam.md").write_text(AYAM.replace("pagi", "siang"))
    folder.rename(tmp_path / "lama")
    (tmp_path / "baru").rename(folder)
    assert next_line(process) == f"replaced {folder}/ayam.md"

    (folder / "bebek.md").write_text(BEBEK)
    assert next_line(process) == f"added {folder}/bebek.md"
    assert kutip("ask", "Di mana bebek berenang?").exit_code == 0


def test_an_empty_folder_in_the_place_of_another_is_refused(
    kutip: Kutip, folder: Path, data_dir: Path, tmp_path: Path
) -> None:
    """It may be where a disk was mounted."""
    process = start(data_dir, "watch", str(folder))
    assert next_line(process) == f"added {folder}/ayam.md"
    assert next_line(process).startswith("1 file.")
    (tmp_path / "kosong").mkdir()
    folder.rename(tmp_path / "lama")
    (tmp_path / "kosong").rename(folder)
    out, err = process.communicate()

    assert (out, process.returncode) == ("", 66)
    assert "contains no files" in err
    assert kutip("ask", "Kapan ayam berkokok?").exit_code == 0


def test_a_folder_that_disappears_ends_it_and_nothing_is_removed(
    kutip: Kutip, folder: Path, data_dir: Path, tmp_path: Path
) -> None:
    process = start(data_dir, "watch", str(folder))
    assert next_line(process) == f"added {folder}/ayam.md"
    assert next_line(process).startswith("1 file.")
    folder.rename(tmp_path / "pindah")
    os.utime(tmp_path / "pindah" / "ayam.md")
    process.wait()
    out, err = process.communicate()

    assert (out, process.returncode) == ("", 66)
    assert err == f"kutip: Can't read {folder}: No such file or directory.\n"
    assert kutip("ask", "Kapan ayam berkokok?").exit_code == 0
