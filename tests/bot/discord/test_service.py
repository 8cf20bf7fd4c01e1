import subprocess
import sys

import pytest

WAITS = """
import asyncio, threading
from bot.discord import service

service.STOP_SECONDS = 0
threading.Thread(target=threading.Event().wait).start()
asyncio.run(asyncio.to_thread(service._end_in_time, 7))
"""
"""Something that never ends holds up the end of Python."""
FREES = """
from bot.discord import service

class Held:
    def __del__(self):
        print("freed")

held = Held()
service.end_at_once()
print("ended", flush=True)
"""


def end(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("program", "status", "output"), [(WAITS, 7, ""), (FREES, 0, "ended\n")])
def test_nothing_holds_up_the_end_of_the_process(program: str, status: int, output: str) -> None:
    ended = end(program)

    assert (ended.returncode, ended.stdout) == (status, output)
