"""Measures one server with so many passages: questions, changes, starts, memory, disk."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

from generated_texts import PASSAGES, articles, costliest_question, questions

from performance.builds import ROOT, Build
from performance.measures import Row, percentile, spread
from performance.processes import Worker, cpu_of_command
from performance.texts import Text, write_texts

GUILD = 1001
QUESTIONS = 200
"""How many are asked of each system, of each kind."""
BATCH = 20
"""How many are asked of a system before it is another's turn."""
SECONDS = 0.6
"""Processor time after which a batch ends."""
CHANGES = 5
COSTLIEST = 3
PATIENCE = 5
"""Seconds of processor time from which a question is not repeated."""
LARGEST = 100_000
"""Passages up to which the earlier build and rank_bm25 are measured: beyond, they take hours."""
CHANGEABLE = ("kutip", "before", "tantivy", "fts5")
"""The systems that take in a change; the others index everything again."""
REOPENED = ("tantivy", "fts5")
"""The peers that search an index on disk."""


def measure_size(
    passages: int,
    builds: Sequence[Build],
    peers: Sequence[str],
    folder: Path,
    report: Callable[[str], None],
) -> dict[str, Row]:
    """Return the figures of each system, and leave nothing in the folder."""
    if passages > LARGEST:
        builds, peers = builds[:1], [peer for peer in peers if peer != "rank_bm25"]
    report("generating")
    texts = list(articles(passages, GUILD))
    new = [
        replace(text, id=f"new-{text.id}", title=f"{text.title} (baru)")
        for text in articles(CHANGES * PASSAGES, GUILD, seed=2)
    ]
    path = folder / "texts.jsonl"
    write_texts(texts, path)
    asked = questions(texts, 2 * (BATCH + QUESTIONS))
    report("storing")
    store(path, builds, folder)
    with ExitStack() as stack:
        rows: dict[str, Row] = {}
        workers: dict[str, Worker] = {}
        for build in builds:
            report(f"starting {build.name}")
            rows[build.name], worker = _start_build(build, folder / build.name, asked[0])
            workers[build.name] = stack.enter_context(worker)
        for peer in peers:
            report(f"starting {peer}")
            rows[peer], worker = _start_peer(peer, path, folder / peer, asked[0])
            workers[peer] = stack.enter_context(worker)
        report("asking")
        _ask(workers, "candidates", asked[: len(asked) // 2], rows)
        ours = {build.name: workers[build.name] for build in builds}
        _ask(ours, "find", asked[len(asked) // 2 :], rows)
        for name, worker in ours.items():
            rows[name]["costliest_cpu"] = _costliest(worker)
        report("changing")
        _change(workers, new, rows)
    shutil.rmtree(folder)
    folder.mkdir()
    return rows


def store(texts: Path, builds: Sequence[Build], folder: Path) -> None:
    """Store articles by the oldest build, and give each build a copy of the database."""
    oldest = builds[-1]
    with Worker("kutip", oldest.source) as worker:
        worker.call("store", str(texts), str(folder / oldest.name))
    for build in builds[:-1]:
        shutil.copytree(folder / oldest.name, folder / build.name)


def _start_build(build: Build, folder: Path, question: str) -> tuple[Row, Worker]:
    """Start a build, and again if it keeps something beside the database for that.

    This build is always started again: it may write that later than it answers.
    """
    before = _files(folder)
    worker = Worker("kutip", build.source)
    row: Row = worker.call("start", str(folder), GUILD, question)
    if build.source != ROOT and _files(folder) == before:
        row["first_answer_again_cpu"] = row["first_answer_cpu"]
        return row, worker
    worker.close()
    ask = ("ask", "--guild", str(GUILD), "--", question)
    row["first_answer_again_cpu"] = cpu_of_command(build.source, folder, ask)
    worker = Worker("kutip", build.source)
    again: Row = worker.call("start", str(folder), GUILD, question)
    row["resident"], row["disk"] = again["resident"], again["disk"]
    return row, worker


def _files(folder: Path) -> set[str]:
    """Return the files that are there even when SQLite has not tidied up."""
    return {path.name for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))}


def _start_peer(peer: str, texts: Path, folder: Path, question: str) -> tuple[Row, Worker]:
    folder.mkdir()
    worker = Worker(peer, ROOT)
    row: Row = worker.call("start", str(texts), str(folder), question)
    if peer in REOPENED:
        with Worker(peer, ROOT) as other:
            row["first_answer_again_cpu"] = other.call("first_answer", str(folder), question)
    return row, worker


def _ask(workers: dict[str, Worker], what: str, asked: Sequence[str], rows: dict[str, Row]) -> None:
    """Ask each system in turn, a batch each; the first batch only warms up."""
    costs: dict[str, list[list[tuple[float, float]]]] = {name: [] for name in workers}
    for start in range(0, len(asked), BATCH):
        for name, worker in workers.items():
            costs[name].append(worker.call("ask", what, asked[start : start + BATCH], SECONDS))
    for name, each in costs.items():
        rows[name] |= spread(what, [cost for batch in each[1:] for cost in batch])


def _costliest(worker: Worker) -> float:
    """Return the median processor time of the costliest question, in milliseconds."""
    costs: list[float] = []
    for number in range(COSTLIEST):
        [(cpu, _)] = worker.call("ask", "find", [costliest_question(number)], SECONDS)
        costs.append(cpu)
        if cpu > 1000 * PATIENCE:
            break
    return percentile(costs, 0.5)


def _change(workers: dict[str, Worker], new: Sequence[Text], rows: dict[str, Row]) -> None:
    """Add each article and remove it again, in each system in turn."""
    costs: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for text in new:
        for name in filter(workers.__contains__, CHANGEABLE):
            for what in ("add", "remove"):
                cost = workers[name].call(what, asdict(text))
                costs.setdefault((name, what), []).append(cost)
    for (name, what), each in costs.items():
        for place, kind in enumerate(("cpu", "wall")):
            rows[name][f"{what}_{kind}"] = percentile([cost[place] for cost in each], 0.5)
