"""Measures many servers of 200 passages in one process, asked in turn."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from generated_texts import articles, questions

from performance.builds import Build
from performance.measures import Row, percentile
from performance.processes import Worker
from performance.sizes import store
from performance.texts import write_texts

PASSAGES = 200
ROUNDS = 4
"""How often each server is asked: first, and then again."""
FIRST_GUILD = 1


def measure_servers(
    count: int, builds: Sequence[Build], folder: Path, report: Callable[[str], None]
) -> dict[str, Row]:
    """Return the figures of each build, and leave nothing in the folder.

    Each build is started twice, since what the first start leaves may be of use to the second.
    """
    report("generating")
    asked: list[dict[int, str]] = [{} for _ in range(ROUNDS)]
    path = folder / "texts.jsonl"
    for guild_id in range(FIRST_GUILD, FIRST_GUILD + count):
        texts = list(articles(PASSAGES, guild_id))
        write_texts(texts, path)
        for each, question in zip(asked, questions(texts, ROUNDS, guild_id), strict=True):
            each[guild_id] = question
    report("storing")
    store(path, builds, folder)
    rows: dict[str, Row] = {}
    for build in builds:
        report(f"asking {build.name}")
        rows[build.name] = _ask(build, folder / build.name, asked)
    shutil.rmtree(folder)
    folder.mkdir()
    return rows


def _ask(build: Build, folder: Path, asked: Sequence[dict[int, str]]) -> Row:
    """Ask in a first process, and everything again in a second one."""
    with Worker("kutip", build.source) as worker:
        worker.call("open", str(folder))
        anew = [cpu for cpu, _ in worker.call("ask_servers", asked[0])]
    with Worker("kutip", build.source) as worker:
        worker.call("open", str(folder))
        first, *later = (worker.call("ask_servers", each) for each in asked)
        resident = worker.call("resident")
    return {
        "servers": len(anew),
        "server_new": percentile(anew, 0.5),
        "server_first": percentile([cpu for cpu, _ in first], 0.5),
        "server_p50": percentile([cpu for each in later for cpu, _ in each], 0.5),
        "server_p95": percentile([cpu for each in later for cpu, _ in each], 0.95),
        "server_resident": resident / len(anew),
        "servers_resident": resident,
    }
