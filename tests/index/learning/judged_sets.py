"""Judged sets for the tests: folders in the form that `kutip eval` reads."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

PASSAGES = [
    {"id": "p1", "article_id": "a", "title": "Korea", "text": "Narang memimpin pembicaraan."},
    {"id": "p2", "article_id": "a", "title": "Korea", "text": "Satelit diluncurkan Selasa."},
    {"id": "p3", "article_id": "b", "title": "Dapur", "text": "Rendang dimasak empat jam. Lama!"},
]
QUESTIONS = [
    {
        "id": "q1",
        "text": "Siapa memimpin pembicaraan?",
        "answerable": True,
        "answers": ["Narang"],
        "relevant": ["p1"],
    },
    {
        "id": "q2",
        "text": "Kapan satelit diluncurkan?",
        "answerable": True,
        "answers": ["hari Selasa", "SELASA"],
        "relevant": ["p2"],
    },
    {
        "id": "q3",
        "text": "Berapa harga bensin?",
        "answerable": False,
        "answers": [],
        "relevant": [],
    },
]

Rows = Iterable[Mapping[str, object]]


def write_lines(path: Path, rows: Rows) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def write_set(folder: Path, passages: Rows = PASSAGES, **files: Rows) -> Path:
    """Write a set with a file `queries.NAME.jsonl` for each NAME given, or with one of `dev`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / "passages.jsonl", passages)
    for name, questions in (files or {"dev": QUESTIONS}).items():
        write_lines(folder / f"queries.{name}.jsonl", questions)
    return folder
