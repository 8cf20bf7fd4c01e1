"""The results of the runs, as JSON."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from reliability.invariants import Findings
from reliability.world import World

ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Row:
    """One fault: how often it was tried, and what came of it."""

    fault: str
    tried: int = 0
    survived: int = 0
    lost: list[str] = field(default_factory=list)
    """A line for each promise that was broken, with the number of the try."""
    counts: dict[str, float] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    """How often people's actions ended how."""

    def note(self, found: Findings) -> None:
        """Note what a check has found after one try."""
        self.tried += 1
        self.survived += not found.wrong
        self.lost += [f"{self.tried}: {line}" for line in found.wrong]
        self.counts["rows missing"] = self.counts.get("rows missing", 0) + found.rows_missing
        self.counts["quotes"] = self.counts.get("quotes", 0) + found.quotes

    def note_load(self, world: World) -> None:
        """Note what the load has done so far."""
        self.counts["confirmed"] = world.ledger.confirmed
        self.counts["questions"] = world.ledger.asked
        self.outcomes = dict(world.outcomes)

    def __str__(self) -> str:
        last = f"; last: {self.lost[-1][:300]}" if self.lost else ""
        return f"{self.survived} of {self.tried} survived{last}"


@dataclass(slots=True)
class Run:
    """One part, as it was run last."""

    rows: list[Row]
    when: str
    version: str
    where: str


@dataclass(slots=True)
class Results:
    """The last run of each part, in a file."""

    path: Path
    parts: dict[str, Run] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Results":
        """Read a file, if there is one."""
        results = cls(path)
        if path.exists():
            for name, run in json.loads(path.read_text(encoding="utf-8")).items():
                rows = [Row(**row) for row in run.pop("rows")]
                results.parts[name] = Run(rows, **run)
        return results

    def keep(self, part: str, rows: Iterable[Row]) -> None:
        """Keep the results of a part in place of those so far, and write the file."""
        when = datetime.now(UTC).strftime("%Y-%m-%d")
        where = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
        self.parts[part] = Run(list(rows), when, _revision(), where)
        text = json.dumps({name: asdict(run) for name, run in self.parts.items()}, indent=1)
        self.path.write_text(text + "\n", encoding="utf-8")


class Progress:
    """Shows what is tried on standard error, and keeps the results so far of one part."""

    def __init__(self, results: Results, part: str, *, add: bool = False) -> None:
        """Put the results in place of earlier ones or, with `add`, add those of other faults."""
        self._results, self._part = results, part
        earlier = results.parts.get(part)
        self._earlier = earlier.rows if add and earlier is not None else []

    def tried(self, rows: Sequence[Row], line: str) -> None:
        """Show a line about the last of the rows so far, and keep them all."""
        print(f"{time.strftime('%H:%M:%S')} {line}: {rows[-1]}", file=sys.stderr, flush=True)  # noqa: T201
        self.keep(rows)

    def keep(self, rows: Sequence[Row]) -> None:
        """Keep the rows so far."""
        new = {row.fault for row in rows}
        self._results.keep(
            self._part, [row for row in self._earlier if row.fault not in new] + [*rows]
        )


def _revision() -> str:
    """Return the Git revision of this folder."""
    described = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"Kutip {described.stdout.strip() or 'unknown'}"
