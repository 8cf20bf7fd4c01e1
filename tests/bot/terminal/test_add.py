import contextlib
import hashlib
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.locales import ENGLISH
from corpus.article import Article
from corpus.draft import Draft
from corpus.errors import ShelfError
from corpus.shelf import Shelf
from tests.bot.terminal.shelf import Kutip, in_a_process, start
from tests.corpus.formats.documents import paragraphs_on_page, pdf
from tests.patience import LONG

Once = Callable[[Callable[[], object]], None]

FILES = 60
"""More than are kept in one step."""
KUCING = "Kucing tidur di atas atap rumah tetangga.\n\nIa bangun pada sore hari lalu makan ikan.\n"
AYAM = "# Ayam\n\nAyam berkokok pada pagi hari yang cerah. Lalu ia diam sebentar di kandang.\n"
BEBEK = (
    "<!doctype html><html><title>Bebek</title><body><article><h1>Bebek</h1><p>Bebek berenang "
    "di kolam belakang rumah nenek setiap hari, dan ia senang sekali.</p></article></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, one in a folder below, and what is none."""
    folder = tmp_path / "arsip"
    (folder / "bawah").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "kucing.txt").write_text(KUCING)
    (folder / "ayam.md").write_text(AYAM)
    (folder / "bawah" / "bebek.html").write_text(BEBEK)
    for name in (".rahasia.txt", ".git/config.txt", "gambar.png", "~$surat.docx"):
        (folder / name).write_text("x")
    return folder


def write_archive(tmp_path: Path, files: int) -> Path:
    """Write articles that have nothing in common."""
    archive = tmp_path / "arsip"
    archive.mkdir()
    for number in range(files):
        words = " ".join(hashlib.sha256(f"{number} {each}".encode()).hexdigest() for each in "abcd")
        (archive / f"{number}.txt").write_text(f"Artikel {number}\n\nKata demi kata: {words}.\n")
    return archive


@pytest.fixture
def once_some_are_in() -> Iterator[Once]:
    """Return what lets something happen as soon as the first articles are kept, and only then."""

    def once(happen: Callable[[], object]) -> None:
        add_all = Shelf.add_all

        async def add_all_and_happen(
            self: Shelf, drafts: Sequence[Draft]
        ) -> list[Article | ShelfError]:
            added = await add_all(self, drafts)
            patch.undo()
            happen()
            return added

        patch.setattr(Shelf, "add_all", add_all_and_happen)

    with pytest.MonkeyPatch.context() as patch:
        yield once


