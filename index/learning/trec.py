"""Judgements and runs as ir-measures takes them, and in the files of TREC's tools.

Evaluators order a run by its scores alone and break ties in ways of their own, so a passage's score
is one over its rank: what they see is the order in which passages were found.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from ir_measures import Qrel, ScoredDoc

from index.learning.errors import TrecError
from index.learning.evaluation import Found
from index.learning.judged import JudgedQuestion

# The files' columns are parted by white space, so an id with any is written percent-encoded.
_NOT_IN_IDS = re.compile(r"[\s%]")


def judgements(questions: Iterable[JudgedQuestion]) -> list[Qrel]:
    """Return what is right for the answerable questions."""
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
    """Write the judgements in TREC's format; raise TrecError where that can't be."""
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
    """Write what the system found in TREC's format; raise TrecError where that can't be."""
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
        raise TrecError(f"{path} can't be written: {error.strerror}.") from error


def _column(identity: str) -> str:
    return _NOT_IN_IDS.sub(lambda found: quote(found.group()), identity)
