"""The processes that the systems run in, as the measuring process sees them."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

BENCH = Path(__file__).parents[1]
ONE_THREAD = {
    f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA", "RAYON")
}


class WorkerError(Exception):
    """A worker ended before its time; standard error has its reason."""


def environment(source: Path) -> dict[str, str]:
    """Return the environment of a process that runs the build in a folder, without settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KUTIP_", "DISCORD_"))
    }
    return kept | ONE_THREAD | {"PYTHONPATH": f"{source}{os.pathsep}{BENCH}"}


class Worker:
    """A process with one system in it (worker.py)."""

    def __init__(self, system: str, source: Path) -> None:
        """Start it, with the build of Kutip in the folder `source`."""
        self._system = system
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "performance.worker", system],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=source,
            env=environment(source),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            self._process.kill()
        self.close()

    def close(self) -> None:
        """Let the system end as it should, and wait for that."""
        self._process.communicate()

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401
        """Call a method of the system, and return its result."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = json.dumps({"call": name, "arguments": arguments})
        self._process.stdin.write(request + "\n")
        self._process.stdin.flush()
        result = self._process.stdout.readline()
        if not result:
            raise WorkerError(f"{self._system} ended during {name}.")
        return json.loads(result)


def cpu_of_command(
    source: Path, folder: Path, arguments: Sequence[str], *, quiet: bool = False
) -> float:
    """Return the processor time of a command of `kutip`, in seconds, over the data in a folder.

    With `quiet`, what it complains about is not shown.
    """
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(source) | {"KUTIP_DATA_DIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if quiet else None,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:  # 1: no passage answers.
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return used.ru_utime + used.ru_stime
