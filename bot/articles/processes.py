"""Processes of their own that make indexes and vectors.

A thread that computes for seconds would hold up the event loop and answers.
"""

import asyncio
import contextlib
import os
import sys
from pathlib import Path

from corpus.child_processes import BEYOND_CTRL_C

SETTINGS = ("KUTIP_", "DISCORD_")
"""How the names of settings in the environment begin."""
PACKAGES = Path(__file__).parents[2]
"""The folder with Kutip's packages, where the process starts: a file in the user's current folder
could be imported in place of a module."""


async def run_apart(module: str, database: str, guild_id: int) -> str | None:
    """Run a module for a server of a database; return why it failed, None if it didn't.

    Raise OSError if no process can be started. It is killed if the caller is cancelled.
    """
    # It needs no settings, and gets neither the bot's token nor a password.
    environment = {key: each for key, each in os.environ.items() if not key.startswith(SETTINGS)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, database, str(guild_id)),
        cwd=PACKAGES,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
        **BEYOND_CTRL_C,
    )
    try:
        _, errors = await process.communicate()
    except asyncio.CancelledError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    if not process.returncode:
        return None
    return (errors.decode(errors="replace").splitlines() or [str(process.returncode)])[-1]
