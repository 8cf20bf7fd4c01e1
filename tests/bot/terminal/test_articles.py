import json
from pathlib import Path

import pytest

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

    assert head.split() == [
        "Id",
        "Title",
        "Source",
        "Language",
        "Version",
        "Passages",
        "Quoted",
        "Added",
    ]
    assert own.split()[:7] == [ayam, "Ayam", "[31m", "Antara", "id", "1", "1"]
    assert own.split()[7] == "1"
    assert SHIPPED in shared
    assert shared.endswith("hidden")


def test_without_a_server_no_servers_articles_are_listed(kutip: Kutip, ayam: str) -> None:
    for options in ((), ("--guild", "8")):
        assert [each["id"] for each in listed(kutip, *options)] == ["strategi-nuklir-korea"]


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
