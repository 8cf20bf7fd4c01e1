"""Measures how well files are read: documents of known text, as many producers write them.

Without arguments, two documents are written anew by the producers that are installed. Folders named
as arguments have files `NAME.PRODUCER.ENDING`, each with its text in `NAME.truth.json`.
"""

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from performance.builds import ROOT
from performance.processes import cpu_of_command
from producers import produce, write_sources
from rich.table import Table
from truth import Score, Truth, load_truth, score

from bot.terminal.output import unbounded_console
from corpus.formats import read
from corpus.formats.errors import UnreadableError
from corpus.formats.reading import Reading

DOCUMENTS = Path(__file__).parent / "documents"
TRUTH = ".truth.json"
COPIES = 6
"""Of each file, of which all but the first cost `kutip add` what any file does."""
NOTHING = Reading(None, None, None, None, None, "id", "", ())
"""What a file that can't be read brings back."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A file and what came of reading it."""

    document: str
    producer: str
    ending: str
    score: Score
    remark: str
    """Warnings and a false author or date, or why there is no reading."""
    cpu: float | None
    """Milliseconds of one reading; None if there is none."""


def main(folders: Sequence[str]) -> None:
    """Print a row for each file, and one for each format; name what was not measured."""
    if folders:
        _show([measured for folder in folders for measured in _measure_folder(Path(folder))])
        _show_adding([path for folder in folders for path in _files(Path(folder))])
        return
    documents = _documents(DOCUMENTS)
    with TemporaryDirectory() as begun, TemporaryDirectory() as made:
        for missing in produce(write_sources(documents, Path(begun)), Path(made)):
            _note(missing)
        _show(list(_measure_files(documents, Path(made))))
        _show_adding(_files(Path(made)))


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if not path.name.endswith(TRUTH)]


def _measure_folder(folder: Path) -> Iterator[Measured]:
    documents = _documents(folder)
    for path in sorted(folder.iterdir()):
        if path.name.partition(".")[0] not in documents:
            _note(f"{path.name}: no truth beside it")
    yield from _measure_files(documents, folder)


def _documents(folder: Path) -> dict[str, Truth]:
    return {
        path.name.removesuffix(TRUTH): load_truth(path) for path in sorted(folder.glob(f"*{TRUTH}"))
    }


def _measure_files(documents: dict[str, Truth], folder: Path) -> Iterator[Measured]:
    for name, truth in documents.items():
        for path in sorted(folder.glob(f"{name}.*.*")):
            if not path.name.endswith(TRUTH):
                yield _measure(path, name, truth)


def _note(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201


def _measure(path: Path, document: str, truth: Truth) -> Measured:
    producer, _, ending = path.name.removeprefix(f"{document}.").rpartition(".")
    data = path.read_bytes()
    reading, cpu, remark = NOTHING, None, ""
    try:
        read(data, path.name)  # loads what a format needs
        started = time.process_time()
        reading = read(data, path.name)
        cpu = (time.process_time() - started) * 1000
    except UnreadableError as error:
        remark = f"refused: {error}"
    except Exception as error:  # a fault of the reader, which is what is measured
        remark = f"failed: {error!r}"
    scored = score(truth, reading)
    remarks = (*reading.warnings, *(f"false {credit}" for credit in scored.false_credits))
    return Measured(document, producer, ending, scored, remark or ", ".join(remarks), cpu)


def _show(measured: Sequence[Measured]) -> None:
    files = sorted(measured, key=lambda file: (file.ending, file.producer, file.document))
    if not files:
        sys.exit("There are no files NAME.PRODUCER.ENDING with a NAME.truth.json beside them.")
    console = unbounded_console()
    table = _table("Format", "Producer", "Document")
    for file in files:
        title = "right" if file.score.title else "wrong"
        names = (file.ending, file.producer, file.document)
        table.add_row(*names, *_figures([file]), title, _mean([file]), file.remark)
    console.print(table, "")
    totals = _table("Format", "Files")
    groups = {ending: list(each) for ending, each in groupby(files, key=lambda file: file.ending)}
    for name, group in {**groups, "all": files}.items():
        titles = f"{sum(file.score.title for file in group)} of {len(group)}"
        totals.add_row(name, str(len(group)), *_figures(group), titles, _mean(group))
    console.print(totals)


def _show_adding(files: Sequence[Path]) -> None:
    """Print what a file more costs `kutip add`, without what is loaded for the first one."""
    with TemporaryDirectory() as name:
        folder, copies = Path(name), Path(name, "files")
        copies.mkdir()
        for number in range(COPIES):
            for path in files:
                shutil.copyfile(path, copies / f"{number}-{path.name}")
        copied = sorted(copies.iterdir())
        costs = []
        for count in (len(files), len(copied)):
            data = folder / str(count)
            data.mkdir()
            # Most are refused because they have the same text, after all other work is done.
            adding = ("add", *map(str, copied[:count]))
            costs.append(cpu_of_command(ROOT, data, adding, quiet=True))
    each = 1000 * (costs[1] - costs[0]) / (len(copied) - len(files))
    unbounded_console().print(f"\n`kutip add`: {each:.1f} ms of CPU for each further file")


def _figures(files: Sequence[Measured]) -> tuple[str, ...]:
    """Return what came back: the share of paragraphs, and counts."""
    scores = [file.score for file in files]
    paragraphs = sum(each.paragraphs for each in scores)
    extras = sum(each.extras for each in scores)
    whole = paragraphs - sum(len(each.lost) for each in scores)
    held = extras - sum(len(each.extras_lost) for each in scores)
    return (
        f"{whole / paragraphs:.3f}",
        f"{whole} of {paragraphs}",
        f"{held} of {extras}" if extras else "—",
        str(sum(len(each.foreign) for each in scores)),
    )


def _mean(files: Sequence[Measured]) -> str:
    """Return the mean milliseconds of a reading."""
    times = [file.cpu for file in files if file.cpu is not None]
    return f"{sum(times) / len(times):.1f}" if times else "—"


def _table(*names: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for name in names:
        table.add_column(name)
    for figure in ("Share", "Paragraphs", "Rows, notes", "Foreign", "Title", "CPU ms"):
        table.add_column(figure, justify="right")
    if "Document" in names:
        table.add_column("Remarks")
    return table


if __name__ == "__main__":
    main(sys.argv[1:])
