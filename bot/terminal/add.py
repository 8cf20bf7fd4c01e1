"""`kutip add`: add files, folders and links to a shelf."""

import asyncio
import contextlib
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.questions.reasking import last_change
from bot.settings import Settings
from bot.terminal.answered import report_answered
from bot.terminal.command import command, option
from bot.terminal.console import printable
from bot.terminal.folder import find_files, origin_of
from bot.terminal.importer import Importer, Outcome, Place, Result
from bot.terminal.language import language_name, texts
from bot.terminal.program import GUILD, Program
from corpus.cleaning import clean_line
from corpus.schema import EVERYWHERE

REFUSED = 1
"""Exit status if something was refused."""
INTERRUPTED = 130
"""Exit status after Ctrl-C, as in a shell."""

READERS = min(os.cpu_count() or 1, 4)
"""Processes that read files; each takes about 150 MB."""

_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(slots=True)
class _Tally:
    """What to add, and the results."""

    places: list[Place] = field(default_factory=list)
    skipped: int = 0
    folders: int = 0
    counts: Counter[Result] = field(default_factory=Counter)
    refused: list[Outcome] = field(default_factory=list)

    def note(self, outcome: Outcome) -> None:
        self.counts[outcome.result] += 1
        if outcome.result is Result.REFUSED:
            self.refused.append(outcome)

    def find(self, given: str, *, recursive: bool) -> None:
        """Resolve a path or link given by the user."""
        if _LINK.match(given):
            self.places.append(given)
            return
        path = Path(given)
        try:
            if not given:
                # E.g. from an unset shell variable; as a path it would be the current folder.
                self.note(Outcome("''", Result.REFUSED, texts("terminal.add_no_name")))
            elif path.is_dir():
                found = find_files(path.resolve(), recursive=recursive)
                self.places += found.files
                self.skipped += found.skipped
                self.folders += found.folders
            elif path.is_file():
                self.places.append(path.parent.resolve() / path.name)
            else:
                why = texts("terminal.add_not_a_file" if path.exists() else "terminal.add_missing")
                self.note(Outcome(origin_of(path), Result.REFUSED, why))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            # It may be a folder inside the given one.
            where = getattr(error, "filename", None) or path
            why = texts("terminal.unreadable", reason=reason)
            self.note(Outcome(origin_of(where), Result.REFUSED, why))


@command("add", help="help.add")
@click.argument(
    "given",
    metavar="PATH_OR_URL...",
    nargs=-1,
    required=True,
    shell_complete=lambda _context, _parameter, typed: [CompletionItem(typed, type="file")],
)
@GUILD
@option("--recursive", is_flag=True, help="help.add_recursive")
@option("--title", help="help.add_title")
@option("--source", help="help.add_source")
@click.pass_obj
def add(  # noqa: PLR0913, PLR0917 - an argument each, as Click gives them
    program: Program,
    given: tuple[str, ...],
    guild_id: int | None,
    recursive: bool,
    title: str | None,
    source: str | None,
) -> None:
    """Add files, the files of folders, and links."""
    settings = program.settings()
    if title is not None and (len(given) > 1 or Path(given[0]).is_dir()):
        raise click.UsageError(texts("usage.title_for_one"))
    said = [clean_line(text) if text else None for text in (title, source)]
    if not add_all(program, settings, given, guild_id, recursive=recursive, said=said):
        sys.exit(REFUSED)


def add_all(  # noqa: PLR0913
    program: Program,
    settings: Settings,
    given: Iterable[str],
    guild_id: int | None,
    *,
    recursive: bool,
    said: Sequence[str | None] = (None, None),
) -> bool:
    """Add files, the files of folders, and links to a shelf, and print what each was made into.

    `said` is a title and a source for all, if any. Return whether nothing was refused; exit after
    Ctrl-C.
    """
    tally = _Tally()
    for each in given:
        tally.find(each, recursive=recursive)
    try:
        asyncio.run(_add(program, settings, tally, guild_id or EVERYWHERE, said))
    except KeyboardInterrupt:
        click.echo(f"kutip: {texts('terminal.add_interrupted')}", err=True)
        sys.exit(INTERRUPTED)
    return not tally.refused


async def _add(
    program: Program,
    settings: Settings,
    tally: _Tally,
    guild_id: int,
    said: Sequence[str | None],
) -> None:
    title, source = said
    async with program.open_parts(settings, READERS) as parts:
        before = await last_change(parts.engine)
        importer = Importer(parts, guild_id, readers=READERS, title=title, source=source)
        try:
            with _progress() as progress:
                bar = progress.add_task(texts("terminal.adding"), total=len(tally.places))
                async with contextlib.aclosing(importer.add(tally.places)) as outcomes:
                    async for outcome in outcomes:
                        tally.note(outcome)
                        _show(outcome)
                        progress.advance(bar)
        finally:
            _sum_up(tally)
        await report_answered(parts, guild_id, before)


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        # What is printed meanwhile goes above the bar, but to a file if it is to go there.
        redirect_stdout=sys.stdout.isatty(),
    )


def _show(outcome: Outcome) -> None:
    """Print what was made of a file or link, if anything new."""
    article = outcome.article
    if article is None:
        return
    made = texts(
        "terminal.add_made",
        count=len(article.passages),
        result=texts(f"terminal.result_{outcome.result}"),
        title=article.title,
        language=language_name(article.language),
        kind=texts(f"format.{outcome.format}"),
        name=outcome.origin if _LINK.match(outcome.origin) else Path(outcome.origin).name,
    )
    click.echo(printable(made))
    for warning in outcome.notes.warnings:
        click.echo(f"  {texts(f'intake.warning.{warning}')}")
    if outcome.notes.pages:
        click.echo(f"  {texts('intake.pages', pages=outcome.notes.first_pages)}")


def _sum_up(tally: _Tally) -> None:
    for outcome in tally.refused:
        click.echo(printable(f"kutip: {outcome.origin}: {outcome.why}"), err=True)
    click.echo(
        texts(
            "terminal.add_summary",
            added=tally.counts[Result.ADDED],
            replaced=tally.counts[Result.REPLACED],
            unchanged=tally.counts[Result.UNCHANGED],
            refused=tally.counts[Result.REFUSED],
        )
    )
    if tally.skipped:
        click.echo(texts("terminal.add_skipped", count=tally.skipped))
    if tally.folders:
        click.echo(texts("terminal.add_skipped_folders", count=tally.folders))
