"""Judged sets whose articles are files, as moderators add them."""

import json
from pathlib import Path

import pytest

from index.errors import JudgedSetError
from index.learning.judged import read_questions, read_set

FERRY = "# Kapal\n\n## Tarif\n\n| Siapa | Harga |\n|---|---|\n| Dewasa | Rp40.000 |\n"
SHIP = "# The ship\n\nThe ship leaves at eight. It returns at noon, with all its passengers.\n"
QUESTION = {
    "id": "q1",
    "kind": "follow-up",
    "text": "dewasa berapa?",
    "after": "tiket kapal?",
    "article": "kapal",
    "answerable": True,
    "answers": ["Rp40.000"],
    "evidence": ["Rp40.000"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "kapal.md").write_text(FERRY, "utf-8")
    (articles / "ship.md").write_text(SHIP, "utf-8")
    return tmp_path


def write(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "queries.dev.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_each_article_is_read_in_its_own_language(folder: Path) -> None:
    judged = read_set(folder)

    assert [(each.id, each.title, each.language) for each in judged.articles] == [
        ("kapal", "Kapal", "id"),
        ("ship", "The ship", "en"),
    ]
    assert judged.passage_ids["ship", 1] == "ship:1"


def test_evidence_is_found_whatever_signs_the_file_has(folder: Path) -> None:
    (question,) = read_questions(write(folder, QUESTION), read_set(folder)).questions

    assert question.relevant == ("kapal:1",)
    assert (question.kind, question.earlier) == ("follow-up", "tiket kapal?")


def test_evidence_that_no_passage_has_is_complained_of(folder: Path) -> None:
    bad = {**QUESTION, "id": "q2", "evidence": ["Rp20.000"]}

    file = read_questions(write(folder, QUESTION, bad), read_set(folder))

    (complaint,) = file.complaints
    assert "line 2: no passage has 'Rp20.000'" in str(complaint)


def test_a_folder_without_articles_is_no_set(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()

    with pytest.raises(JudgedSetError, match=r"^\S*articles has no articles\.$"):
        read_set(tmp_path)


def test_an_article_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "articles" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")

    with pytest.raises(JudgedSetError, match=r"broken\.pdf: "):
        read_set(folder)
