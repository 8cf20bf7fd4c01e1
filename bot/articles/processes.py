"""Processes of their own that make indexes and vectors.

A thread that computes for seconds would hold up the event loop and answers.
"""

import sys
from pathlib import Path

from corpus.child_processes import run, without_settings

DATABASE_URL = "KUTIP_DATABASE_URL"
"""The variable of the environment with the URL of a database on PostgreSQL, if it is there."""
PACKAGES = Path(__file__).parents[2]
"""The folder with Kutip's packages, where the process starts: a file in the user's current folder
could be imported in place of a module."""


async def run_apart(
    module: str, database: Path, guild_id: int, url: str | None = None
) -> str | None:
    """Run a module for a server of a database; return why it failed, None if it didn't.

    `url` is that of a database on PostgreSQL. Raise OSError if no process can be started. It is
    killed if the caller is cancelled.
    """
    # It needs no other settings, and gets neither the bot's token nor the page's password.
    environment = without_settings()
    if url is not None:  # Not as an argument, which every user of the machine could read.
        environment[DATABASE_URL] = url
    arguments = ("-m", module, database, str(guild_id))
    status, _, errors = await run(sys.executable, *arguments, env=environment, cwd=PACKAGES)
    if not status:
        return None
    return (errors.decode(errors="replace").splitlines() or [str(status)])[-1]
