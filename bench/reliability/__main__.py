"""Runs the parts that are named, or all: `python -m reliability --help`.

Each part replaces its earlier results in the JSON file, so that a run can be done in pieces.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from reliability.disks import disks
from reliability.faults import matrix
from reliability.kills import kills, stops
from reliability.outages import SECONDS, outages
from reliability.page import write_page
from reliability.paths import PATHS
from reliability.results import Results, Row
from reliability.soak import soak
from reliability.steps import starts, steps

PARTS = ("kills", "steps", "starts", "faults", "outages", "stops", "disks")


def main() -> None:
    """Run parts, and write what came of them; end with 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="reliability", description="Try faults on Kutip.")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}, soak (default: all but soak)")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--stops", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=30, help="of the soak")
    parser.add_argument("--outages", type=_numbers, default=SECONDS, help="seconds of each")
    parser.add_argument("--faults", default="", help="only faults whose name contains this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, default=Path("reliability.json"))
    parser.add_argument("--page", type=Path, help="write the tables here")
    arguments = parser.parse_args()
    parts: Sequence[str] = arguments.parts or PARTS
    if not set(parts) <= {*PARTS, "soak"}:
        parser.error(f"the parts are {', '.join(PARTS)}, soak")
    results = Results.read(arguments.json)
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="kutip-reliability-") as name:
            results.keep(part, asyncio.run(_run(part, Path(name), arguments)))
    if arguments.page:
        write_page(results, arguments.page)
    lost = [line for part in parts for row in results.parts[part].rows for line in row.lost]
    sys.exit(bool(lost))


async def _run(part: str, folder: Path, arguments: argparse.Namespace) -> list[Row]:
    data, seed = folder / "data", arguments.seed
    runs: dict[str, Callable[[], Awaitable[Row | list[Row]]]] = {
        "kills": lambda: kills(data, arguments.kills, seed, _report),
        "steps": lambda: steps(data, seed, tuple(PATHS), _report),
        "starts": lambda: starts(data, _report),
        "faults": lambda: matrix(data, seed, arguments.faults, _report),
        "outages": lambda: outages(folder, arguments.outages, _report),
        "stops": lambda: stops(data, arguments.stops, seed, _report),
        "disks": lambda: disks(folder, seed, _report),
        "soak": lambda: soak(data, arguments.minutes, seed, _report),
    }
    rows = await runs[part]()
    return rows if isinstance(rows, list) else [rows]


def _numbers(text: str) -> list[float]:
    return [float(each) for each in text.replace(",", " ").split()]


def _report(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
