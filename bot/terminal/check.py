"""`kutip check`: check everything Kutip needs, one line each."""

import asyncio
import re
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import click

from bot.errors import SecretError, SettingsError
from bot.pseudonyms import read_secret
from bot.settings import Settings
from bot.terminal.probes import probe_discord, probe_port
from bot.terminal.program import Program
from corpus.database import check_not_newer, open_database
from corpus.errors import CorruptError, DatabaseError
from corpus.integrity import checked_revision
from corpus.schema import HEAD
from corpus.stats import corpus_stats

TO_DO = 1
"""Exit status if a check failed."""
MIN_FREE = 1_000_000_000
"""Minimum free bytes on disk, or twice the database's size for a backup or migration."""

_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    about: str
    text: str
    """What was found or, if it failed, what to do."""
    fine: bool = True


@click.command("check")
@click.pass_obj
def check(program: Program) -> None:
    """Look at all that Kutip needs, and say what to do; nothing is changed.

    A running bot goes on meanwhile. Exit status: 0 all is fine, 1 something is to be done.
    """
    fine = asyncio.run(_check(program))
    sys.exit(0 if fine else TO_DO)


async def _check(program: Program) -> bool:
    fine = True
    async for finding in _findings(program):
        fine = fine and finding.fine
        click.echo(f"{'ok' if finding.fine else 'TO DO':<7}{finding.about:<10}{finding.text}")
    return fine


async def _findings(program: Program) -> AsyncIterator[Finding]:
    try:
        settings = program.settings()
    except SettingsError as error:
        yield Finding("settings", str(error), fine=False)
        return
    yield Finding("settings", f"as {program.env_file} and the environment say")
    token = _token(settings.discord_token)
    yield token
    try:
        async for finding in _kept(settings):
            yield finding
    except PermissionError as error:
        told = f"{error.filename}: you may not read it; check as the user who runs Kutip"
        yield Finding("folder", told, fine=False)
    asked_with = settings.discord_token if token.fine else None
    yield Finding("discord", *await probe_discord(asked_with))
    yield Finding("metrics", *await probe_port(settings.metrics_port))


async def _kept(settings: Settings) -> AsyncIterator[Finding]:
    """Check the data folder; raise PermissionError if it belongs to another user."""
    database, revision = await asyncio.to_thread(_database, settings.database)
    yield database
    if revision == HEAD:
        yield await _articles(settings.database)
    yield _secret(settings)
    yield _disk(settings)


def _token(token: str | None) -> Finding:
    if token is None:
        return Finding("token", "none: Kutip runs in the terminal")
    if not _TOKEN.fullmatch(token):
        told = (
            "DISCORD_TOKEN is not a bot's token, which is three parts with dots between; copy it "
            "from Discord's developer portal (Bot, Reset Token)"
        )
        return Finding("token", told, fine=False)
    return Finding("token", "looks like one")


def _database(path: Path) -> tuple[Finding, str | None]:
    """Also return the revision of a usable database."""
    if not path.exists():
        return Finding("database", f"none yet: the first start makes {path}"), None
    try:
        revision = checked_revision(path, quick=True)
        check_not_newer(revision, path)
    except CorruptError as error:
        told = (
            f"{path}: {error}; make sure that you may write it and its folder, that the disk has "
            "room and that no other program holds it, or restore a backup"
        )
        return Finding("database", told, fine=False), None
    except DatabaseError as error:
        return Finding("database", str(error), fine=False), None
    told = f"sound, of revision {revision}"
    if revision != HEAD:
        told += f"; the next start brings it to {HEAD}"
    return Finding("database", told), revision


async def _articles(path: Path) -> Finding:
    async with open_database(path) as engine:
        found = await corpus_stats(engine)
    if not found.articles or found.changed_at is None:
        return Finding("articles", "none: `kutip add` takes some in", fine=False)
    changed_at = f"{found.changed_at:%Y-%m-%d %H:%M} UTC"
    told = f"{found.articles}, of {found.passages} passages, last changed {changed_at}"
    return Finding("articles", told)


def _secret(settings: Settings) -> Finding:
    path = settings.secret
    if not path.exists():
        if not settings.database.exists():
            return Finding("secret", f"none yet: the first start makes {path}")
        told = f"{path} is missing: put back your copy, or earlier askers become strangers"
        return Finding("secret", told, fine=False)
    try:
        read_secret(path)
    except SecretError as error:
        return Finding("secret", str(error), fine=False)
    if path.stat().st_mode & 0o077:
        return Finding("secret", f"others may read it: chmod 600 {path}", fine=False)
    return Finding("secret", "for its owner alone")


def _disk(settings: Settings) -> Finding:
    there = next(path for path in (settings.database, *settings.database.parents) if path.exists())
    free = shutil.disk_usage(there).free
    size = settings.database.stat().st_size if settings.database.exists() else 0
    told = f"{free / 1e9:.1f} GB free"
    wanted = max(MIN_FREE, 2 * size)
    if free < wanted:
        told = f"only {told}, at least {wanted / 1e9:.1f} GB are wanted: make room"
        return Finding("disk", told, fine=False)
    return Finding("disk", told)
