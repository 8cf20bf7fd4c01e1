"""`kutip export`: write a shelf's articles as files that `kutip add` can read."""

import asyncio
import contextlib
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path

import click

from bot.errors import ExportError
from bot.terminal.command import Folder, command
from bot.terminal.language import texts
from bot.terminal.program import GUILD, Program
from corpus.export import File, export_shelf
from corpus.schema import EVERYWHERE

REFUSED = 1
"""Exit status if an existing file was kept because it differs from the article."""


class Written(StrEnum):
    """The result for a file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """A different file has its name."""


@command("export", help="help.export")
@click.argument("folder", metavar="DIR", type=Folder())
@GUILD
@click.pass_obj
def export(program: Program, folder: Path, guild_id: int | None) -> None:
    """Write the articles of a shelf as Markdown files."""
    counts = asyncio.run(_export(program, folder, guild_id or EVERYWHERE))
    click.echo(
        texts(
            "terminal.export_summary",
            written=counts[Written.WRITTEN],
            unchanged=counts[Written.UNCHANGED],
            kept=counts[Written.KEPT],
        )
    )
    if counts[Written.KEPT]:
        sys.exit(REFUSED)


async def _export(program: Program, folder: Path, guild_id: int) -> Counter[Written]:
    counts: Counter[Written] = Counter()
    async with (
        program.open_parts(program.settings()) as parts,
        contextlib.aclosing(export_shelf(parts.engine, guild_id)) as files,
    ):
        async for file in files:
            try:
                written = await asyncio.to_thread(_write, folder, file)
            except OSError as error:
                raise ExportError(
                    "Can't write {path}: {reason}.", path=folder / file.name, reason=error.strerror
                ) from error
            counts[written] += 1
            if written is Written.KEPT:
                kept = texts("terminal.export_kept", path=folder / file.name)
                click.echo(f"kutip: {kept}", err=True)
    return counts


def _write(folder: Path, file: File) -> Written:
    """Write the file atomically."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file.name
    if path.is_symlink() or path.exists():
        same = path.is_file() and path.read_bytes() == file.content
        return Written.UNCHANGED if same else Written.KEPT
    # Hidden, so that `kutip add` and `kutip watch` ignore it.
    part = folder / f".{file.name}.part"
    try:
        part.write_bytes(file.content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return Written.WRITTEN
