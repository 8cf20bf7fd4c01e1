"""Measures the processor time of commands from the start of the program to its end."""

from collections.abc import Callable, Sequence
from pathlib import Path

from performance.builds import Build
from performance.measures import Row, percentile
from performance.processes import cpu_of_command

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
            (folder / build.name).mkdir(exist_ok=True)
            for name, arguments in COMMANDS.items():
                cost = cpu_of_command(build.source, folder / build.name, arguments)
                if number:  # The first round makes the database, and what a build compiles.
                    costs.setdefault((build.name, name), []).append(cost)
    rows: dict[str, Row] = {build.name: {} for build in builds}
    for (build_name, name), each in costs.items():
        rows[build_name][f"start_{name}"] = percentile(each, 0.5)
    return rows
