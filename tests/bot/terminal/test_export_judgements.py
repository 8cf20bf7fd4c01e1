import json
import stat
from pathlib import Path

import pytest

from tests.bot.terminal.judged import (
    GUILD,
    KOLAM,
    LIKED,
    PAGI,
    REFUSED,
    ask_and_judge,
    take_in,
)
from tests.bot.terminal.shelf import Kutip


@pytest.fixture
def article_id(kutip: Kutip, data_dir: Path, tmp_path: Path) -> str:
    """The server's article, about which three questions were judged."""
    article_id = take_in(kutip, tmp_path, PAGI, KOLAM)
    ask_and_judge(kutip, data_dir, article_id)
    return article_id


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_the_folder_is_a_set_that_eval_reads(kutip: Kutip, article_id: str, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    result = kutip("export-judgements", folder, "--guild", GUILD)

    assert result.exit_code == 0, result.output
    # Of the one that was disliked, nobody has said what is right.
    assert result.stdout == "Wrote 2 questions.\n"
    (row,) = [json.loads(line) for line in kutip("eval", folder, "--json").stdout.splitlines()]
    assert (row["set"], row["queries"], row["questions"]) == ("set", "queries.log.jsonl", 2)


def test_the_files_hold_passages_questions_and_judgements(
    kutip: Kutip, article_id: str, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "set"
    kutip("export-judgements", folder, "--guild", GUILD)

    own = [row for row in lines(folder / "passages.jsonl") if row["article_id"] == article_id]
    assert own == [
        {"id": f"{article_id}-1", "article_id": article_id, "title": "Ayam", "text": PAGI},
        {"id": f"{article_id}-2", "article_id": article_id, "title": "Ayam", "text": KOLAM},
    ]
    questions = {row["text"]: row for row in lines(folder / "queries.log.jsonl")}
    assert questions.keys() == {LIKED, REFUSED}
    assert questions[LIKED] == {
        "id": questions[LIKED]["id"],
        "text": LIKED,
        "answerable": True,
        "answers": [],
        "relevant": [f"{article_id}-1"],
        "irrelevant": [],
    }
    assert (folder / "judgements.qrels").read_text() == (
        f"log-0001 0 {article_id}-2 1\nlog-0002 0 {article_id}-1 1\n"
    )
    assert json.loads((folder / "meta.json").read_text())["lang"] == "id"
    assert sorted(each.name for each in folder.parent.iterdir()) == ["set"]
    # It holds what people asked.
    assert stat.filemode(folder.stat().st_mode) == "drwx------"


def test_an_empty_folder_is_filled_and_any_other_is_left_as_it_is(
    kutip: Kutip, article_id: str, tmp_path: Path
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    assert kutip("export-judgements", folder, "--guild", GUILD).exit_code == 0
    (folder / "queries.log.jsonl").write_text("mine")
    result = kutip("export-judgements", folder, "--guild", GUILD)

    assert result.exit_code == 73
    assert result.stderr == (
        f"kutip: {folder} is not empty; choose an empty folder or a new one.\n"
    )
    assert (folder / "queries.log.jsonl").read_text() == "mine"


def test_a_folder_that_cant_be_created_is_reported_in_a_sentence(
    kutip: Kutip, article_id: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    result = kutip("export-judgements", tmp_path / "file" / "set", "--guild", GUILD)

    assert result.exit_code == 73
    assert result.stderr.startswith(f"kutip: Can't write {tmp_path / 'file' / 'set'}: ")


def test_without_a_relevant_passage_nothing_is_written(
    kutip: Kutip, article_id: str, tmp_path: Path
) -> None:
    take_in(kutip, tmp_path, "Rendang itu masakan daging dari Sumatra yang pedas sekali.")
    result = kutip("export-judgements", tmp_path / "set", "--guild", GUILD)

    assert result.exit_code == 1
    assert result.stderr == (
        "kutip: No passage of the current articles is relevant for a judged question.\n"
    )
    assert not (tmp_path / "set").exists()
