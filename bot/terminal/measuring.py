"""Reading judged sets and measuring the answers to their questions, for `kutip eval`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.articles.encoders import AUTO, encoder_of
from bot.errors import MissingPackageError
from bot.faults import sentence
from bot.settings import SETTINGS
from bot.terminal.language import current_texts, texts
from bot.terminal.output import unbounded_console
from corpus.errors import KutipError
from index.learning.judged import JudgedSet, QuestionFile, question_files, read_questions, read_set

SHIPPED_THRESHOLD = next(
    float(setting.default) for setting in SETTINGS if setting.name == "KUTIP_MIN_CONFIDENCE"
)
"""The default confidence threshold."""

HEADINGS = {
    "set": "Set",
    "queries": "Queries",
    "system": "System",
    "questions": "Asked",
    "mrr10": "MRR@10",
    "recall1": "R@1",
    "recall5": "R@5",
    "ndcg10": "nDCG@10",
    "quote1": "Quote@1",
    "quote3": "Quote@3",
    "kept": "Kept",
    "refused": "Refused",
    "auroc": "AUROC",
    "served": "Served",
    "unwarned": "Unwarned",
    "gap": "Gap",
}
"""Table headings by row key."""


Row = dict[str, str | int | float | None]
"""One system's figures on one file of questions, by the keys of HEADINGS."""


def read(
    folders: Sequence[Path], named: Sequence[Path]
) -> tuple[list[tuple[JudgedSet, QuestionFile]], list[KutipError]]:
    """Return the readable sets and the errors of the others; report each skipped line."""
    readable: list[tuple[JudgedSet, QuestionFile]] = []
    errors: list[KutipError] = []
    for folder in folders:
        try:
            judged = read_set(folder)
            report(judged.complaints)
            paths = question_files(folder, named)
        except KutipError as error:
            errors.append(error)
            continue
        for path in paths:
            try:
                file = read_questions(path, judged)
            except KutipError as error:
                errors.append(error)
            else:
                report(file.complaints)
                readable.append((judged, file))
    return readable, errors


def measure(
    readable: Sequence[tuple[JudgedSet, QuestionFile]], compare: bool, trec: Path | None
) -> list[Row]:
    """Return a row per file and system, and write TREC files if requested."""
    # Optional packages, which take a second to import.
    try:
        from index.learning.evaluation import systems  # noqa: PLC0415
        from index.learning.measures import by_kind  # noqa: PLC0415
        from index.learning.measures import measure as figures_of  # noqa: PLC0415
        from index.learning.trec import write_judgements, write_run  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingPackageError("eval", error.name) from error

    rows: list[Row] = []
    measured = systems(compare, encoder_of(AUTO))
    total = len(measured) * sum(len(file.questions) for _, file in readable)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(texts("terminal.asking"), total=total)
        for judged, file in readable:
            if trec:
                write_judgements(trec / f"{judged.name}.{file.name}.qrels", file.questions)
            for name, system in measured.items():
                found = []
                for one in system(judged, file.questions):
                    found.append(one)
                    progress.advance(bar)
                if trec:
                    path = trec / f"{judged.name}.{file.name}.{name}.run"
                    write_run(path, name, file.questions, found)
                figures = figures_of(file.questions, found, SHIPPED_THRESHOLD)
                row = {"set": judged.name, "queries": file.name, "system": name}
                rows.append({**row, **asdict(figures)})
                kinds = by_kind(file.questions, found, SHIPPED_THRESHOLD)
                rows += [
                    {**row, "queries": f"… {kind}", **asdict(of_kind)}
                    for kind, of_kind in kinds.items()
                ]
    return rows


def report(errors: Sequence[KutipError]) -> None:
    """Print each error as a line on standard error."""
    for error in errors:
        click.echo(f"kutip: {sentence(error, current_texts())}", err=True)


def _rounded(row: Row) -> Row:
    return {
        key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()
    }


def print_json(rows: Sequence[Row]) -> None:
    """Print a JSON object per row, with figures rounded to four places."""
    for row in rows:
        click.echo(json.dumps(_rounded(row), ensure_ascii=False))


def print_table(rows: Sequence[Row]) -> None:
    """Print at least one row as a table."""
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for key, heading in HEADINGS.items():
        table.add_column(heading, justify="left" if isinstance(rows[0][key], str) else "right")
    for row in rows:
        table.add_row(*(_cell(row[key]) for key in HEADINGS))
    unbounded_console().print(table)


def _cell(value: str | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "—" if value is None else str(value)
