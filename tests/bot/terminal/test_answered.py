from pathlib import Path

import pytest
from click.testing import Result

from bot.questions.reasking import MAX_QUESTIONS
from bot.terminal.answered import SHOWN
from tests.bot.terminal.shelf import Kutip

HEN = "Ayam berkokok pada pagi hari yang cerah. Lalu ia diam sebentar di kandang.\n"
DUCK = "Bebek berenang di kolam belakang rumah nenek setiap hari, dan ia senang sekali.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "arsip"
    folder.mkdir()
    (folder / "ayam.txt").write_text(HEN)
    (folder / "bebek.txt").write_text(DUCK)
    return folder


def effects(added: Result) -> list[str]:
    """Return what is printed after the number of articles that were added."""
    lines = added.stdout.splitlines()
    (summary,) = [number for number, line in enumerate(lines) if " added, " in line]
    return lines[summary + 1 :]


def test_what_each_article_answers_now_is_printed_once(kutip: Kutip, folder: Path) -> None:
    for question in ("Kapan ayam berkokok?", "ayam berkokok kapan", "Di mana bebek berenang?"):
        assert kutip("ask", question, "--guild", "7").exit_code == 1

    assert sorted(effects(kutip("add", folder, "--guild", "7"))) == sorted(
        [
            "“ayam” answers 1 question that had no answer:",
            "  ayam berkokok kapan",
            "“bebek” answers 1 question that had no answer:",
            "  Di mana bebek berenang?",
        ]
    )
    assert effects(kutip("add", folder, "--guild", "7")) == []


def test_what_lost_its_answer_is_answered_differently_or_maybe_answered_is_printed(
    kutip: Kutip, folder: Path
) -> None:
    assert kutip("ask", "Di mana bebek suka berenang sore?").exit_code == 1
    kutip("add", folder / "ayam.txt")
    assert kutip("ask", "Kapan ayam berkokok?").exit_code == 0
    assert kutip("ask", "Di mana ayam diam?").exit_code == 0
    (folder / "ayam.txt").write_text("Ayam berkokok pada malam hari yang gelap. Lalu ia terbang.\n")

    assert effects(kutip("add", folder / "ayam.txt")) == [
        "1 question lost its answer:",
        "  Di mana ayam diam?",
        "1 question is answered differently:",
        "  Kapan ayam berkokok?",
    ]
    assert kutip("remove", "ayam", "--yes").stdout.splitlines()[1:-1] == [
        "2 questions lost their answers:",
        "  Di mana ayam diam?",
        "  Kapan ayam berkokok?",
    ]


def test_of_too_many_questions_the_number_that_was_asked_again_is_printed(
    kutip: Kutip, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.questions.reasking.MAX_QUESTIONS", 1)
    for question in ("Kapan ayam berkokok?", "Di mana bebek berenang?"):
        assert kutip("ask", question).exit_code == 1

    lines = kutip("add", folder).stdout.splitlines()

    assert lines[-1] == f"Only the {MAX_QUESTIONS} most asked questions were asked again."


def test_of_many_questions_the_first_are_printed(kutip: Kutip, folder: Path) -> None:
    words = ("kolam", "rumah", "nenek", "belakang", "senang", "hari", "berenang")
    for word in words:
        assert kutip("ask", f"Bebek {word}?").exit_code == 1

    head, *lines = effects(kutip("add", folder))

    assert head == f"“bebek” answers {len(words)} questions that had no answer:"
    assert len(lines) == SHOWN + 1
    assert lines[-1] == f"  … and {len(words) - SHOWN} more"


def test_a_shared_article_answers_on_every_server_and_a_servers_own_only_there(
    kutip: Kutip, folder: Path
) -> None:
    for guild in ("7", "8"):
        assert kutip("ask", "Kapan ayam berkokok?", "--guild", guild).exit_code == 1

    own = kutip("add", folder / "ayam.txt", "--guild", "7").stdout
    assert "“ayam” answers 1 question" in own
    assert "“ayam” answers 1 question" in kutip("add", folder / "ayam.txt").stdout


def test_questions_of_a_removed_article_are_open_for_the_next(kutip: Kutip, folder: Path) -> None:
    assert kutip("ask", "Kapan ayam berkokok?").exit_code == 1
    kutip("add", folder)
    assert kutip("remove", "ayam", "--yes").exit_code == 0

    assert "“ayam” answers 1 question" in kutip("put-back", "ayam").stdout
