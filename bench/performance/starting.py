"""Measures the processor time of commands from the start of the program to its end."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from performance.builds import Build
from performance.measures import Row, percentile
from performance.processes import environment

ROUNDS = 7
COMMANDS = {
    "version": ("--version",),
    "help": ("--help",),
    "ask": ("ask", "Siapa Vipin Narang?"),
}


def measure_starts(
    builds: Sequence[Build], folder: Path, report: Callable[[str], None]
) -> dict[str, Row]:
    """Return the medians of each build; the database has what ships with Kutip."""
    costs: dict[tuple[str, str], list[float]] = {}
    for number in range(ROUNDS + 1):
        report(f"round {number} of {ROUNDS}")
        for build in builds:
            for name, arguments in COMMANDS.items():
                cost = _cpu(build, folder / build.name, arguments)
                if number:  # The first round makes the database, and what a build compiles.
                    costs.setdefault((build.name, name), []).append(cost)
    rows: dict[str, Row] = {build.name: {} for build in builds}
    for (build_name, name), each in costs.items():
        rows[build_name][f"start_{name}"] = percentile(each, 0.5)
    return rows


def _cpu(build: Build, folder: Path, arguments: Sequence[str]) -> float:
    """Return the processor time of a command, in seconds."""
    folder.mkdir(exist_ok=True)
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(build.source) | {"KUTIP_DATA_DIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:  # 1: no passage answers.
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return used.ru_utime + used.ru_stime
