"""Training the second ranker on judged sets and writing it, for `kutip train --meaning`."""

import random
from collections.abc import Sequence
from pathlib import Path

import click

from bot.errors import MissingPackageError
from bot.terminal.language import texts
from bot.terminal.training import write_model
from index.learning.judged import read_questions, read_set
from index.learning.meaning_training import (
    MeaningExample,
    meaning_examples,
    train_second_ranker,
)
from index.semantic.encoder import Encoder, EncoderError
from index.semantic.meaning import Meaning
from index.semantic.universal import PACKAGE, UniversalEncoder

FILES = {"queries.tuning.jsonl": 1.0, "queries.train.jsonl": 0.3}
"""The files to learn from, and the weight of the questions of a set: everyday questions are those
that words are unsure of."""
MOST, SEED = 600, 3
"""The most questions of a file, drawn with this seed."""


def train_meaning(folders: Sequence[Path], into: Path) -> None:
    """Train the second ranker on these judged sets, and write it to `into`.

    Raise JudgedSetError if a set can't be used, and MissingPackageError without an encoder.
    """
    try:
        encoder = UniversalEncoder()
    except EncoderError as error:
        raise MissingPackageError("train --meaning", PACKAGE, extra="semantic") from error
    examples = [each for folder in folders for each in _examples(folder, encoder)]
    click.echo(texts("terminal.train_meaning", count=len(examples)), err=True)
    second = train_second_ranker(examples)
    into.mkdir(parents=True, exist_ok=True)
    write_model(into / "meaning.json", second.to_json())
    click.echo(texts("terminal.trained", folder=into))


def _examples(folder: Path, encoder: Encoder) -> list[MeaningExample]:
    judged = read_set(folder)
    name = next((name for name in FILES if (folder / name).exists()), "queries.train.jsonl")
    questions = list(read_questions(folder / name, judged).questions)
    if len(questions) > MOST:
        random.Random(SEED).shuffle(questions)  # noqa: S311  # not used for secrets
        questions = questions[:MOST]
    weight = FILES[name] / len(questions)
    return list(meaning_examples(judged, questions, Meaning.none(encoder), weight))
