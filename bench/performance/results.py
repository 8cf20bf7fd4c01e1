"""Everything that one run has measured, and its JSON."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from performance.measures import Row

PACKAGES = ("numpy", "rank-bm25", "bm25s", "numba", "tantivy", "discord.py")


def _machine() -> dict[str, str]:
    """Return what the figures depend on besides the builds."""
    machine = {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "python": platform.python_version(),
    }
    for package in PACKAGES:
        try:
            machine[package] = version(package)
        except PackageNotFoundError:
            continue
    return machine


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


@dataclass(slots=True)
class Results:
    """The figures of each system, by name."""

    builds: dict[str, str]
    """The version of each build."""
    started: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="minutes"))
    machine: dict[str, str] = field(default_factory=_machine)
    sizes: dict[int, dict[str, Row]] = field(default_factory=dict)
    """By the number of passages."""
    servers: dict[str, Row] = field(default_factory=dict)
    end_to_end: dict[str, Row] = field(default_factory=dict)
    on_postgresql: dict[str, Row] = field(default_factory=dict)
    starts: dict[str, Row] = field(default_factory=dict)
    meaning: dict[str, Row] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write them as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Results:
    """Read what `write` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["sizes"] = {int(size): rows for size, rows in stored["sizes"].items()}
    return Results(**stored)
