"""Runs the benchmark: `python -m performance --help` lists what can be chosen."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.terminal.output import unbounded_console
from performance.builds import Build, NoBuildError, builds, installed_peers
from performance.endtoend import measure_end_to_end
from performance.meaning import measure_meaning
from performance.measures import Row
from performance.page import write_page
from performance.results import Results, read
from performance.servers import measure_servers
from performance.sizes import measure_size
from performance.starting import measure_starts
from performance.tables import shown_size, tables
from tests.postgresql import serving

SIZES = "10,200,1000,10000,100000"
PARTS = ("sizes", "servers", "discord", "postgresql", "commands", "meaning")
SERVERS = 100


def main() -> None:
    """Measure, or read what was measured, and show it as asked for."""
    arguments = _parser().parse_args()
    results = read(arguments.read) if arguments.read else _measured(arguments)
    _print(results)
    if arguments.json:
        results.write(arguments.json)
    if arguments.page:
        write_page(results, arguments.page)


def _measured(arguments: argparse.Namespace) -> Results:
    peers, lacking = installed_peers()
    if lacking:
        _say(
            f"Not compared with all peers, because {' and '.join(lacking)} must be installed for "
            "that: in Kutip's folder, .venv/bin/pip install -e '.[bench]'"
        )
    with tempfile.TemporaryDirectory(prefix="kutip-bench-") as name:
        earlier, folder = Path(name, "before"), Path(name, "work")
        earlier.mkdir()
        folder.mkdir()
        try:
            compared = builds(arguments.against, earlier)
        except NoBuildError as error:
            sys.exit(f"kutip bench: {error}")
        if len(compared) == 1:
            _say("Not compared with an earlier build: there is no tag, and --against names none.")
        results = Results({build.name: build.version for build in compared})
        _measure(results, arguments, compared, peers, folder)
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kutip bench", description="Measure how fast Kutip is.")
    parser.add_argument(
        "--sizes", type=_numbers, default=SIZES, help=f"numbers of passages (default: {SIZES})"
    )
    parser.add_argument(
        "--servers", type=int, default=SERVERS, help=f"servers in turn (default: {SERVERS})"
    )
    parser.add_argument(
        "--parts", type=_parts, default=PARTS, help=f"of {','.join(PARTS)} (default: all)"
    )
    parser.add_argument("--against", help="a Git revision to compare with (default: the last tag)")
    parser.add_argument("--read", type=Path, metavar="FILE", help="show what --json wrote earlier")
    parser.add_argument("--json", type=_in_a_folder, metavar="FILE", help="write all figures here")
    parser.add_argument(
        "--page", type=_in_a_folder, metavar="FILE", help="write the tables and charts here"
    )
    return parser


def _in_a_folder(text: str) -> Path:
    # Checked before anything is measured, which takes minutes.
    path = Path(text)
    if path.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} can't be written; name a file in a folder")
    return path


def _numbers(text: str) -> list[int]:
    numbers = sorted({int(each) for each in text.replace(",", " ").split()})
    if not numbers or numbers[0] < 1:
        raise argparse.ArgumentTypeError("numbers of passages are positive")
    return numbers


def _parts(text: str) -> list[str]:
    parts = text.replace(",", " ").split()
    if not parts or not set(parts) <= set(PARTS):
        raise argparse.ArgumentTypeError(f"the parts are {', '.join(PARTS)}")
    return parts


def _measure(
    results: Results,
    arguments: argparse.Namespace,
    compared: Sequence[Build],
    peers: Sequence[str],
    folder: Path,
) -> None:
    if "sizes" in arguments.parts:
        for size in arguments.sizes:
            report = _reporter(f"{shown_size(size)} passages")
            results.sizes[size] = measure_size(size, compared, peers, folder, report)
    if "servers" in arguments.parts:
        report = _reporter(f"{arguments.servers} servers")
        results.servers = measure_servers(arguments.servers, compared, folder, report)
    if "discord" in arguments.parts:
        results.end_to_end = asyncio.run(
            measure_end_to_end(compared, folder, _reporter("end to end"))
        )
    if "postgresql" in arguments.parts:
        results.on_postgresql = _on_postgresql(compared[0], folder)
    if "commands" in arguments.parts:
        results.starts = measure_starts(compared, folder, _reporter("commands"))
    if "meaning" in arguments.parts:
        _reporter("meaning")("encoding")
        results.meaning = measure_meaning()


def _on_postgresql(build: Build, folder: Path) -> dict[str, Row]:
    """Measure a build on SQLite, and on a PostgreSQL of its own that waits for no disk."""
    place = folder / "on-postgresql"
    place.mkdir()
    with serving() as server:
        server.run("CREATE DATABASE kutip")
        url = server.url("kutip").render_as_string()
        other = replace(build, name="postgresql", database=url)
        return asyncio.run(measure_end_to_end([build, other], place, _reporter("PostgreSQL")))


def _reporter(part: str) -> Callable[[str], None]:
    return partial(_report, part)


def _report(part: str, step: str) -> None:
    _say(f"{part}: {step}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def _print(results: Results) -> None:
    console: Console = unbounded_console()
    for name, cells in tables(results).items():
        table = Table(title=name.capitalize(), title_justify="left", box=None)
        for place, heading in enumerate(cells.headings):
            table.add_column(heading, justify="left" if place < 2 else "right")
        for row in cells.rows:
            table.add_row(*row)
        console.print(table)
        console.print()


if __name__ == "__main__":
    main()
