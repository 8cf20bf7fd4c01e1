import platform
import subprocess
import sys
from pathlib import Path

from bot.operations.memory import ARENAS

THREADS_THAT_HOLD_MEMORY = """
import ctypes, sys, threading
from bot.operations.memory import share_arenas

share_arenas()
libc, everyone = ctypes.CDLL(None), threading.Barrier(21)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p

def hold():
    libc.malloc(5000)
    everyone.wait()
    everyone.wait()

threads = [threading.Thread(target=hold) for _ in range(20)]
for thread in threads:
    thread.start()
everyone.wait()
file = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(file))
libc.fclose(ctypes.c_void_p(file))
everyone.wait()
"""

FREE_BELOW_ONE_IN_USE = """
import asyncio, ctypes, re, sys
from pathlib import Path
from bot.operations.memory import give_back

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p

def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

blocks = [libc.malloc(50_000) for _ in range(1000)]
for block in blocks:
    ctypes.memset(ctypes.c_void_p(block), 1, 50_000)
for block in blocks[:-1]:
    libc.free(ctypes.c_void_p(block))
before = resident()
asyncio.run(give_back())
print(before - resident())
"""


def test_threads_share_arenas(tmp_path: Path) -> None:
    report = tmp_path / "arenas.xml"

    command = [sys.executable, "-c", THREADS_THAT_HOLD_MEMORY, str(report)]
    subprocess.run(command, check=True)

    if platform.libc_ver()[0] == "glibc":
        assert report.read_text().count("<heap nr=") == ARENAS


def test_what_is_free_below_a_block_in_use_is_given_back() -> None:
    command = [sys.executable, "-c", FREE_BELOW_ONE_IN_USE]
    kilobytes = int(subprocess.run(command, check=True, capture_output=True).stdout)

    if platform.libc_ver()[0] == "glibc":
        assert kilobytes > 40_000
