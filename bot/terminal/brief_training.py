"""Training the confidence in brief passages and writing it, for `kutip train --brief`."""

from collections.abc import Sequence
from pathlib import Path

import click

from bot.terminal.language import texts
from bot.terminal.training import write_model
from index.learning.brief_training import BriefExample, brief_examples, train_brief
from index.learning.json_lines import as_object, read_bytes, text_of
from index.learning.judged import question_files, read_questions, read_set

JUDGED = "queries.tuning.jsonl"
"""The questions of a folder that is a judged set."""
ELSEWHERE = "questions.tuning.jsonl"
"""The questions of a folder that is none: they are asked where nothing answers them."""


def train_brief_confidence(folders: Sequence[Path], into: Path) -> None:
    """Train the confidence in brief passages on these folders, and write it to `into`.

    Raise JudgedSetError if a set can't be used.
    """
    elsewhere = [
        text
        for folder in folders
        if (path := folder / ELSEWHERE).exists()
        for text in (text_of(as_object(line), "text") for line in read_bytes(path).splitlines())
    ]
    examples: list[BriefExample] = []
    for folder in folders:
        if not (folder / ELSEWHERE).exists():
            judged = read_set(folder)
            (path,) = question_files(folder, [Path(JUDGED)])
            questions = read_questions(path, judged).questions
            examples += brief_examples(judged, questions, elsewhere)
    click.echo(texts("terminal.train_brief", count=len(examples)), err=True)
    brief = train_brief(examples)
    into.mkdir(parents=True, exist_ok=True)
    write_model(into / "brief.json", {"confidence": brief.model.to_json()})
    click.echo(texts("terminal.trained", folder=into))
