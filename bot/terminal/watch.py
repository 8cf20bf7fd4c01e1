"""`kutip watch`: mirror a folder to a shelf until stopped."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError
from watchfiles import Change, awatch

from bot.errors import FolderError
from bot.parts import Parts
from bot.questions.reasking import last_change
from bot.settings import Settings
from bot.stop_signals import set_by_signals
from bot.terminal.add import READERS
from bot.terminal.answered import report_answered
from bot.terminal.command import Folder, command
from bot.terminal.console import printable
from bot.terminal.importer import Importer, Outcome, Result
from bot.terminal.language import texts
from bot.terminal.mirror import Mirror
from bot.terminal.program import GUILD, Program
from corpus.database_faults import database_fault
from corpus.schema import EVERYWHERE

QUIET_MS = 500
"""Quiet period before changes are processed, so that files are complete."""
LONGEST_WAIT_MS = 10_000
"""Maximum delay before changes are processed."""
LOOK_MS = 1000
"""How often to check whether another folder has taken its place."""
REPLACE_SECONDS = 0.2
"""How long a folder may be gone while another takes its place."""
RETRY_SECONDS = 3
"""Pause before retrying while the database is unavailable."""


@command("watch", help="help.watch")
@click.argument("folder", metavar="DIR", type=Folder(exists=True))
@GUILD
@click.pass_obj
def watch(program: Program, folder: Path, guild_id: int | None) -> None:
    """Mirror a folder to a shelf until Ctrl-C or SIGTERM."""
    settings = program.settings()
    try:
        asyncio.run(_watch(program, settings, folder.resolve(), guild_id or EVERYWHERE))
    except OSError as error:
        if error.filename is None:
            raise  # from the output, not from a folder
        raise FolderError(
            "Can't read {path}: {reason}.", path=error.filename, reason=error.strerror
        ) from error


async def _watch(program: Program, settings: Settings, folder: Path, guild_id: int) -> None:
    stop = set_by_signals()
    async with program.open_parts(settings, READERS) as parts:
        mirror = Mirror(Importer(parts, guild_id, readers=READERS), folder)
        await _refuse_emptied(mirror, folder)
        changes = _changes(folder, settings.data_dir.resolve(), stop)
        coming = asyncio.create_task(_come(changes))
        # Let it set up the watch, so that no change from here on is missed.
        await asyncio.sleep(0)
        try:
            counts = await _step_patiently(mirror, parts, guild_id, stop)
            click.echo(printable(texts("terminal.watching", count=counts.total(), folder=folder)))
            while (is_another := await coming) is not None:
                coming = asyncio.create_task(_come(changes))
                if is_another:
                    await _refuse_emptied(mirror, folder)
                await _step_patiently(mirror, parts, guild_id, stop)
        finally:
            stop.set()
            await asyncio.gather(coming, return_exceptions=True)
            await changes.aclose()


async def _refuse_emptied(mirror: Mirror, folder: Path) -> None:
    if await mirror.is_emptied():
        raise FolderError(
            "{folder} contains no files, but articles were imported from it: mount it or, if "
            "it is meant to be empty, remove them with `kutip remove`.",
            folder=folder,
        )


async def _changes(folder: Path, data_dir: Path, stop: asyncio.Event) -> AsyncGenerator[bool, None]:
    """Yield at each change: True if another folder has taken the place of this one, else False.

    The system keeps watching the folder that was there at first, so its identity is checked every
    LOOK_MS.
    """

    def is_foreign(_change: Change, path: str) -> bool:
        # Otherwise writing to the database would trigger the next step.
        return not Path(path).is_relative_to(data_dir)

    while not stop.is_set():
        watched = _identity(folder)
        watch = awatch(
            folder,
            watch_filter=is_foreign,
            debounce=LONGEST_WAIT_MS,
            step=QUIET_MS,
            stop_event=stop,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
        )
        async with contextlib.aclosing(watch) as found:
            async for files in found:
                if _identity(folder) != watched:
                    await _wait_for(stop, REPLACE_SECONDS)
                    break
                if files:
                    yield False
        if not stop.is_set():
            yield True


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what distinguishes a folder from another one with its name, None if it is gone."""
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


async def _come(changes: AsyncIterator[bool]) -> bool | None:
    """Wait for changes: True if the folder is another one; None once the watch has stopped."""
    return await anext(changes, None)


async def _wait_for(stop: asyncio.Event, seconds: float) -> None:
    """Wait for some seconds, or until `stop` is set."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


async def _step_patiently(
    mirror: Mirror, parts: Parts, guild_id: int, stop: asyncio.Event
) -> Counter[Result]:
    """Take a step; while the database is locked or full, retry."""
    while True:
        try:
            return await _step(mirror, parts, guild_id, stop)
        except DBAPIError as error:
            if database_fault(error) is None:
                raise
            retry = texts("terminal.watch_retry", reason=error.orig, count=RETRY_SECONDS)
            click.echo(f"kutip: {retry}", err=True)
        await _wait_for(stop, RETRY_SECONDS)
        if stop.is_set():
            return Counter()


async def _step(
    mirror: Mirror, parts: Parts, guild_id: int, stop: asyncio.Event
) -> Counter[Result]:
    """Synchronise the shelf, print each change, and return the counts by result.

    If anything changed, ask unanswered questions again.
    """
    before = await last_change(parts.engine)
    counts: Counter[Result] = Counter()
    async with contextlib.aclosing(mirror.step()) as outcomes:
        async for outcome in outcomes:
            counts[outcome.result] += 1
            if outcome.result is not Result.UNCHANGED:
                _report(outcome)
            if stop.is_set():
                return counts
    await report_answered(parts, guild_id, before)
    return counts


def _report(outcome: Outcome) -> None:
    why = f": {outcome.why}" if outcome.why else ""
    result = texts(f"terminal.result_{outcome.result}")
    click.echo(printable(f"{result} {outcome.origin}{why}"))
