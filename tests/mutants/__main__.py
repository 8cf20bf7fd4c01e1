"""Mutation testing of `index/`: which changes of the code does no test notice?

    python -m tests.mutants [--sample N] [--minutes 30] [--show] [FILE...]

mutmut makes the changes, of one thing each. pytest collects the tests of `index/` once; then a
process is forked for each change, which puts the changed function in place of the old one and runs
the tests that call it until one fails. A change that they all pass survives. With a sample, only so
many changes a file are tested, drawn at random but always the same, and the share over all files is
an estimate. Results are kept in `mutants/` until the function changes, or a test that killed or
should have: a run that was stopped is continued, and a larger sample adds to a smaller one.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.mutants.changes import Change, changes
from tests.mutants.estimate import estimate
from tests.mutants.trials import Trials

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "mutants"
MINUTES = 30.0
IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"
"""hypothesis is imported before pytest, and need not have its assertions rewritten."""
SLOW = ("test_everyday.py", "test_quality.py")
"""Tests that measure all of `index/` for minutes, and judge no single change."""
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
"""The changes that nobody can see a difference of: on each line file, name, and why."""
COLUMNS = ("all", "tested", "killed", "survived", "equivalent", "out of time")


def main(minutes: float, sample: int | None, show: bool, chosen: Sequence[str]) -> None:
    """Try changes until the time is over, and print a table of the results of all files."""
    deadline = time.monotonic() + minutes * 60
    paths = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "index").rglob("*.py"))
    every = {path: changes(ROOT, path, KEPT) for path in paths}
    drawn = {path: _drawn(path, every[path], sample) for path in chosen or paths}
    all_changes = [change for of_file in every.values() for change in of_file]
    # One of each file in turn, so that a run that is stopped has some of every file.
    turns = zip_longest(*drawn.values())
    to_try = [change for turn in turns for change in turn if change is not None]
    trials = Trials(ROOT, KEPT, all_changes, to_try, deadline)
    if not show:
        tests = ["tests/index", *(f"--ignore-glob=*/{name}" for name in SLOW)]
        options = [
            "-q",
            "-s",
            "--tb=no",
            "-W",
            IMPORTED,
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
        ]
        pytest.main([*options, *tests], plugins=[trials])
    equivalent = {tuple(line.split()[:2]) for line in EQUIVALENT.read_text("utf-8").splitlines()}
    counts = {
        path: Counter({"all": len(every[path])})
        + Counter(
            name
            for change in of_file
            if (end := trials.end(change)) is not None
            for name in _counted(end, (path, change.name) in equivalent)
        )
        for path, of_file in drawn.items()
    }
    lines = [_row(f"`{path}`", of_file) for path, of_file in counts.items() if of_file["all"]]
    if show:
        lines = [
            f"{path} {change.name} {trials.end(change)}\n{change.diff()}\n"
            for path, of_file in drawn.items()
            for change in of_file
            if trials.end(change) in {"survived", "out of time"}
            and (path, change.name) not in equivalent
        ]
    else:
        lines.insert(0, f"| File | {' | '.join(COLUMNS)} | killed, % |")
        lines.insert(1, f"|---{'|--:' * (len(COLUMNS) + 1)}|")
        lines.append(_row("together", sum(counts.values(), Counter[str]())))
        share, error = estimate(counts.values())
        lines.append(f"\nKilled of all: {share:.1%} ± {1.96 * error:.1%} (95 %).")
    sys.stdout.write("\n".join(lines) + "\n")


def _drawn(path: str, every: Sequence[Change], sample: int | None) -> list[Change]:
    """Return the changes to try: all, or so many, the first of one random order."""
    order = sorted(every, key=lambda change: change.name)
    random.Random(path).shuffle(order)
    return order[:sample]


def _counted(end: str, equivalent: bool) -> list[str]:
    return ["tested", end, *(["equivalent"] if equivalent and end != "killed" else [])]


def _row(name: str, counts: Mapping[str, int]) -> str:
    share = f"{counts['killed'] / counts['tested']:.0%}" if counts["tested"] else "—"
    return f"| {name} | {' | '.join(str(counts[column]) for column in COLUMNS)} | {share} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--show", action="store_true", help="the changes that survived, as diffs")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    main(arguments.minutes, arguments.sample, arguments.show, arguments.files)
