import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.locales import ENGLISH
from tests.bot.terminal.shelf import Kutip

SHIPPED = "Korea Selatan dan A.S. mengembangkan strategi bersama"


@pytest.fixture
def ayam(kutip: Kutip, tmp_path: Path) -> str:
    """The id of an article of server 7."""
    path = tmp_path / "ayam.md"
    path.write_text("# Ayam \x1b[31m\n\nAyam berkokok pada pagi hari yang cerah di kandang.\n")
    assert kutip("add", path, "--guild", "7", "--source", "Antara").exit_code == 0
    (article,) = [each for each in listed(kutip, "--guild", "7") if not each["shared"]]
    return str(article["id"])


def listed(kutip: Kutip, *options: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in kutip("articles", "--json", *options).stdout.splitlines()]


def test_the_articles_of_a_server_are_listed_before_those_of_every_server(
    kutip: Kutip, ayam: str
) -> None:
    kutip("ask", "Kapan ayam berkokok?", "--guild", "7")
    head, own, shared = kutip("articles", "--guild", "7").stdout.splitlines()

    assert head.split() == ["Title", "Language", "Passages", "Quoted", "Added", "Id"]
    assert own.split()[:7] == ["Ayam", "[31m", "·", "Antara", "id", "1", "1"]
    assert own.split()[-1] == ayam
    assert shared.startswith(SHIPPED)
    assert " · Reuters · hidden " in shared


def test_on_a_terminal_the_list_fits_it_and_ids_are_as_long_as_needed(
    kutip: Kutip, ayam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.terminal.articles.is_for_people", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    printed = kutip("articles", "--guild", "7").stdout

    assert max(map(len, printed.splitlines())) <= 80
    assert len(printed.splitlines()) > 3
    assert printed.splitlines()[1].split()[-1] == ayam[:8]
    assert kutip("remove", ayam[:7], "--guild", "7").exit_code == 1
    assert kutip("remove", ayam[:8], "--guild", "7").exit_code == 0


def test_the_beginning_of_several_ids_names_no_article(kutip: Kutip, tmp_path: Path) -> None:
    (tmp_path / "ayam.txt").write_text("Ayam berkokok pada pagi hari yang cerah di kandang.")
    (tmp_path / "bebek.txt").write_text("Bebek berenang di kolam belakang rumah nenek.")
    with pytest.MonkeyPatch.context() as patch:
        ids = iter(("a" * 9 + "1", "a" * 9 + "2"))
        patch.setattr("bot.articles.intake.new_article_id", lambda: next(ids))
        kutip("add", tmp_path / "ayam.txt", tmp_path / "bebek.txt", "--guild", "7")

    assert kutip("remove", "a" * 9, "--guild", "7").exit_code == 1
    assert kutip("remove", "a" * 9 + "1", "--guild", "7").exit_code == 0


def test_without_a_server_no_servers_articles_are_listed(kutip: Kutip, ayam: str) -> None:
    for options in ((), ("--guild", "8")):
        assert [each["id"] for each in listed(kutip, *options)] == ["strategi-nuklir-korea"]


@pytest.mark.parametrize("command", [("articles",), ("ask", "Kapan ayam berkokok?")])
def test_without_a_server_those_with_articles_are_named(
    kutip: Kutip, ayam: str, data_dir: Path, command: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(data_dir / "kutip.db")) as database, database:
        database.execute("INSERT INTO names VALUES (7, 7, 'Warga \x1b[31mDesa')")

    assert kutip(*command).stderr.splitlines() == [
        ENGLISH("terminal.only_shared"),
        "  --guild 7  Warga �[31mDesa",
    ]
    for options in (("--guild", "7"), ("--json",)):
        assert kutip(*command, *options).stderr == ""
    kutip("remove", ayam, "--guild", "7", "--yes")
    assert kutip(*command).stderr == ""


def test_json_holds_all_that_is_known(kutip: Kutip, ayam: str, tmp_path: Path) -> None:
    own, _ = listed(kutip, "--guild", "7")

    assert own.pop("taken_in_at")
    assert own == {
        "id": ayam,
        "title": "Ayam [31m",
        "source": "Antara",
        "url": None,
        "language": "id",
        "version": 1,
        "passages": 1,
        "quoted": 0,
        "origin": str(tmp_path / "ayam.md"),
        "shared": False,
        "hidden": False,
    }


@pytest.mark.parametrize("name", ["id", "AYAM  [31m"])
def test_an_article_is_removed_and_put_back_by_id_and_title(
    kutip: Kutip, ayam: str, name: str
) -> None:
    name = ayam if name == "id" else name
    removed = kutip("remove", name, "--guild", "7")

    assert removed.exit_code == 0
    assert removed.stdout.splitlines() == [
        "Removed: Ayam [31m",
        f"To undo within 30 days: kutip put-back --guild 7 {ayam}",
    ]
    assert kutip("ask", "Kapan ayam berkokok?", "--guild", "7").exit_code == 1
    put_back = kutip("put-back", name, "--guild", "7")
    assert put_back.stdout.splitlines() == [
        "Put back: Ayam [31m",
        "“Ayam [31m” answers 1 question that had no answer:",
        "  Kapan ayam berkokok?",
    ]
    assert kutip("ask", "Kapan ayam berkokok?", "--guild", "7").exit_code == 0


def test_nothing_is_removed_if_one_is_not_there(kutip: Kutip, ayam: str) -> None:
    result = kutip("remove", ayam, "Ayan [31m", SHIPPED, "--guild", "7")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "kutip: there is no article “Ayan [31m” here; did you mean “Ayam [31m”?",
        f"kutip: there is no article “{SHIPPED}” here.",
    ]
    assert len(listed(kutip, "--guild", "7")) == 2


def test_what_is_not_removed_cant_be_put_back(kutip: Kutip, ayam: str) -> None:
    assert kutip("put-back", ayam, "--guild", "7").exit_code == 1


def test_the_title_of_a_removed_article_is_suggested_for_a_misspelling(
    kutip: Kutip, ayam: str
) -> None:
    kutip("remove", ayam, "--guild", "7")
    result = kutip("put-back", "Ayan [31m", "--guild", "7")

    assert result.exit_code == 1
    assert result.stderr == (
        "kutip: there is no article “Ayan [31m” here; did you mean “Ayam [31m”?\n"
    )


def test_an_article_in_conflict_is_not_put_back_but_the_rest_is(
    kutip: Kutip, ayam: str, tmp_path: Path
) -> None:
    for name, text in (("bebek", "Bebek berenang di kolam."), ("itik", "Itik bertelur di sawah.")):
        (tmp_path / f"{name}.txt").write_text(text)
        kutip("add", tmp_path / f"{name}.txt", "--title", name, "--guild", "7")
    kutip("remove", "bebek", "itik", "--guild", "7")
    (tmp_path / "lain.txt").write_text("Angsa menjaga halaman rumah.")
    kutip("add", tmp_path / "lain.txt", "--title", "Bebek", "--guild", "7")
    result = kutip("put-back", "bebek", "itik", "--guild", "7")

    assert (result.exit_code, result.stdout) == (1, "Put back: itik\n")
    assert result.stderr == (
        "kutip: “bebek” can't be put back: another article has this title; remove that one first.\n"
    )


def test_a_shipped_article_that_was_removed_stays_away(kutip: Kutip) -> None:
    assert kutip("remove", "strategi-nuklir-korea").exit_code == 0

    assert listed(kutip) == []
    assert kutip("ask", "Siapa Vipin Narang?").exit_code == 1
