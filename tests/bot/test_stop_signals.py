import subprocess
import sys
from pathlib import Path

import pytest

from bot.stop_signals import STOP_SIGNALS

ROOT = Path(__file__).parents[2]
WAITS = """
import asyncio, signal, sys
from bot.stop_signals import set_by_signals

class WithoutSignals(asyncio.SelectorEventLoop):
    add_signal_handler = asyncio.AbstractEventLoop.add_signal_handler  # as on Windows

async def main():
    stop = set_by_signals()
    asyncio.get_running_loop().call_soon(signal.raise_signal, int(sys.argv[2]))
    await stop.wait()
    print("stopped")

loops = {"posix": asyncio.SelectorEventLoop, "windows": WithoutSignals}
with asyncio.Runner(loop_factory=loops[sys.argv[1]]) as runner:
    runner.run(main())
"""


@pytest.mark.parametrize("number", STOP_SIGNALS)
@pytest.mark.parametrize("loop", ["posix", "windows"])
def test_a_stop_signal_sets_the_event(loop: str, number: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WAITS, loop, str(int(number))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.stdout, ended.stderr, ended.returncode) == ("stopped\n", "", 0)


AFTERWARDS = """
import asyncio, signal
from bot.stop_signals import set_by_signals

class WithoutSignals(asyncio.SelectorEventLoop):
    add_signal_handler = asyncio.AbstractEventLoop.add_signal_handler

async def main():
    set_by_signals()

with asyncio.Runner(loop_factory=WithoutSignals) as runner:
    runner.run(main())
signal.raise_signal(signal.SIGTERM)
print("ended")
"""


def test_a_signal_after_the_loop_has_ended_does_no_harm() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", AFTERWARDS], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (ended.stdout, ended.stderr, ended.returncode) == ("ended\n", "", 0)
