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


def test_threads_share_arenas(tmp_path: Path) -> None:
    report = tmp_path / "arenas.xml"

    command = [sys.executable, "-c", THREADS_THAT_HOLD_MEMORY, str(report)]
    subprocess.run(command, check=True)

    if platform.libc_ver()[0] == "glibc":
        assert report.read_text().count("<heap nr=") == ARENAS
