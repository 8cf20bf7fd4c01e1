"""Child processes that Ctrl-C in the terminal doesn't reach: it is their parent that ends them."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any

if sys.platform == "win32":
    BEYOND_CTRL_C: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
else:
    BEYOND_CTRL_C: dict[str, Any] = {"start_new_session": True}
"""Arguments of `subprocess.Popen` for such a process."""

_ENVIRONMENT = {
    # Nothing is inherited, because our environment contains the bot's token. One thread each,
    # because every further thread would reserve memory.
    "LC_ALL": "C.UTF-8",
    "TMPDIR": tempfile.gettempdir(),
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # On Windows, Python doesn't start without it.
    **{name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
}

_SETTINGS = ("KUTIP_", "DISCORD_")
"""How the names of settings in the environment begin."""

Connected = tuple[asyncio.subprocess.Process, asyncio.StreamReader, asyncio.StreamWriter]
"""A process, its standard output, and its standard input."""


async def connected(*command: str) -> Connected:
    """Start a process that inherits no environment, connected by its standard input and output.

    Raises OSError if it can't be started.
    """
    return await (by_pipes(*command) if sys.platform == "win32" else by_socket(*command))


async def by_socket(*command: str) -> Connected:
    """Connect by a socket: our end can be closed whatever the process does."""
    ours, theirs = socket.socketpair()
    with theirs:
        # Before the process starts: if this were cancelled later, nothing would stop it.
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                env=_ENVIRONMENT,
                **BEYOND_CTRL_C,
            )
        except BaseException:
            writer.transport.abort()
            raise
    return process, reader, writer


async def by_pipes(*command: str) -> Connected:
    """Connect by two pipes, since a process on Windows can't have a socket in their place."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=_ENVIRONMENT,
        **BEYOND_CTRL_C,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    return process, process.stdout, process.stdin


def without_settings() -> dict[str, str]:
    """Return our environment without settings, of which some are secrets."""
    return {name: each for name, each in os.environ.items() if not name.startswith(_SETTINGS)}


async def run(
    program: str,
    *arguments: str | os.PathLike[str],
    env: Mapping[str, str],
    cwd: os.PathLike[str] | None = None,
    stdin: int | None = None,
    stdout: int | None = None,
) -> tuple[int, bytes, bytes]:
    """Run a process; return its exit status, its output if `stdout` is a pipe, and its errors.

    The options are those of `subprocess.Popen`. It is killed if the caller is cancelled. Raises
    OSError if it can't be started.
    """
    process = await asyncio.create_subprocess_exec(
        *(program, *arguments),
        env=env,
        cwd=cwd,
        stdin=stdin,
        stdout=stdout,
        stderr=asyncio.subprocess.PIPE,
        **BEYOND_CTRL_C,
    )
    try:
        output, errors = await process.communicate()
    except asyncio.CancelledError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()
        raise
    assert process.returncode is not None
    return process.returncode, output, errors


async def end(connected: Connected) -> None:
    """Kill the process, and wait for it."""
    process, _, writer = connected
    if not writer.is_closing():
        writer.transport.abort()
    if process.returncode is None:
        process.kill()
    # Also reads what is left in a pipe, which else stays open.
    await process.communicate()
