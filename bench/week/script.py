"""The script of a week: its articles, and who asks what on which day."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

ARRIVAL_DAY = 4
"""The day on whose morning the articles of the folder `day-4` are published."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of `questions.jsonl`; tests/quality/weeks/README.md describes the keys."""

    id: str
    day: int
    asker: str
    text: str
    follows: str | None
    intent: str
    kind: str
    article: str | None
    quote: str | None
    unlike: str | None
    reacts: bool


class File(NamedTuple):
    """An article as a moderator uploads it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Week:
    """What happens on one server within seven days."""

    name: str
    articles: tuple[File, ...]
    """Published before anybody asks."""
    arriving: tuple[File, ...]
    """Published in the morning of ARRIVAL_DAY."""
    questions: tuple[Question, ...]
    """In the order in which they are asked."""

    def is_answerable(self, question: Question, day: int) -> bool:
        """Return whether a passage that answers the question is there on that day."""
        there = self.articles if day < ARRIVAL_DAY else self.articles + self.arriving
        return f"{question.article}.md" in {file.name for file in there}

    def answerable(self, day: int) -> list[Question]:
        """Return the questions that a passage answers on that day, asked by then or not."""
        return [question for question in self.questions if self.is_answerable(question, day)]


def load_week(folder: Path) -> Week:
    """Read a week; raise OSError, ValueError or TypeError where a file is missing or malformed."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return Week(
        folder.name,
        _files(folder / "articles"),
        _files(folder / f"day-{ARRIVAL_DAY}"),
        tuple(Question(**row) for row in rows),
    )


def _files(folder: Path) -> tuple[File, ...]:
    return tuple(File(path.name, path.read_bytes()) for path in sorted(folder.iterdir()))


def letters(text: str) -> str:
    """Return the letters and digits of a text, by which a quote is found in a message."""
    return "".join(filter(str.isalnum, text)).casefold()
