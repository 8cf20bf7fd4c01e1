"""What is measured of a process, and what is computed from that. Needs Linux's /proc."""

import ctypes
import gc
import math
import os
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

Row = dict[str, float]
"""Figures of one system by the keys of `figures.FIGURES`."""

MEGABYTE = 2**20


def processor_time() -> float:
    """Return that of this process and of its children that have ended, in seconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Measures the time since it was made, in milliseconds."""

    _wall: float = field(default_factory=time.perf_counter)
    _cpu: float = field(default_factory=processor_time)

    def cost(self) -> tuple[float, float]:
        """Return the processor time of all threads and ended children, and the time on the wall."""
        cpu, wall = processor_time() - self._cpu, time.perf_counter() - self._wall
        return cpu * 1000, wall * 1000


class Memory:
    """Measures what this process grows by, or its largest child takes if that is more."""

    def __init__(self) -> None:
        self._before = _status("VmRSS")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # Forgets the peak so far.

    def peak(self) -> float:
        """Return the most so far, in MB."""
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        return max(0.0, _status("VmHWM") - self._before, child) / MEGABYTE

    def resident(self) -> float:
        """Return what is left once unused memory is given back, in MB."""
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        return max(0.0, (_status("VmRSS") - self._before) / MEGABYTE)


def _status(name: str) -> int:
    """Return a size of this process in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def cpu_of(pid: int) -> float:
    """Return the processor time so far of a process and its living children, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    # User and system time, and those of children that have ended (proc(5), from field 3 on).
    ticks = sum(map(int, fields[11:15]))
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [
        int(child)
        for task in tasks
        for child in (task / "children").read_text(encoding="ascii").split()
    ]
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(cpu_of, children))


def disk(folder: Path) -> float:
    """Return the size of all files in a folder, in MB."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes) / MEGABYTE


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all values, in 0..1, are at most."""
    ordered = sorted(values)
    return ordered[round(share * (len(ordered) - 1))]


def spread(name: str, costs: Sequence[tuple[float, float]]) -> Row:
    """Return p50 and p95 of the costs of a Stopwatch, as `NAME_cpu_p50` and so on."""
    return {
        f"{name}_{kind}_p{round(share * 100)}": percentile([cost[place] for cost in costs], share)
        for place, kind in enumerate(("cpu", "wall"))
        for share in (0.5, 0.95)
    }


def growth(smaller: tuple[float, float], larger: tuple[float, float]) -> float | None:
    """Return the exponent by which a cost grows from one (size, cost) to the next.

    0 is no growth, 1 as much as the size; None where one of them is not above zero.
    """
    (size, cost), (other_size, other_cost) = smaller, larger
    if min(cost, other_cost) <= 0:
        return None
    return math.log(other_cost / cost) / math.log(other_size / size)
