"""Judgements and runs, for ir-measures and as files for TREC's tools.

Evaluators sort a run by score and break ties differently, so the score of a passage is one over its
rank, which preserves the order in which the passages were found.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from ir_measures import Qrel, ScoredDoc

from index.errors import TrecError
from index.learning.evaluation import Found
from index.learning.judged import JudgedQuestion

# Columns are separated by white space, so white space in an id is percent-encoded.
_NOT_IN_IDS = re.compile(r"[\s%]")


def judgements(questions: Iterable[JudgedQuestion]) -> list[Qrel]:
    """Return the relevance judgements of the answerable questions."""
    return [
        Qrel(question.id, passage_id, 1)
        for question in questions
        if question.answerable
        for passage_id in question.relevant
    ]


def run(questions: Sequence[JudgedQuestion], found: Sequence[Found]) -> list[ScoredDoc]:
    """Return what was found for each question, best first."""
    return [
        ScoredDoc(question.id, passage_id, 1 / rank)
        for question, one in zip(questions, found, strict=True)
        for rank, passage_id in enumerate(one.passages, start=1)
    ]


def write_judgements(path: Path, questions: Iterable[JudgedQuestion]) -> None:
    """Write the relevance judgements in TREC's format; raise TrecError if that fails."""
    _write(
        path,
        (
            f"{_column(one.query_id)} 0 {_column(one.doc_id)} {one.relevance}\n"
            for one in judgements(questions)
        ),
    )


def write_run(
    path: Path, system: str, questions: Sequence[JudgedQuestion], found: Sequence[Found]
) -> None:
    """Write what a system found in TREC's format; raise TrecError if that fails."""
    _write(
        path,
        (
            f"{_column(one.query_id)} Q0 {_column(one.doc_id)} {round(1 / one.score)} {one.score}"
            f" {system}\n"
            for one in run(questions, found)
        ),
    )


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise TrecError(
            "Can't write {path}: {reason}.", path=path, reason=error.strerror
        ) from error


def _column(identity: str) -> str:
    return _NOT_IN_IDS.sub(lambda found: quote(found.group()), identity)