def rows(data_dir: Path, statement: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(data_dir / "kutip.db") as database:
        found = database.execute(statement).fetchall()
    database.close()
    return found


def summary(output: str) -> str:
    """Return the line that counts what was added."""
    (line,) = [line for line in output.splitlines() if line.endswith(" refused.")]
    return line


def titles(data_dir: Path) -> set[object]:
    return {title for (title,) in rows(data_dir, "SELECT title FROM article_versions")}


def test_a_folder_is_taken_in_and_can_be_asked_about(kutip: Kutip, folder: Path) -> None:
    added = kutip("add", folder)

    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout.splitlines() == [
        "added: Ayam (1 paragraph, Indonesian, Markdown), from ayam.md",
        "added: kucing (2 paragraphs, Indonesian, text), from kucing.txt",
        "2 added, 0 replaced, 0 unchanged, 0 refused.",
        "Skipped 3 hidden or unsupported files.",
        "Skipped 1 folder; use --recursive to include it.",
    ]
    assert "kandang" in kutip("ask", "Kapan ayam berkokok?").stdout


def test_a_second_run_adds_nothing_twice_and_goes_on_where_the_first_ended(
    kutip: Kutip, folder: Path, data_dir: Path
) -> None:
    kutip("add", folder)
    again = kutip("add", folder, "--recursive")

    assert again.stdout.startswith(
        "added: Bebek (1 paragraph, Indonesian, web page), from bebek.html\n"
        "1 added, 0 replaced, 2 unchanged, 0 refused.\n"
    )
    assert {"Ayam", "kucing", "Bebek"} < titles(data_dir)
    assert rows(data_dir, "SELECT MAX(version) FROM articles") == [(1,)]


def test_a_changed_file_is_a_new_version(kutip: Kutip, folder: Path, data_dir: Path) -> None:
    kutip("add", folder)
    (folder / "ayam.md").write_text(AYAM.replace("pagi", "siang"))
    again = kutip("add", folder)

    assert again.stdout.startswith(
        "replaced: Ayam (1 paragraph, Indonesian, Markdown), from ayam.md\n"
        "0 added, 1 replaced, 1 unchanged, 0 refused.\n"
    )
    assert rows(data_dir, "SELECT version FROM articles WHERE title_key = 'ayam'") == [(2,)]


def test_what_is_refused_is_named_with_its_reason_and_the_rest_is_taken_in(
    kutip: Kutip, folder: Path, tmp_path: Path
) -> None:
    (folder / "kosong.txt").touch()
    (folder / "gambar.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "salinan.txt").write_text(KUCING)
    gone = tmp_path / "tidak-ada.txt"
    os.mkfifo(tmp_path / "pipa.txt")
    result = kutip(
        *("add", folder, gone, tmp_path / "pipa.txt", folder / "gambar.png"),
        *("http://127.0.0.1/", "ftp://contoh.example/", "a\0b"),
    )

    assert result.exit_code == 1
    assert "2 added, 0 replaced, 0 unchanged, 8 refused." in result.stdout
    told = dict(line.removeprefix("kutip: ").rsplit(": ", 1) for line in result.stderr.splitlines())
    assert told == {
        str(gone): "There is no such file.",
        str(tmp_path / "pipa.txt"): "This is not a file.",
        "a�b": "There is no such file.",
        str(folder / "kosong.txt"): ENGLISH("fault.unreadable.empty"),
        str(folder / "salinan.txt"): ENGLISH("fault.shelf.same_text", title="kucing"),
        str(folder / "gambar.png"): ENGLISH("fault.unreadable.binary"),
        "http://127.0.0.1/": ENGLISH("fault.link.private_address"),
        "ftp://contoh.example/": ENGLISH("fault.link.scheme"),
    }


def test_what_should_be_checked_in_a_file_is_said_below_it(kutip: Kutip, tmp_path: Path) -> None:
    picture = pdf([[], paragraphs_on_page([KUCING]), []], picture=[0, 2])
    (tmp_path / "kucing.pdf").write_bytes(picture)
    (tmp_path / "ayam.md").write_text(AYAM.replace("pagi", "{{ hari }}"))
    (tmp_path / "bebek.html").write_text(BEBEK)

    lines = kutip("add", str(tmp_path)).stdout.splitlines()

    assert [line for line in lines if line.startswith("  ")] == [
        f"  {ENGLISH('intake.warning.placeholders')}",
        f"  {ENGLISH('intake.warning.pages_without_text')}",
        f"  {ENGLISH('intake.pages', pages='1, 3')}",
    ]


def test_title_and_source_can_be_given(kutip: Kutip, folder: Path, data_dir: Path) -> None:
    kutip("add", folder / "ayam.md", "--title", " Ayam  jago ", "--source", "Antara")

    expected = [("Ayam jago", "Antara")]
    statement = "SELECT title, source FROM article_versions WHERE body LIKE 'Ayam%'"
    assert rows(data_dir, statement) == expected
    # Nor does the next run forget them, as long as the file is the same.
    kutip("add", folder / "ayam.md")
    assert rows(data_dir, statement) == expected


def test_a_title_for_several_files_is_a_usage_error(kutip: Kutip, folder: Path) -> None:
    assert kutip("add", folder, "--title", "x").exit_code == 2
    assert kutip("add", folder / "ayam.md", folder / "kucing.txt", "--title", "x").exit_code == 2


def test_articles_of_a_server_are_seen_by_no_other(kutip: Kutip, folder: Path) -> None:
    kutip("add", folder, "--guild", "7")

    question = "Kapan ayam berkokok?"
    assert kutip("ask", question, "--guild", "7").exit_code == 0
    assert kutip("ask", question, "--guild", "8").exit_code == 1
    assert kutip("ask", question).exit_code == 1
    assert kutip("chat", "--guild", "7", typed=f"{question}\n").stdout.count("kandang") == 1


@pytest.mark.parametrize("guild", ["0", "-1", "umum", str(2**63)])
def test_an_impossible_server_id_is_a_usage_error(kutip: Kutip, folder: Path, guild: str) -> None:
    assert kutip("add", folder, "--guild", guild).exit_code == 2


def test_a_moved_file_is_the_same_article(kutip: Kutip, folder: Path, data_dir: Path) -> None:
    kutip("add", folder)
    (folder / "kucing.txt").rename(folder / "bawah" / "kucing lama.txt")
    (folder / "ayam.md").rename(folder / "bawah" / "ayam.md")
    moved = kutip("add", folder / "bawah")

    assert summary(moved.stdout) == "1 added, 1 replaced, 1 unchanged, 0 refused."
    assert rows(
        data_dir, "SELECT title_key, version FROM articles WHERE origin IS NOT NULL ORDER BY 1"
    ) == [("ayam", 1), ("bebek", 1), ("kucing lama", 2)]


def test_a_file_that_cant_be_looked_for_is_not_taken_for_moved(
    kutip: Kutip, tmp_path: Path, data_dir: Path
) -> None:
    for name in ("asal", "salinan"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ayam.md").write_text(AYAM)
    kutip("add", tmp_path / "asal")
    (tmp_path / "asal").rename(tmp_path / "lama")
    (tmp_path / "asal").symlink_to("asal")

    assert "1 unchanged" in kutip("add", tmp_path / "salinan").stdout
    origins = rows(data_dir, "SELECT origin FROM articles WHERE origin IS NOT NULL")
    assert origins == [(str(tmp_path / "asal" / "ayam.md"),)]


def test_a_name_that_is_not_utf_8_is_known_again(kutip: Kutip, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/ay\xffam.md"))
    path.write_text(AYAM)

    assert summary(kutip("add", path).stdout).startswith("1 added")
    assert kutip("add", path).stdout.startswith("0 added, 0 replaced, 1 unchanged")


def test_two_that_add_the_same_at_once_add_it_once(tmp_path: Path, data_dir: Path) -> None:
    archive = write_archive(tmp_path, files=20)
    in_a_process(data_dir, "articles")
    both = [start(data_dir, "add", str(archive)) for _ in range(2)]
    ended = [(*process.communicate(), process.returncode) for process in both]

    assert [(err, code) for _, err, code in ended] == [("", 0)] * 2
    counted = [[int(part.split()[0]) for part in summary(out).split(",")] for out, _, _ in ended]
    assert [sum(counts) for counts in counted] == [20, 20]
    assert sum(added for added, *_ in counted) == 20
    assert rows(data_dir, "SELECT COUNT(*), MAX(version) FROM articles") == [(21, 1)]


@pytest.mark.usefixtures("no_patience")
def test_a_locked_database_ends_it_with_what_is_in_and_what_to_do(
    kutip: Kutip, tmp_path: Path, data_dir: Path, once_some_are_in: Once
) -> None:
    archive = write_archive(tmp_path, FILES)
    kutip("articles")
    with contextlib.closing(
        sqlite3.connect(data_dir / "kutip.db", timeout=LONG, isolation_level=None)
    ) as other:
        once_some_are_in(lambda: other.execute("BEGIN IMMEDIATE"))
        result = kutip("add", archive)

    assert result.exit_code == 74
    assert result.stderr == (
        "kutip: The database can't be used: database is locked; check that the disk has free "
        "space and that no other program has it locked, then try again.\n"
    )
    ((kept,),) = rows(data_dir, "SELECT COUNT(*) FROM articles WHERE origin IS NOT NULL")
    assert int(summary(result.stdout).split()[0]) == kept > 0
    again = kutip("add", archive).stdout
    assert summary(again) == f"{FILES - kept} added, 0 replaced, {kept} unchanged, 0 refused."


def test_an_empty_name_is_not_taken_for_the_current_folder(kutip: Kutip) -> None:
    result = kutip("add", "")

    assert result.exit_code == 1
    assert result.stderr == "kutip: '': The file name is empty.\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_after_an_interruption_what_is_in_stays_and_the_next_run_goes_on(
    kutip: Kutip,
    tmp_path: Path,
    data_dir: Path,
    once_some_are_in: Once,
    number: signal.Signals,
) -> None:
    archive = write_archive(tmp_path, FILES)
    kutip("articles")
    once_some_are_in(lambda: signal.raise_signal(number))
    result = kutip("add", archive)

    assert result.exit_code == 130
    assert result.stderr == "kutip: interrupted; run the same command again to continue.\n"
    added = int(summary(result.stdout).split()[0])
    ((kept,),) = rows(data_dir, "SELECT COUNT(*) FROM articles WHERE origin IS NOT NULL")
    # What was kept when it was interrupted may not have been counted any more.
    assert added <= kept < FILES
    again = kutip("add", archive).stdout
    assert summary(again) == f"{FILES - kept} added, 0 replaced, {kept} unchanged, 0 refused."
