"""The bot as a process of its own, and what Linux knows of it."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from dataclasses import dataclass
from pathlib import Path

from reliability.standin import StandIn
from tests.discord.wire import TOKEN

ROOT = Path(__file__).parents[2]
THREADS = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
TICK = 0.05


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process holds."""

    resident: int
    """Bytes of memory."""
    descriptors: int
    threads: int


class Bot:
    """`kutip run` over a data folder, against a stand-in."""

    def __init__(self, discord: StandIn, folder: Path, **settings: str) -> None:
        """Set variables of the environment for it."""
        self.discord = discord
        self.folder = folder
        self._settings = settings
        self._process: Process | None = None
        self._terminated = self._ended = 0.0

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.folder / "kutip.db"

    @property
    def log(self) -> Path:
        """What all runs have written to standard error."""
        return self.folder.with_suffix(".log")

    @property
    def process(self) -> Process:
        """The process that was started last."""
        assert self._process is not None, "the bot was not started"
        return self._process

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.returncode is None

    async def launch(self) -> None:
        """Start it, without waiting for anything."""
        assert not self.running
        self.discord.expect()
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("KUTIP_", "DISCORD_"))
        }
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "reliability.launcher", str(self.discord.port), "run"),
                cwd=self.folder.parent,
                env=kept
                | THREADS
                | {
                    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'bench'}",
                    "DISCORD_TOKEN": TOKEN,
                    "KUTIP_DATA_DIR": str(self.folder),
                    "KUTIP_COOLDOWN_QUESTIONS": "0",
                    "KUTIP_LOG_LEVEL": "warning",
                    "POLL_SECONDS": "1",
                }
                | self._settings,
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=log,
            )
        self._watch = asyncio.create_task(self._give_up_at_its_end())

    async def start(self) -> None:
        """Start it, and wait until it is connected; raise RuntimeError if it ends before."""
        await self.launch()
        ready = asyncio.create_task(self.discord.ready())
        ended = asyncio.create_task(self.process.wait())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            raise RuntimeError(f"the bot ended with {ended.result()}; see {self.log}")
        ended.cancel()
        await ready

    def kill(self) -> None:
        """End it at once, as a power cut would (but for what the disk holds back)."""
        if self.running:
            self.process.kill()

    async def ended(self, seconds: float = 60) -> int:
        """Wait until it has ended, and return its exit status."""
        async with asyncio.timeout(seconds):
            return await self._watch

    async def _give_up_at_its_end(self) -> int:
        status = await self.process.wait()
        self._ended = time.perf_counter()
        self.discord.give_up()
        return status

    async def ends_unless_quiet(self, steps: Path, seconds: float) -> bool:
        """Wait until it has ended, or is connected and has written no step for so many seconds.

        Return whether it has ended.
        """
        quiet, seen = time.perf_counter(), -1
        while self.running:
            if not self.discord.arrivals.all_identified.is_set() or _size(steps) != seen:
                quiet, seen = time.perf_counter(), _size(steps)
            elif time.perf_counter() - quiet > seconds:
                return False
            await asyncio.sleep(TICK)
        await self.ended()
        return True

    def terminate(self) -> None:
        """Ask it to stop, as a service is stopped."""
        self._terminated = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)

    async def stopped(self, seconds: float = 60) -> float:
        """Wait until it has ended, and return how many seconds after it was asked to."""
        await self.ended(seconds)
        return self._ended - self._terminated

    async def stop(self, seconds: float = 60) -> float:
        """Stop it as a service is, and return how many seconds that took."""
        self.terminate()
        return await self.stopped(seconds)

    def usage(self) -> Usage:
        """Return what it holds now."""
        place = Path(f"/proc/{self.process.pid}")
        status = dict(
            line.split(":", 1) for line in (place / "status").read_text("ascii").splitlines()
        )
        return Usage(
            int(status["VmRSS"].split()[0]) * 1024,
            sum(1 for _ in (place / "fd").iterdir()),
            int(status["Threads"]),
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
