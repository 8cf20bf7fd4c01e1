"""Runs the parts that are named, or all: `python -m reliability --help`.

Each part replaces its earlier results in the JSON file, so that a run can be done in pieces.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from reliability.disks import disks
from reliability.faults import matrix
from reliability.kills import kills, stops
from reliability.outages import SECONDS, outages
from reliability.page import write_page
from reliability.paths import PATHS
from reliability.results import Progress, Results, Row
from reliability.soak import soak
from reliability.steps import starts, steps

PARTS = ("kills", "steps", "starts", "faults", "outages", "stops", "disks")


def main() -> None:
    """Run parts, and write what came of them; end with 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="reliability", description="Try faults on Kutip.")
    parser.add_argument(
        "parts", nargs="*", help=f"of {', '.join(PARTS)}, soak (default: all but soak)"
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--stops", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=30, help="of the soak")
    parser.add_argument("--outages", type=_numbers, default=SECONDS, help="seconds of each")
    parser.add_argument("--paths", default="", help="only paths whose name contains this")
    parser.add_argument("--faults", default="", help="only faults whose name contains this")
    parser.add_argument("--add", action="store_true", help="keep earlier results of other faults")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, default=Path("reliability.json"))
    parser.add_argument("--page", type=Path, help="write the tables here")
    arguments = parser.parse_args()
    parts: Sequence[str] = arguments.parts or PARTS
    if not set(parts) <= {*PARTS, "soak"}:
        parser.error(f"the parts are {', '.join(PARTS)}, soak")
    results = Results.read(arguments.json)
    for part in parts:
        progress = Progress(results, part, add=arguments.add)
        with tempfile.TemporaryDirectory(prefix="kutip-reliability-") as name:
            progress.keep(asyncio.run(_run(part, Path(name), arguments, progress)))
    if arguments.page:
        write_page(results, arguments.page)
    lost = [line for part in parts for row in results.parts[part].rows for line in row.lost]
    sys.exit(bool(lost))


async def _run(
    part: str, folder: Path, arguments: argparse.Namespace, progress: Progress
) -> list[Row]:
    data, seed = folder / "data", arguments.seed
    runs: dict[str, Callable[[], Awaitable[Row | list[Row]]]] = {
        "kills": lambda: kills(data, arguments.kills, seed, progress),
        "steps": lambda: steps(
            data, seed, [name for name in PATHS if arguments.paths in name], progress
        ),
        "starts": lambda: starts(data, progress),
        "faults": lambda: matrix(data, seed, arguments.faults, progress),
        "outages": lambda: outages(folder, arguments.outages, progress),
        "stops": lambda: stops(data, arguments.stops, seed, progress),
        "disks": lambda: disks(folder, seed, progress),
        "soak": lambda: soak(data, arguments.minutes, seed, progress),
    }
    rows = await runs[part]()
    return rows if isinstance(rows, list) else [rows]


def _numbers(text: str) -> list[float]:
    return [float(each) for each in text.replace(",", " ").split()]


if __name__ == "__main__":
    main()
